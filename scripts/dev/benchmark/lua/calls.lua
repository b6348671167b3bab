-- calls.lua FUNCTION COUNT CONCURRENCY: many calls at once, as a bulk script makes them.
local name, count, concurrency = ...
local call, left = experiments[name], tonumber(count)
local function numbers()
  if left > 0 then
    left = left - 1
    return left + 1
  end
end
local answers = parallel(numbers, function() return call("26211") and 1 end, {concurrency = tonumber(concurrency)})
assert(#answers == tonumber(count))
print(#answers)
