-- arguments.lua: what is wrong with arguments for experiments.create, before anything is sent.
--
-- The shell checks arguments too, but one call at a time: a sheet of a hundred rows is right as a whole or not at all.
--
-- writes: nothing

local arguments = {}

-- Each check returns what is wrong with a value at a place, or nil.

local function words(value)
  if value == null then return "null" end
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) == "table" then return next(value) == nil and "{}" or #value > 0 and "an array" or "an object" end
  return tostring(value)
end

local function wrong(place, expected, value)
  return ("%s: expected %s, got %s"):format(place, expected, words(value))
end

local function any_text(value, place)
  if type(value) ~= "string" then return wrong(place, "a text", value) end
end

local function some_text(value, place)
  if type(value) ~= "string" or value == "" then return wrong(place, "a text that is not empty", value) end
end

local function truth(value, place)
  if type(value) ~= "boolean" then return wrong(place, "true or false", value) end
end

local function payload(value, place)
  if type(value) ~= "string" or not pcall(json.decode, value) then
    return wrong(place, "the text of a JSON value, as \"{\\\"a\\\": 1}\"", value)
  end
end

local function percentage(value, place)
  if type(value) ~= "number" or not (value >= 0 and value <= 100) then
    return wrong(place, "a number from 0 to 100", value)
  end
end

local function weight(value, place)
  local whole = type(value) == "number" and math.tointeger(value)
  if not whole or whole < 0 then return wrong(place, "a whole number from 0", value) end
end

local function one_of(...)
  local known, list = {}, table.concat({...}, ", ")
  for _, word in ipairs {...} do known[word] = true end
  return function(value, place)
    if not known[value] then return wrong(place, "one of " .. list, value) end
  end
end

local function is_array(value)
  local count = 0
  for _ in pairs(value) do count = count + 1 end
  return count == #value
end

local function array_of(check)
  return function(value, place)
    if type(value) ~= "table" or not is_array(value) then return wrong(place, "an array", value) end
    for index, item in ipairs(value) do
      local problem = check(item, ("%s[%d]"):format(place, index))
      if problem then return problem end
    end
  end
end

-- The keys of a table in order, so that of several problems it is always the same that is told.
local function keys_of(value)
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  return keys
end

local function map_of(check)
  return function(value, place)
    if type(value) ~= "table" or #value > 0 then return wrong(place, "an object", value) end
    for _, key in ipairs(keys_of(value)) do
      local problem = check(value[key], ("%s.%s"):format(place, key))
      if problem then return problem end
    end
  end
end

local function object(fields, required)
  return function(value, place)
    if type(value) ~= "table" or #value > 0 then return wrong(place, "an object", value) end
    local prefix = place == "" and "" or place .. "."
    for _, name in ipairs(required or {}) do
      if value[name] == nil then return ("%s%s is missing"):format(prefix, name) end
    end
    for _, name in ipairs(keys_of(value)) do
      if not fields[name] then return ("%s%s: there is no such field"):format(prefix, name) end
      local problem = fields[name](value[name], prefix .. name)
      if problem then return problem end
    end
  end
end

local condition = object({
  type = one_of "property",
  prop = some_text,
  op = one_of("is", "is not", "contains", "does not contain", "less", "less or equal", "greater", "greater or equal",
    "glob match", "glob does not match"),
  values = array_of(any_text),
}, {"type", "prop", "op", "values"})

local segment = object {
  name = any_text, conditions = array_of(condition), percentage = percentage, rolloutWeights = map_of(weight),
  bucketingKey = some_text,
}

local variant = object {key = some_text, name = any_text, description = any_text, payload = payload}

local segments = array_of(segment)

local create = object({
  projectId = some_text, key = some_text, description = any_text, bucketingKey = some_text, stickyBucketing = truth,
  variants = array_of(variant), rolloutWeights = map_of(weight), deployments = array_of(some_text),
  targetSegments = function(value, place)
    -- One may stand for an array of one.
    if type(value) == "table" and #value == 0 and next(value) ~= nil then return segment(value, place) end
    return segments(value, place)
  end,
}, {"projectId", "key"})

-- The keys of the variants that there will be, and what is wrong with them.
local function keys_of_variants(variants)
  if not variants or #variants == 0 then return {control = true, treatment = true} end
  local known = {}
  for index, item in ipairs(variants) do
    local key = item.key
    if not key and not item.name then return nil, ("variants[%d] has no key"):format(index) end
    if key and known[key] then return nil, ("variants: two have the key %s"):format(key) end
    -- A key that the service derives from a name is not known here: false stands for any.
    known[key or false] = true
  end
  return known
end

local function stranger(split, known, place)
  for _, key in ipairs(keys_of(split or {})) do
    if not known[key] and not known[false] then return ("%s: there is no variant %s"):format(place, key) end
  end
end

--- What is wrong with create's arguments, in words; nil where the shell would send them and the service has no reason
--- to refuse them that lies in them alone.
function arguments.problem(given)
  local problem = create(given, "")
  if problem then return problem end
  local known, why = keys_of_variants(given.variants)
  if not known then return why end
  problem = stranger(given.rolloutWeights, known, "rolloutWeights")
  for index, item in ipairs(given.targetSegments or {}) do
    problem = problem or stranger(item.rolloutWeights, known, ("targetSegments[%d].rolloutWeights"):format(index))
  end
  return problem
end

return arguments
