-- sandbox_calls.lua OPERATION FIRST COUNT: milliseconds of one call, over ids spread from FIRST on.
local operation, first, count = arg[1], tonumber(arg[2]), tonumber(arg[3])
local runs = {list = 100, get = 2000, create = 300}
local calls = {}

local cursor
function calls.list()
  local page = experiments.list{limit = 100, cursor = cursor}
  cursor = page.nextCursor
end

function calls.get(number)
  experiments.get(first + number * 7919 % count)
end

local project = experiments.list{limit = 1}[1].projectId
function calls.create(number)
  experiments.create{projectId = project, key = ("bench-%x-%d"):format(math.random(0), number)}
end

local call = calls[operation]
for number = 1, 5 do call(number + 1000000) end
local start = os.clock()
for number = 1, runs[operation] do call(number) end
print((os.clock() - start) / runs[operation] * 1000)
