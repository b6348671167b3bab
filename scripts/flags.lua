#!/usr/bin/env ampsh
-- flags.lua: says which flags are on where, and for how many.
--
-- Usage: ampsh flags.lua [options] [GLOB...]
--
-- A table of the flags whose keys match one of the patterns (* is any text, ? one
-- character), newest first; without a pattern, of all. Flags that are active but
-- served nowhere, or give nobody a variant, are named below. Needs the API of
-- today (--api v1): the beta has no flags.
--
-- Options:
--   -p, --project ID       only those of this project
--   -e, --enabled WHICH    only active (yes) or inactive (no) ones
--   -d, --deployment GLOB  only those that a deployment with such a label serves
--   -t, --tag GLOB         only those with such a tag
--   -o, --owner GLOB       only those that such an address has made
--   -a, --archived         archived ones, too
--   --sort COLUMN          key, id, owner or project; else as the service lists
--                          them
--   --width N              fit the table to N columns, 0 for no limit; else the
--                          variable COLUMNS, else 100
--
-- writes: nothing

local cli = require "ampsh.cli"
local format = require "ampsh.format"
local glob = require "ampsh.glob"
local pick = require "ampsh.pick"
local weights = require "ampsh.weights"

local options, patterns = cli.parse(pick.readers {
  sort = cli.one_of("key", "id", "owner", "project"),
  width = cli.size,
}, ...)
options.key = patterns

local columns = {
  {title = "id", right = true},
  {title = "key"},
  {title = "active"},
  {title = "users", right = true},
  {title = "split in %", shrink = 16},
  {title = "segments", right = true},
  {title = "tags", shrink = 8},
  {title = "deployments", shrink = 12},
  {title = "owner", shrink = 12},
  {title = "project", right = true},
}

local sort_fields = {key = "key", id = "id", owner = "createdBy", project = "projectId"}

local function row(flag, labels)
  return {
    flag.id, flag.key, flag.deleted and "archived" or flag.enabled and "yes" or "no",
    weights.percent((flag.rolloutPercentage or 0) / 100), weights.shares(flag), #(flag.targetSegments or {}),
    table.concat(flag.tags or {}, ", "), pick.labels_of(flag, labels), flag.createdBy or "", flag.projectId,
  }
end

-- Whether somebody is given a variant.
local function reaches_somebody(flag)
  if (flag.rolloutPercentage or 0) > 0 and weights.total(flag) > 0 then return true end
  for _, segment in ipairs(flag.targetSegments or {}) do
    if (segment.percentage or 0) > 0 then return true end
  end
  return false
end

local function warn(list)
  for _, flag in ipairs(list) do
    if flag.enabled and not flag.deleted then
      if #(flag.deployments or {}) == 0 then
        cli.say("%s is active, but no deployment serves it", pick.name(flag))
      elseif not reaches_somebody(flag) then
        cli.say("%s is active, but gives nobody a variant, save users that are named", pick.name(flag))
      end
    end
  end
end

if not catalogue.resources.flags then cli.usage "the beta has no flags: --api v1" end
if options.owner then glob.compile(options.owner) end
local list = array {}
for flag in pick.find(options, pick.here, "flags", {
  createdBy = options.owner, includeArchived = options.archived or nil,
}) do list[#list + 1] = flag end
if options.sort then list = sort_by(list, sort_fields[options.sort]) end

local labels = pick.labels(pick.here)
local rows, active = {}, 0
for index, flag in ipairs(list) do
  rows[index] = row(flag, labels)
  if flag.enabled then active = active + 1 end
end
if #list > 0 then
  for _, line in ipairs(format.table(columns, rows, format.line_width(options.width))) do print(line) end
end
warn(list)
cli.say("%s, %d active (%s)", format.count(#list, "flag"), active, session.target)
