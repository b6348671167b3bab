-- ampsh.arguments: what is wrong with arguments for experiments.create, before anything is sent.
--
-- The shell checks arguments too, but one call at a time: a sheet of a hundred rows is right as a whole or not at all.
-- What is right is read from the catalogue of the target, so that every generation of the API is held to its own.
--
-- writes: nothing

local arguments = {}

--- The parameters of experiments.create on a target, in their order and by name: each has a name, a type and required.
function arguments.parameters(api)
  return api.catalogue.resources.experiments.endpoints.create.parameters
end

local function words(value)
  if value == null then return "null" end
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) == "table" then return next(value) == nil and "{}" or #value > 0 and "an array" or "an object" end
  return tostring(value)
end

local function wrong(place, expected, value)
  return ("%s: expected %s, got %s"):format(place, expected, words(value))
end

-- The checks, by the kinds of the catalogue's types. Each returns what is wrong with a value at a place, or nil.
local checks = {}

local function check(value, declared, place)
  return checks[declared.kind](value, declared, place)
end

function checks.any() end

function checks.string(value, declared, place)
  local is_name = declared.form == "name"
  if type(value) ~= "string" or value == "" and (is_name or (declared.minLength or 0) > 0) then
    return wrong(place, (is_name or declared.minLength) and "a text that is not empty" or "a text", value)
  end
  for _, word in ipairs(declared.reserved or {}) do
    if value == word then return ("%s: %s is reserved"):format(place, word) end
  end
end

function checks.boolean(value, _, place)
  if type(value) ~= "boolean" then return wrong(place, "true or false", value) end
end

function checks.jsonText(value, _, place)
  if type(value) ~= "string" or not pcall(json.decode, value) then
    return wrong(place, "the text of a JSON value, as \"{\\\"a\\\": 1}\"", value)
  end
end

local function bounds(declared)
  local words = ""
  if declared.min then words = words .. (" from %d"):format(declared.min) end
  if declared.max then words = words .. (" to %d"):format(declared.max) end
  return words
end

local function is_within(value, declared)
  return value >= (declared.min or -math.huge) and value <= (declared.max or math.huge)
end

function checks.number(value, declared, place)
  if type(value) ~= "number" or not is_within(value, declared) or math.abs(value) == math.huge then
    return wrong(place, "a number" .. bounds(declared), value)
  end
end

function checks.integer(value, declared, place)
  local whole = type(value) == "number" and math.tointeger(value)
  if not whole or not is_within(whole, declared) then
    return wrong(place, "a whole number" .. bounds(declared), value)
  end
end

function checks.enumeration(value, declared, place)
  for _, word in ipairs(declared.values) do
    if value == word then return end
  end
  return wrong(place, "one of " .. table.concat(declared.values, ", "), value)
end

local function is_array(value)
  local count = 0
  for _ in pairs(value) do count = count + 1 end
  return count == #value
end

function checks.array(value, declared, place)
  local is_table = type(value) == "table"
  -- One may stand for an array of one.
  if declared.acceptsSingle and is_table and #value == 0 and next(value) ~= nil then
    return check(value, declared.items, place)
  end
  if not is_table or not is_array(value) then return wrong(place, "an array", value) end
  if #value < (declared.minItems or 0) then return wrong(place, "an array that is not empty", value) end
  for index, item in ipairs(value) do
    local problem = check(item, declared.items, ("%s[%d]"):format(place, index))
    if problem then return problem end
  end
end

-- The keys of a table in order, so that of several problems it is always the same that is told.
local function keys_of(value)
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  return keys
end

function checks.map(value, declared, place)
  if type(value) ~= "table" or #value > 0 then return wrong(place, "an object", value) end
  for _, key in ipairs(keys_of(value)) do
    local problem = check(value[key], declared.values, ("%s.%s"):format(place, key))
    if problem then return problem end
  end
end

-- The parameters of a call are checked as the fields of an object are.
local function check_fields(value, fields, place)
  if type(value) ~= "table" or #value > 0 then return wrong(place, "an object", value) end
  local prefix = place == "" and "" or place .. "."
  for _, field in ipairs(fields) do
    if field.required and value[field.name] == nil then return ("%s%s is missing"):format(prefix, field.name) end
  end
  for _, name in ipairs(keys_of(value)) do
    local field = fields[name]
    if not field then return ("%s%s: there is no such field"):format(prefix, name) end
    local problem = check(value[name], field.type, prefix .. name)
    if problem then return problem end
  end
end

function checks.object(value, declared, place)
  return check_fields(value, declared.fields, place)
end

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

--- What is wrong with create's arguments for a target, in words; nil where the shell would send them and the service has
--- no reason to refuse them that lies in them alone.
function arguments.problem(api, given)
  local problem = check_fields(given, arguments.parameters(api), "")
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
