-- What find returns, as functions: how a walk over it begins, and what a call answers.
--
-- begin() makes a function that answers the next object, nil after the last; where(object) has the last word; misuse()
-- raises; loops has, for the object that a loop was given last, the rest of its walk; count(...) is how many values.

local begin, where, misuse, loops, count = ...

local function iterate()
  local step = begin()
  if not where then return step end
  return function()
    local object
    repeat object = step() until object == nil or where(object)
    return object
  end
end

-- A loop passes two values, its state and the object before.
local function call(_, ...)
  local given = count(...)
  if given == 0 then return iterate()() end
  local state, before = ...
  if given ~= 2 or state ~= nil then return misuse() end
  local step
  if before == nil then
    step = iterate()
  else
    step = loops[before]
    if not step then return misuse() end
    loops[before] = nil
  end
  local object = step()
  if object ~= nil then loops[object] = step end
  return object
end

return iterate, call
