-- creation.lua: creating experiments without making one twice or taking "it exists" for a failure.
--
-- writes: experiments.create

local creation = {}

--- Where an experiment is: its project and key, which no other has. Works for experiments and for create's arguments.
function creation.place(experiment)
  return experiment.projectId .. "\0" .. experiment.key
end

--- The ids of all experiments of a target, by place.
function creation.existing(api)
  local ids = {}
  for experiment in api.experiments.each {} do ids[creation.place(experiment)] = experiment.id end
  return ids
end

--- Creates an experiment and answers words about its id. When the answer is lost, the key tells whether it is there.
function creation.create(api, arguments)
  local ok, result = pcall(api.experiments.create, arguments)
  if ok then return ("id %s"):format(result.id) end
  if type(result) == "table" and result.outcome == "unknown" then
    local id = creation.existing(api)[creation.place(arguments)]
    if id then return ("id %s (the answer was lost)"):format(id) end
  end
  error(result, 0)
end

return creation
