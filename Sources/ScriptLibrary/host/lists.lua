-- The functions on lists: arrays, pages, iterators and what find returns.
--
-- check(name, ...) raises where arguments are wrong; wrong(name, words) makes that error; walk(name, list) is a function
-- that answers the next item, or nil where the list is an array; mark(table) makes an array of a table, in which an empty
-- one stays one; compare(a, b) says what differs; isfound(value) is true of what find returns.

local check, wrong, walk, mark, compare, isfound, null = ...
local type, error, tostring, next, sort, find = type, error, tostring, next, table.sort, string.find
local mathtype, tointeger = math.type, math.tointeger

-- An iterator over the items of a list, which was checked.
local function items(name, list)
  local step = walk(name, list)
  if step then return step end
  local place = 0
  return function()
    place = place + 1
    return list[place]
  end
end

-- What `by` says of an item, and the name under which it is told.
local function reader(by)
  if type(by) == "function" then return by, "value" end
  return function(item)
    if type(item) ~= "table" then return nil end
    return item[by]
  end, by
end

-- As a key: what is not there is null, and 1.0 is 1.
local function key_of(value, name, by)
  if value == nil then return null end
  if type(value) == "table" then
    error(wrong(name, ("by: %s is a table; give a function that returns a text or a number"):format(
      type(by) == "string" and by or "what it returns")), 0)
  end
  if value ~= value then error(wrong(name, "by: NaN is no key"), 0) end
  return mathtype(value) == "float" and tointeger(value) or value
end

local lists = {}

function lists.count_by(...)
  check("count_by", ...)
  local list, by = ...
  local value_of, name = reader(by)
  if name == "count" then name = "value" end
  local counts, places, rows = {}, {}, {}
  for item in items("count_by", list) do
    local key = key_of(value_of(item), "count_by", by)
    local row = counts[key]
    if not row then
      row = {[name] = key, count = 0}
      counts[key], rows[#rows + 1], places[row] = row, row, #rows
    end
    row.count = row.count + 1
  end
  sort(rows, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    return places[a] < places[b]
  end)
  return mark(rows)
end

function lists.group_by(...)
  check("group_by", ...)
  local list, by = ...
  local value_of = reader(by)
  local groups = {}
  for item in items("group_by", list) do
    local key = key_of(value_of(item), "group_by", by)
    local group = groups[key] or mark {}
    groups[key] = group
    group[#group + 1] = item
  end
  return groups
end

function lists.index_by(...)
  check("index_by", ...)
  local list, by = ...
  local value_of = reader(by)
  local index = {}
  for item in items("index_by", list) do
    local key = key_of(value_of(item), "index_by", by)
    if index[key] ~= nil then
      error(wrong("index_by", ("two items have the %s %s: one of them would be lost; group_by keeps both"):format(
        type(by) == "string" and by or "value", tostring(key))), 0)
    end
    index[key] = item
  end
  return index
end

function lists.pluck(...)
  check("pluck", ...)
  local list, by = ...
  local value_of = reader(by)
  local values = mark {}
  for item in items("pluck", list) do
    local value = value_of(item)
    if value == nil then value = null end
    values[#values + 1] = value
  end
  return values
end

local ranks = {boolean = 1, number = 2, string = 4}
local unordered = 5

-- Values of one rank have an order among them. Text that is the digits of a number is ordered as that number.
local function rank(value)
  local found = ranks[type(value)] or unordered
  return found == 4 and find(value, "^[1-9]%d*$") and 3 or found
end

local function precedes(a, b, rank_of_both)
  if rank_of_both == 1 then return not a and b end
  if rank_of_both == 3 and #a ~= #b then return #a < #b end
  return rank_of_both ~= unordered and a < b
end

function lists.sort_by(...)
  check("sort_by", ...)
  local list, by, options = ...
  local value_of = reader(by)
  local rows = {}
  for item in items("sort_by", list) do
    local value = value_of(item)
    -- NaN has no place among numbers.
    if value ~= value then value = nil end
    rows[#rows + 1] = {item = item, value = value, rank = rank(value), place = #rows}
  end
  local descending = options and options.descending
  sort(rows, function(a, b)
    -- What has no value is last either way.
    if a.rank ~= b.rank then
      if a.rank == unordered or b.rank == unordered then return b.rank == unordered end
      return (a.rank < b.rank) ~= (descending or false)
    end
    local first, second = a, b
    if descending then first, second = b, a end
    if precedes(first.value, second.value, a.rank) then return true end
    if precedes(second.value, first.value, a.rank) then return false end
    return a.place < b.place
  end)
  for place, row in next, rows do rows[place] = row.item end
  return mark(rows)
end

-- What is found or iterated as an array; anything else as it is.
local function whole(value)
  if not isfound(value) and type(value) ~= "function" then return value end
  local array = mark {}
  for item in items("diff", value) do array[#array + 1] = item end
  return array
end

function lists.diff(...)
  check("diff", ...)
  local a, b = ...
  return compare(whole(a), whole(b))
end

return lists
