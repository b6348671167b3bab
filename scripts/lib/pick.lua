-- pick.lua: which experiments a script is about: by key, id, project, state, deployment.
--
-- The API's lists take no filters, so every choice reads all pages, one at a time. `api` is what holds the resources: {
-- experiments =, deployments =, catalogue =}, as connect returns it.
--
-- writes: nothing

local cli = require "lib.cli"
local glob = require "lib.glob"
local text = require "lib.text"

local pick = {}

--- The target of the shell itself.
pick.here = {experiments = experiments, deployments = deployments, catalogue = catalogue}

-- How the filters' options are read.
local filters = {
  project = cli.visible,
  state = cli.one_of("planning", "running", "analyzing", "decision-made"),
  enabled = cli.one_of("yes", "no"),
}

--- A script's own readers, which inherit those of the filters: it need not have all of them.
function pick.readers(own)
  return setmetatable(own or {}, {__index = filters})
end

--- The labels of all deployments, by id.
function pick.labels(api)
  local labels = {}
  for deployment in api.deployments.each {} do labels[deployment.id] = deployment.label end
  return labels
end

--- "web-storefront, mailer"; an id where there is no label.
function pick.labels_of(experiment, labels)
  local names = {}
  for index, id in ipairs(experiment.deployments or {}) do names[index] = labels[id] or id end
  return table.concat(names, ", ")
end

local function serves(experiment, labels, matches)
  for _, id in ipairs(experiment.deployments or {}) do
    if matches(labels[id] or id) then return true end
  end
  return false
end

--- A function that says whether an experiment is meant, by the options --project, --state, --enabled, --deployment and
--- --key, as far as the script has them.
function pick.filter(options, labels)
  local key_matches = glob.any_of(options.key or {})
  local label_matches = options.deployment and glob.compile(options.deployment)
  local enabled = nil
  if options.enabled then enabled = options.enabled == "yes" end
  return function(experiment)
    return (not options.project or experiment.projectId == options.project)
      and (not options.state or experiment.state == options.state)
      and (enabled == nil or experiment.enabled == enabled)
      and key_matches(experiment.key)
      and (not label_matches or serves(experiment, labels, label_matches))
  end
end

--- All experiments that pass the filter, in the order of the list.
function pick.all(api, passes)
  local found = {}
  for experiment in api.experiments.each {} do
    if passes(experiment) then found[#found + 1] = experiment end
  end
  return found
end

--- The one experiment that has this key or id; ends the script where there is none, or more than one.
function pick.one(api, name, project)
  local hidden = text.hidden(name)
  if hidden then cli.usage(("%s has %s"):format(text.quoted(name), hidden)) end
  local found = pick.all(api, function(experiment)
    return (experiment.key == name or experiment.id == name) and (not project or experiment.projectId == project)
  end)
  if #found == 1 then return found[1] end
  if #found == 0 then
    cli.fail(("no experiment has the key or id %s"):format(name), cli.exit.not_found)
  end
  local places = {}
  for index, experiment in ipairs(found) do
    places[index] = ("%s (project %s)"):format(experiment.id, experiment.projectId)
  end
  cli.usage(("%s is the key of %s: give the id"):format(name, table.concat(places, " and ")))
end

--- "checkout-copy-test (26301)"
function pick.name(experiment)
  return ("%s (%s)"):format(experiment.key, experiment.id)
end

return pick
