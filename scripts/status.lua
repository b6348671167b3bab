#!/usr/bin/env ampsh
-- status.lua: says what runs where, and at what split.
--
-- Usage: ampsh status.lua [options] [GLOB...]
--
-- A table of the experiments whose keys match one of the patterns (* is any text,
-- ? one character), newest first; without a pattern, of all. Experiments that are
-- active but served nowhere, or give nobody a variant, are named below. In API v1
-- there are columns for the share of the users who are given a variant at all, for
-- tags, and for who made it.
--
-- Options:
--   -p, --project ID       only those of this project
--   -s, --state STATE      only planning, running, analyzing or decision-made
--   -e, --enabled WHICH    only active (yes) or inactive (no) ones
--   -d, --deployment GLOB  only those that a deployment with such a label serves
--   -t, --tag GLOB         only those with such a tag (API v1)
--   --sort COLUMN          key, id, state or project; else as the service lists
--                          them
--   --width N              fit the table to N columns, 0 for no limit; else the
--                          variable COLUMNS, else 100
--
-- writes: nothing

local cli = require "ampsh.cli"
local format = require "ampsh.format"
local pick = require "ampsh.pick"
local weights = require "ampsh.weights"

local options, patterns = cli.parse(pick.readers {
  sort = cli.one_of("key", "id", "state", "project"),
  width = cli.size,
}, ...)
options.key = patterns

local columns = {
  {title = "id", right = true},
  {title = "key"},
  {title = "active"},
  {title = "state"},
  {title = "split in %", shrink = 20},
  {title = "deployments", shrink = 12},
  {title = "project", right = true},
}

-- What only the API of today knows.
local knows_more = catalogue.objects.Experiment.fields.rolloutPercentage ~= nil
if knows_more then
  table.insert(columns, 5, {title = "users", right = true})
  table.insert(columns, 7, {title = "tags", shrink = 8})
  table.insert(columns, 9, {title = "owner", shrink = 12})
end

local sort_fields = {key = "key", id = "id", state = "state", project = "projectId"}

local function row(experiment, labels)
  local cells = {
    experiment.id, experiment.key, experiment.enabled and "yes" or "no", experiment.state,
    weights.shares(experiment), pick.labels_of(experiment, labels), experiment.projectId,
  }
  if knows_more then
    table.insert(cells, 5, weights.percent((experiment.rolloutPercentage or 0) / 100))
    table.insert(cells, 7, table.concat(experiment.tags or {}, ", "))
    table.insert(cells, 9, experiment.createdBy or "")
  end
  return cells
end

local function warn(list)
  for _, experiment in ipairs(list) do
    if experiment.enabled and #(experiment.deployments or {}) == 0 then
      cli.say("%s is active, but no deployment serves it", pick.name(experiment))
    elseif experiment.enabled and weights.total(experiment) == 0 then
      cli.say("%s is active, but all its weights are 0", pick.name(experiment))
    elseif experiment.enabled and knows_more and experiment.rolloutPercentage == 0 and #experiment.targetSegments == 0 then
      cli.say("%s is active, but its rollout is 0 percent", pick.name(experiment))
    end
  end
end

local labels = pick.labels(pick.here)
-- By its name first, so that equal ones are in order, too.
local list = pick.find(options)
list = options.sort and sort_by(sort_by(list, "key"), sort_fields[options.sort]) or pluck(list, function(e) return e end)

local rows, active = {}, 0
for index, experiment in ipairs(list) do
  rows[index] = row(experiment, labels)
  if experiment.enabled then active = active + 1 end
end
if #list > 0 then
  for _, line in ipairs(format.table(columns, rows, format.line_width(options.width))) do print(line) end
end
warn(list)
cli.say("%s, %d active (%s)", format.count(#list, "experiment"), active, session.target)
