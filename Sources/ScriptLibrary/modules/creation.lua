-- ampsh.creation: creating experiments without making one twice or taking another one for what was asked.
--
-- writes: experiments.create

local arguments = require "ampsh.arguments"

local creation = {}

--- Where an experiment is: its project and key, which no other has. Works for experiments and for create's arguments.
function creation.place(experiment)
  return experiment.projectId .. "\0" .. experiment.key
end

--- The experiments of a target, by place, that are where an array of create's arguments would put theirs.
function creation.existing(api, wanted)
  local places, found = {}, {}
  for _, given in ipairs(wanted) do places[creation.place(given)] = true end
  for experiment in api.experiments.each {} do
    local place = creation.place(experiment)
    if places[place] then found[place] = experiment end
  end
  return found
end

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for key, value in pairs(a) do
    if not same(value, b[key]) then return false end
  end
  for key in pairs(b) do
    if a[key] == nil then return false end
  end
  return true
end

-- Where a payload is sent as the text of a JSON value, it is returned as that text or as the value.
local function payload_value(payload)
  local ok, value = pcall(json.decode, payload)
  if ok then return value end
  return payload
end

-- The type of what a table of a type has at a key.
local function member(declared, key)
  if declared.kind == "object" then return declared.fields[key].type end
  return declared.kind == "array" and declared.items or declared.values
end

-- Whether what is there holds all that was sent. What was sent empty may be left out of the answer.
local function holds(there, sent, declared)
  if declared.kind == "jsonText" then return same(payload_value(there), payload_value(sent)) end
  if declared.kind == "any" then return same(there, sent) end
  if there == nil and (sent == "" or sent == false or type(sent) == "table" and next(sent) == nil) then return true end
  if type(sent) ~= "table" or type(there) ~= "table" then return there == sent end
  if #there ~= #sent then return false end
  for key, value in pairs(sent) do
    if not holds(there[key], value, member(declared, key)) then return false end
  end
  return true
end

local function sorted(list)
  local copy = table.move(list, 1, #list, 1, {})
  table.sort(copy)
  return copy
end

--- The names of create's arguments for a target in which an experiment is not what they say, in order.
function creation.differences(api, given, experiment)
  local names, parameters = {}, arguments.parameters(api)
  for name, sent in pairs(given) do
    local there = experiment[name]
    -- Older services return neither of the two.
    local is_silent = there == nil and (name == "deployments" or name == "stickyBucketing")
    if name == "deployments" and there then sent, there = sorted(sent), sorted(there) end
    if not is_silent and not holds(there, sent, parameters[name].type) then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

--- What stands where an experiment would be created, in words, and whether it is something else than would be created;
--- nil where nothing does. `existing` is what creation.existing returns.
function creation.twin(api, existing, given)
  local there = existing[creation.place(given)]
  if not there then return nil, false end
  local words = ("exists, id %s"):format(there.id)
  local differences = creation.differences(api, given, there)
  if #differences == 0 then return words, false end
  return ("%s, with other %s"):format(words, table.concat(differences, ", ")), true
end

-- What an experiment is that nobody has touched since it was made.
local function is_new(experiment)
  return not experiment.enabled and (experiment.state or "planning") == "planning"
    and not experiment.startDate and not experiment.endDate
end

--- Creates an experiment and returns words about its id. When the answer is lost, what is there tells whether it was
--- made: a new experiment that is all that was sent. Anything else may be somebody else's.
function creation.create(api, given)
  local ok, result = pcall(api.experiments.create, given)
  if ok then return ("id %s"):format(result.id) end
  if type(result) == "table" and result.outcome == "unknown" then
    local looked, found = pcall(creation.existing, api, {given})
    local there = looked and found[creation.place(given)]
    if there and is_new(there) and #creation.differences(api, given, there) == 0 then
      return ("id %s (the answer was lost)"):format(there.id)
    elseif there then
      result.message = ("%s; id %s has this key and is not what was sent"):format(result.message or "", there.id)
    end
  end
  error(result, 0)
end

return creation
