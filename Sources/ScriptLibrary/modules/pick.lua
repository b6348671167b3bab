-- ampsh.pick: which objects a script is about: by key, id, project, state, deployment and tag.
--
-- What the service can choose it is asked for, the rest is judged here, page by page. `api` is what holds the resources: {
-- experiments =, deployments =, catalogue =, session =}, as connect returns it.
--
-- writes: nothing

local cli = require "ampsh.cli"
local glob = require "ampsh.glob"
local text = require "ampsh.text"

local pick = {}

--- The target of the shell itself.
pick.here = setmetatable({}, {__index = function(_, name)
  if name == "session" or name == "catalogue" or catalogue.resources[name] then return _G[name] end
end})

-- How the filters' options are read.
local filters = {
  project = cli.visible,
  -- Those of the catalogue, so that no script types them again.
  state = function(word)
    local words = {}
    for index, value in ipairs(catalogue.objects.Experiment.fields.state.type.values) do words[index] = value end
    return cli.one_of(table.unpack(words))(word)
  end,
  enabled = cli.one_of("yes", "no"),
  tag = cli.visible,
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

-- What find is asked for, by the options of a script.
local function wanted(options)
  -- A pattern that would match nothing and look right ends the script.
  for _, pattern in ipairs(options.key or {}) do glob.compile(pattern) end
  if options.deployment then glob.compile(options.deployment) end
  local enabled = nil
  if options.enabled then enabled = options.enabled == "yes" end
  return {
    key = options.key and #options.key > 0 and options.key or nil,
    projectId = options.project, state = options.state, enabled = enabled, deployment = options.deployment,
    tag = options.tag,
  }
end

--- What find returns for the options --project, --state, --enabled, --deployment, --tag and --key, as far as the script
--- has them, and for more filters of a script's own. `resource` is "experiments" where it is left out. An option that the
--- API has nothing for ends the script.
function pick.find(options, api, resource, more)
  api, resource = api or pick.here, resource or "experiments"
  if options.tag and not api.catalogue.resources[resource .. ".tags"] then
    cli.usage(("--tag: %s have no tags in this API; --api v1 has them"):format(resource))
  end
  local filters = wanted(options)
  for name, value in pairs(more or {}) do filters[name] = value end
  return api[resource].find(filters)
end

local function serves(object, labels, matches)
  for _, id in ipairs(object.deployments or {}) do
    if matches(labels[id] or id) then return true end
  end
  return false
end

-- Whether one object is chosen, for scripts that go over a list themselves. `labels` are those of pick.labels.
local function chooses(choice, object)
  local options, labels = choice.options, choice.labels or {}
  return (not options.project or object.projectId == options.project)
    and (not options.state or object.state == options.state)
    and (not options.enabled or object.enabled == (options.enabled == "yes"))
    and glob.any_of(options.key or {})(object.key)
    and (not options.deployment or serves(object, labels, glob.compile(options.deployment)))
end

--- The choice by the same options, for pick.all; called with an object it says whether that is chosen, for which it needs
--- the labels of the deployments.
function pick.filter(options, labels)
  wanted(options)
  return setmetatable({options = options, labels = labels}, {__call = chooses})
end

--- All objects that the filter, or a function, chooses, in the order of the list.
function pick.all(api, passes, resource)
  if type(passes) == "table" then
    local found = {}
    for object in pick.find(passes.options, api, resource) do found[#found + 1] = object end
    return found
  end
  local found = {}
  for object in api[resource or "experiments"].each {} do
    if passes(object) then found[#found + 1] = object end
  end
  return found
end

--- The one object that has this key or id; ends the script where there is none, or more than one.
function pick.one(api, name, project, resource)
  resource = resource or "experiments"
  local hidden = text.hidden(name)
  if hidden then cli.usage(("%s has %s"):format(text.quoted(name), hidden)) end
  local found = pick.all(api, function(object)
    return (object.key == name or object.id == name) and (not project or object.projectId == project)
  end, resource)
  if #found == 1 then return found[1] end
  if #found == 0 then
    local one = resource:gsub("s$", "")
    cli.fail(("no %s has the key or id %s"):format(one, name), cli.exit.not_found)
  end
  local places = {}
  for index, object in ipairs(found) do
    places[index] = ("%s (project %s)"):format(object.id, object.projectId)
  end
  cli.usage(("%s is the key of %s: give the id"):format(name, table.concat(places, " and ")))
end

--- "checkout-copy-test (26301)"
function pick.name(object)
  return ("%s (%s)"):format(object.key, object.id)
end

return pick
