-- ampsh.draft: what experiments.create takes, made from an experiment that exists.
--
-- Which fields there are, what a new experiment begins with and what create takes is read from the catalogues of the two
-- targets, which may speak different generations of the API.
--
-- writes: nothing

local arguments = require "ampsh.arguments"

local draft = {}

-- What belongs to the place where an experiment is, and what every one gets anew.
local own = {
  id = true, projectId = true, deployments = true, bucketingSalt = true,
  createdAt = true, createdBy = true, lastModifiedAt = true, lastModifiedBy = true,
}

-- The fields of `from` that are taken, and the names of those that are not, into `left_out`.
local function known_fields(from, fields, where, left_out)
  local copy, others = {}, {}
  for name, value in pairs(from) do
    if value == null then
      -- Says no more than a field that is not there.
    elseif fields[name] then
      copy[name] = value
    else
      others[#others + 1] = where .. "." .. name
    end
  end
  -- Always in the same order, which a table's fields are not.
  table.sort(others)
  table.move(others, 1, #others, #left_out + 1, left_out)
  return copy
end

-- The type of a variant's payload in create's arguments.
local function payload_kind(api)
  return arguments.parameters(api).variants.type.items.fields.payload.type.kind
end

-- A payload as the target that receives takes it: as a value, or as the text of one. Where it came from takes the text and
-- returns that or the value, or takes and returns the value.
local function payload_of(payload, from, to)
  local is_text = payload_kind(from) == "jsonText" and type(payload) == "string"
  local is_decoded, value = pcall(json.decode, is_text and payload or "")
  if payload_kind(to) ~= "jsonText" then return is_decoded and value or payload end
  return is_decoded and payload or json.encode(payload)
end

local function variants_of(experiment, from, to, left_out)
  local variants = {}
  local fields = arguments.parameters(to).variants.type.items.fields
  for index, variant in ipairs(experiment.variants or {}) do
    local copy = known_fields(variant, fields, "variant " .. variant.key, left_out)
    if copy.payload ~= nil then copy.payload = payload_of(copy.payload, from, to) end
    variants[index] = copy
  end
  return array(variants)
end

local function holds(values, value)
  for _, item in ipairs(values) do
    if item == value then return true end
  end
  return false
end

-- Why a condition cannot be sent, or nil.
local function obstacle(condition, fields)
  if not holds(fields.type.type.values, condition.type) then
    return ("a condition of type %s"):format(condition.type)
  end
  if not holds(fields.op.type.values, condition.op) then return ("the operator %q"):format(condition.op) end
end

local function segment_obstacle(segment, fields)
  for _, condition in ipairs(segment.conditions or {}) do
    local reason = obstacle(condition, fields)
    if reason then return reason end
  end
end

-- What a segment is without a field that must be sent: it has no name, fits nobody, and is split as the experiment is.
local function complete(segment, fields, index, experiment)
  local usual = {
    name = ("segment %d"):format(index), percentage = 0, rolloutWeights = experiment.rolloutWeights,
  }
  for _, field in ipairs(fields) do
    if field.required and segment[field.name] == nil then segment[field.name] = usual[field.name] end
  end
end

-- A segment is taken whole or not at all: without one of its conditions it would fit more users.
local function segments_of(experiment, to, left_out)
  local segments = {}
  local fields = arguments.parameters(to).targetSegments.type.items.fields
  local condition_fields = fields.conditions.type.items.fields
  for index, segment in ipairs(experiment.targetSegments or {}) do
    local where = ("segment %d (%s)"):format(index, segment.name or "no name")
    local reason = segment_obstacle(segment, condition_fields)
    if reason then
      left_out[#left_out + 1] = ("%s, which has %s"):format(where, reason)
    else
      local copy = known_fields(segment, fields, where, left_out)
      local conditions = {}
      for number, condition in ipairs(segment.conditions or {}) do
        conditions[number] = known_fields(condition, condition_fields, where, left_out)
      end
      copy.conditions = array(conditions)
      complete(copy, fields, index, experiment)
      segments[#segments + 1] = copy
    end
  end
  return array(segments)
end

-- Whether a value says nothing that a new experiment does not say without it.
local function is_initial(experiment, name, field)
  local value = experiment[name]
  if value == nil or value == null or value == "" or type(value) == "table" and next(value) == nil then return true end
  if name == "name" then return value == experiment.key end
  return field ~= nil and field.initially == value
end

-- What an experiment has that a new one cannot be given, in words: what is declared, in its order, then the rest.
local function others(experiment, from, taken, left_out)
  local fields = from.catalogue.objects.Experiment.fields
  local function name_unless_taken(name, field)
    if not own[name] and taken[name] == nil and not is_initial(experiment, name, field) then
      left_out[#left_out + 1] = name
    end
  end
  for _, field in ipairs(fields) do name_unless_taken(field.name, field) end
  local unknown = {}
  for name in pairs(experiment) do
    if not fields[name] then unknown[#unknown + 1] = name end
  end
  table.sort(unknown)
  for _, name in ipairs(unknown) do name_unless_taken(name) end
end

-- Whether a field goes as it is. A word that create does not know is none: services keep some from their past.
local function goes_as_it_is(value, parameter)
  return value ~= nil and value ~= null and not own[parameter.name]
    and (parameter.type.kind ~= "enumeration" or holds(parameter.type.values, value))
end

--- What create takes on the target `to` to make an experiment like this one of the target `from`, without projectId and
--- deployments, which belong to a project; and an array of what it cannot take over, in words.
function draft.of(experiment, from, to)
  local left_out = {}
  local taken = {}
  for _, parameter in ipairs(arguments.parameters(to)) do
    local value = experiment[parameter.name]
    if goes_as_it_is(value, parameter) then taken[parameter.name] = value end
  end
  taken.variants = variants_of(experiment, from, to, left_out)
  taken.targetSegments = segments_of(experiment, to, left_out)
  others(experiment, from, taken, left_out)
  return taken, left_out
end

return draft
