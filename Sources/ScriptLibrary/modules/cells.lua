-- ampsh.cells: a sheet's cells as values that experiments.create takes.
--
-- Each reader takes a text and returns the value, or nil and what was expected.
--
-- writes: nothing

local text = require "ampsh.text"
local weights = require "ampsh.weights"

local cells = {}

local function as_it_is(cell) return cell end

-- The parts between the commas, trimmed; nil where one of them is empty.
local function parts_of(cell)
  local parts = {}
  for part in (cell .. ","):gmatch "([^,]*)," do
    parts[#parts + 1] = text.trim(part)
    if parts[#parts] == "" then return nil end
  end
  return parts
end

local function decoded(cell, expected)
  local ok, value = pcall(json.decode, cell)
  if ok and type(value) == "table" then return value end
  return nil, expected
end

-- The parameters that a sheet may give shorter than as JSON.
local short = {}

function short.variants(cell)
  if cell:find "^%s*%[" then return decoded(cell, "keys between commas, or a JSON array") end
  local variants = parts_of(cell)
  if not variants then return nil, "keys between commas, or a JSON array" end
  for index, key in ipairs(variants) do variants[index] = {key = key} end
  return variants
end

function short.rolloutWeights(cell)
  if cell:find "^%s*{" then return decoded(cell, "weights such as control=9,treatment=1, or a JSON object") end
  return weights.parse(cell)
end

function short.targetSegments(cell)
  local segments, expected = decoded(cell, "a JSON array of segments")
  -- One may stand for an array of one.
  if segments and #segments == 0 and next(segments) ~= nil then return {segments} end
  return segments, expected
end

local function truth(cell)
  local value = ({["true"] = true, ["false"] = false, yes = true, no = false})[cell:lower()]
  if value == nil then return nil, "true or false" end
  return value
end

function short.deployments(cell)
  local names = parts_of(cell)
  if not names then return nil, "labels or ids between commas" end
  return names
end

local by_kind = {boolean = truth, string = as_it_is, enumeration = as_it_is}

--- How a cell of each parameter of experiments.create is read, by its name.
function cells.readers(parameters)
  local readers = {}
  for _, parameter in ipairs(parameters) do
    readers[parameter.name] = short[parameter.name] or by_kind[parameter.type.kind]
  end
  return readers
end

return cells
