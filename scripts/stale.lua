#!/usr/bin/env ampsh
-- stale.lua: finds flags and experiments that are over, and archives them.
--
-- Usage: ampsh stale.lua [options] [GLOB...]
--
-- Over is what gives everybody the same and has not been changed for --days: it is
-- active, its rollout is 100 percent and one variant has all the weight (rolled
-- out); or it is inactive or its rollout is 0 percent (rolled back). What has a
-- segment that gives somebody another variant is not over, nor is what is in
-- planning, or what others depend on. Without --archive it only lists them. What
-- is archived leaves the lists and can be restored; the code that asks for it
-- gets no variant any more. Needs the API of today (--api v1).
--
-- Options:
--   --days N               unchanged for so many days [default: 90]
--   --archive              archive them
--   --only KIND            only flags, or only experiments
--   -p, --project ID       only those of this project
--   -t, --tag GLOB         only those with such a tag
--   -o, --owner GLOB       only those that such an address has made
--   -j, --json             print them as JSON lines
--   -n, --dry-run          write nothing, say what would be done
--   --concurrency N        how many calls at once [default: 8]
--   --stop-after N         begin no more after N failures in a row [default: 5]
--   --width N              fit the table to N columns, 0 for no limit; else the
--                          variable COLUMNS, else 100
--
-- writes: experiments.archive, flags.archive

local batch = require "ampsh.batch"
local cli = require "ampsh.cli"
local format = require "ampsh.format"
local pick = require "ampsh.pick"
local weights = require "ampsh.weights"

local options, patterns = cli.parse(pick.readers {
  days = cli.size, only = cli.one_of("flags", "experiments"), width = cli.size, concurrency = cli.count,
  stop_after = cli.count, owner = cli.visible,
}, ...)
options.key = patterns
if not catalogue.resources.flags then cli.usage "the beta does not say when something was changed: --api v1" end

local now = os.time()

-- The days since a moment that the service wrote; nil where it is none.
local function days_since(moment)
  local year, month, day, hour, minute = (moment or ""):match "^(%d+)-(%d+)-(%d+)T(%d+):(%d+)"
  if not year then return nil end
  local then_ = os.time {year = year, month = month, day = day, hour = hour, min = minute}
  -- os.time takes local time; both sides lose the same.
  local utc = os.time(os.date("!*t", now))
  return math.floor((utc - then_) / 86400)
end

-- The one variant that has all the weight, or nil.
local function only_variant(holder)
  local found
  for _, item in ipairs(weights.of(holder)) do
    if item.weight > 0 then
      if found then return nil end
      found = item.key
    end
  end
  return found
end

-- Whether a segment gives somebody something else than the variant.
local function differs(segment, object, variant)
  if (segment.percentage or 0) == 0 then return false end
  local split = {variants = object.variants, rolloutWeights = segment.rolloutWeights or object.rolloutWeights}
  return only_variant(split) ~= variant
end

-- What an object is over by, or nil.
local function ending(object)
  if object.state == "planning" then return nil end
  local percentage = object.rolloutPercentage or 0
  if not object.enabled then return "inactive" end
  local variant = only_variant(object)
  for _, segment in ipairs(object.targetSegments or {}) do
    if percentage == 0 and (segment.percentage or 0) > 0 or differs(segment, object, variant) then return nil end
  end
  if percentage == 0 then return "rolled back" end
  if percentage == 100 and variant then return "rolled out: " .. variant end
end

-- What others depend on: the ids of all parents.
local function parents_of(lists)
  local parents = {}
  for _, item in ipairs(lists) do
    local dependencies = item.object.parentDependencies
    for id in pairs(dependencies and dependencies.flags or {}) do parents[id] = true end
  end
  return parents
end

if options.owner then require "ampsh.glob".compile(options.owner) end
local all = {}
for _, resource in ipairs {"experiments", "flags"} do
  -- All of them: what is not chosen may depend on what is.
  for object in pick.here[resource].each {} do all[#all + 1] = {object = object, resource = resource} end
end
local parents = parents_of(all)
local chosen = {}
for _, resource in ipairs {"experiments", "flags"} do
  if not options.only or options.only == resource then
    for object in pick.find(options, pick.here, resource, {createdBy = options.owner}) do
      local days, over = days_since(object.lastModifiedAt), ending(object)
      if over and days and days >= options.days and not parents[object.id] then
        chosen[#chosen + 1] = {object = object, resource = resource, over = over, days = days}
      end
    end
  end
end
chosen = sort_by(chosen, "days", {descending = true})

local function show()
  if options.json then
    for _, item in ipairs(chosen) do
      print(json.encode {
        id = item.object.id, key = item.object.key, kind = item.resource, projectId = item.object.projectId,
        over = item.over, days = item.days, owner = item.object.createdBy,
      })
    end
    return
  end
  if #chosen == 0 then return end
  local rows = {}
  for index, item in ipairs(chosen) do
    rows[index] = {
      item.object.id, item.object.key, (item.resource:gsub("s$", "")), item.over, item.days, item.object.createdBy or "",
      item.object.projectId,
    }
  end
  local columns = {
    {title = "id", right = true}, {title = "key"}, {title = "kind"}, {title = "over by", shrink = 14},
    {title = "days", right = true}, {title = "owner", shrink = 12}, {title = "project", right = true},
  }
  for _, line in ipairs(format.table(columns, rows, format.line_width(options.width))) do print(line) end
end

if not options.archive then
  show()
  cli.say("%d unchanged for %d days and over (%s); --archive archives them", #chosen, options.days, session.target)
  cli.stop(0)
end

batch.finish(batch.run {
  items = chosen,
  words = function(item) return ("archive %s, %s, %d days"):format(pick.name(item.object), item.over, item.days) end,
  look = function(item) item.now = pick.here[item.resource].get(item.object) end,
  conflict = function(item)
    if item.now.lastModifiedAt ~= item.object.lastModifiedAt then return "it was changed since: left as it is" end
  end,
  skip = function(item)
    if item.now.deleted then return "it is archived" end
  end,
  act = function(item) pick.here[item.resource].archive(item.object) end,
  dry_run = options.dry_run,
  concurrency = options.concurrency,
  stop_after = options.stop_after,
})
