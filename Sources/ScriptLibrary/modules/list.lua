-- ampsh.list: lists of names and of objects: what is in one and not in another, pieces of one, one from a file.
--
-- Beside count_by, group_by, sort_by, pluck and index_by, which are global.
--
-- writes: nothing

local cli = require "ampsh.cli"
local strict = require "ampsh.strict"
local text = require "ampsh.text"

local list = strict({}, "ampsh.list")

--- The items for which `test` is true, in their order. `items` is an array, an iterator or what find returns.
function list.filter(items, test)
  local kept = {}
  for _, item in ipairs(list.of(items)) do
    if test(item) then kept[#kept + 1] = item end
  end
  return array(kept)
end

--- The items of an array, an iterator or what find returns, as an array.
function list.of(items)
  return pluck(items, function(item) return item end)
end

--- Whether a value is among the items.
function list.has(items, value)
  for _, item in ipairs(items) do
    if item == value then return true end
  end
  return false
end

--- The items, each once, in the order in which they come first.
function list.unique(items)
  local seen, kept = {}, {}
  for _, item in ipairs(items) do
    if not seen[item] then seen[item], kept[#kept + 1] = true, item end
  end
  return array(kept)
end

--- The items of the first array that are not in the second.
function list.minus(items, others)
  local gone, kept = {}, {}
  for _, item in ipairs(others) do gone[item] = true end
  for _, item in ipairs(items) do
    if not gone[item] then kept[#kept + 1] = item end
  end
  return array(kept)
end

--- The items as an array of arrays, each with `most` of them; the last may have fewer.
function list.pieces(items, most)
  local pieces = {}
  for index, item in ipairs(items) do
    if (index - 1) % most == 0 then pieces[#pieces + 1] = array {} end
    table.insert(pieces[#pieces], item)
  end
  return array(pieces)
end

--- The lines of a file, - for standard input, without the blanks at their ends, empty ones and what begins with #. What
--- cannot be read ends the script.
function list.read(path)
  cli.need_files "reading a list"
  local file, problem = io.stdin, nil
  if path ~= "-" then file, problem = io.open(path, "rb") end
  local bytes
  if file then bytes, problem = file:read "a" end
  if not bytes then cli.fail("cannot read: " .. tostring(problem), cli.exit.usage) end
  if path ~= "-" then file:close() end
  local lines = {}
  for line in bytes:gsub("^\xEF\xBB\xBF", ""):gmatch "[^\r\n]+" do
    line = text.trim(line)
    if line ~= "" and not line:find "^#" then lines[#lines + 1] = line end
  end
  return array(lines)
end

return list
