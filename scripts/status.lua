#!/usr/bin/env ampsh
-- status.lua: says what runs where, and at what split.
--
-- Usage: ampsh status.lua [options] [GLOB...]
--
-- A table of the experiments whose keys match one of the patterns (* is any text,
-- ? one character), newest first; without a pattern, of all. Experiments that are
-- active but served nowhere, or give nobody a variant, are named below.
--
-- Options:
--   -p, --project ID       only those of this project
--   -s, --state STATE      only planning, running, analyzing or decision-made
--   -e, --enabled WHICH    only active (yes) or inactive (no) ones
--   -d, --deployment GLOB  only those that a deployment with such a label serves
--   --sort COLUMN          key, id, state or project; else as the service lists
--                          them
--   --width N              fit the table to N columns, 0 for no limit; else the
--                          variable COLUMNS, else 100
--
-- writes: nothing

local cli = require "lib.cli"
local format = require "lib.format"
local pick = require "lib.pick"
local weights = require "lib.weights"

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

local sort_fields = {key = "key", state = "state", project = "projectId"}

local function sort(list, by)
  if by == "id" then
    -- Ids are digits in strings: the longer is the larger.
    table.sort(list, function(a, b)
      if #a.id ~= #b.id then return #a.id < #b.id end
      return a.id < b.id
    end)
  elseif by then
    local field = sort_fields[by]
    table.sort(list, function(a, b)
      if a[field] ~= b[field] then return a[field] < b[field] end
      return a.key < b.key
    end)
  end
end

local function row(experiment, labels)
  return {
    experiment.id, experiment.key, experiment.enabled and "yes" or "no", experiment.state,
    weights.shares(experiment), pick.labels_of(experiment, labels), experiment.projectId,
  }
end

local function warn(list)
  for _, experiment in ipairs(list) do
    if experiment.enabled and #(experiment.deployments or {}) == 0 then
      cli.say("%s is active, but no deployment serves it", pick.name(experiment))
    elseif experiment.enabled and weights.total(experiment) == 0 then
      cli.say("%s is active, but all its weights are 0", pick.name(experiment))
    end
  end
end

local labels = pick.labels(pick.here)
local list = pick.all(pick.here, pick.filter(options, labels))
sort(list, options.sort)

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
