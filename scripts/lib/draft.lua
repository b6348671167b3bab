-- draft.lua: what experiments.create takes, made from an experiment that exists.
--
-- writes: nothing

local draft = {}

local conditions_sent = {type = true, prop = true, op = true, values = true}
local segment_sent = {name = true, conditions = true, percentage = true, rolloutWeights = true, bucketingKey = true}
local variant_sent = {key = true, payload = true, name = true, description = true}
local operators = {
  ["is"] = true, ["is not"] = true, ["contains"] = true, ["does not contain"] = true, ["less"] = true,
  ["less or equal"] = true, ["greater"] = true, ["greater or equal"] = true, ["glob match"] = true,
  ["glob does not match"] = true,
}
-- What create takes as it is returned.
local plain = {"key", "description", "bucketingKey", "stickyBucketing"}
-- What is handled below, and what says nothing about a new experiment.
local handled = {
  id = true, projectId = true, deployments = true, variants = true, rolloutWeights = true, targetSegments = true,
  name = true, enabled = true, state = true, startDate = true, endDate = true,
}
for _, name in ipairs(plain) do handled[name] = true end

-- The fields of `from` that are known, and the names of those that are not, into `left_out`.
local function known_fields(from, known, where, left_out)
  local copy, others = {}, {}
  for name, value in pairs(from) do
    if known[name] then
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

-- A payload as create wants it: the text of one JSON value. It may be returned as that text, or as the value.
local function payload_text(payload)
  if type(payload) == "string" and pcall(json.decode, payload) then return payload end
  return json.encode(payload)
end

local function variants_of(experiment, left_out)
  local variants = {}
  for index, variant in ipairs(experiment.variants or {}) do
    local copy = known_fields(variant, variant_sent, "variant " .. variant.key, left_out)
    if copy.payload ~= nil then copy.payload = payload_text(copy.payload) end
    variants[index] = copy
  end
  return array(variants)
end

-- Why a condition cannot be sent, or nil.
local function obstacle(condition)
  if condition.type ~= "property" then return ("a condition of type %s"):format(condition.type) end
  if not operators[condition.op] then return ("the operator %q"):format(condition.op) end
end

local function segment_obstacle(segment)
  for _, condition in ipairs(segment.conditions or {}) do
    local reason = obstacle(condition)
    if reason then return reason end
  end
end

-- A segment is taken whole or not at all: without one of its conditions it would fit more users.
local function segments_of(experiment, left_out)
  local segments = {}
  for index, segment in ipairs(experiment.targetSegments or {}) do
    local where = ("segment %d (%s)"):format(index, segment.name or "no name")
    local reason = segment_obstacle(segment)
    if reason then
      left_out[#left_out + 1] = ("%s, which has %s"):format(where, reason)
    else
      local copy = known_fields(segment, segment_sent, where, left_out)
      local conditions = {}
      for number, condition in ipairs(segment.conditions or {}) do
        conditions[number] = known_fields(condition, conditions_sent, where, left_out)
      end
      copy.conditions = array(conditions)
      segments[#segments + 1] = copy
    end
  end
  return array(segments)
end

-- What an experiment has that a new one cannot be given, in words.
local function others(experiment, left_out)
  if experiment.name and experiment.name ~= experiment.key then left_out[#left_out + 1] = "name" end
  if experiment.enabled then left_out[#left_out + 1] = "enabled" end
  if experiment.state and experiment.state ~= "planning" then left_out[#left_out + 1] = "state" end
  if experiment.startDate then left_out[#left_out + 1] = "startDate" end
  if experiment.endDate then left_out[#left_out + 1] = "endDate" end
  local unknown = {}
  for name in pairs(experiment) do
    if not handled[name] then unknown[#unknown + 1] = name end
  end
  table.sort(unknown)
  table.move(unknown, 1, #unknown, #left_out + 1, left_out)
end

--- What create takes to make an experiment like this one, without projectId and deployments, which belong to a
--- project; and an array of what it cannot take over, in words.
function draft.of(experiment)
  local left_out = {}
  local arguments = {}
  for _, name in ipairs(plain) do arguments[name] = experiment[name] end
  arguments.variants = variants_of(experiment, left_out)
  arguments.rolloutWeights = experiment.rolloutWeights
  arguments.targetSegments = segments_of(experiment, left_out)
  others(experiment, left_out)
  return arguments, left_out
end

return draft
