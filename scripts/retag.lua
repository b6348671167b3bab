#!/usr/bin/env ampsh
-- retag.lua: gives flags and experiments tags, and takes tags from them.
--
-- Usage: ampsh retag.lua [options] GLOB...
--
-- Those whose keys match a pattern (* is any text, ? one character). At least one
-- of --add, --remove and --rename says what becomes of their tags; other tags
-- stay. Those that have it so already are left alone, so the same command can be
-- given again. Needs the API of today (--api v1): the beta has no tags.
--
-- Options:
--   -a, --add TAG...       give them this tag
--   -r, --remove TAG...    take this tag from them
--   --rename OLD=NEW...    give those that have OLD the tag NEW in its place
--   --only KIND            only flags, or only experiments
--   -p, --project ID       only those of this project
--   -e, --enabled WHICH    only active (yes) or inactive (no) ones
--   -t, --tag GLOB         only those with such a tag
--   -n, --dry-run          write nothing, say what would be done
--   --concurrency N        how many calls at once [default: 8]
--   --stop-after N         begin no more after N failures in a row [default: 5]
--
-- writes: experiments.edit, flags.edit

local batch = require "ampsh.batch"
local cli = require "ampsh.cli"
local list = require "ampsh.list"
local pick = require "ampsh.pick"

local function renaming(word)
  local old, new = word:match "^([^=]+)=([^=]+)$"
  if old then return {old = old, new = new} end
  return nil, "OLD=NEW"
end

local options, patterns = cli.parse(pick.readers {
  add = cli.visible, remove = cli.visible, rename = renaming, only = cli.one_of("flags", "experiments"),
  concurrency = cli.count, stop_after = cli.count,
}, ...)
options.key = patterns

if not catalogue.resources["experiments.tags"] then cli.usage "the beta has no tags: --api v1" end
if #options.add + #options.remove + #options.rename == 0 then
  cli.usage "say what becomes of the tags: --add, --remove or --rename"
end
for _, tag in ipairs(options.add) do
  if list.has(options.remove, tag) then cli.usage(("the tag %s is to be added and removed"):format(tag)) end
end

-- The tags that an object is to have, in the order in which it has them.
local function wanted(object)
  local tags = {}
  for index, tag in ipairs(object.tags or {}) do
    tags[index] = tag
    for _, renamed in ipairs(options.rename) do
      if tag == renamed.old then tags[index] = renamed.new end
    end
  end
  table.move(options.add, 1, #options.add, #tags + 1, tags)
  return list.minus(list.unique(tags), options.remove)
end

local items = {}
for _, resource in ipairs {"experiments", "flags"} do
  if not options.only or options.only == resource then
    for object in pick.find(options, pick.here, resource) do
      items[#items + 1] = {resource = resource, object = object, tags = wanted(object)}
    end
  end
end

local function shown(tags)
  return #tags > 0 and table.concat(tags, ", ") or "no tags"
end

local function has_changed(before, after)
  return #list.minus(before, after) + #list.minus(after, before) > 0
end

batch.finish(batch.run {
  items = items,
  words = function(item)
    return ("tag %s with %s"):format(pick.name(item.object), shown(item.tags))
  end,
  look = function(item)
    if not has_changed(item.object.tags or {}, item.tags) then return end
    -- A list of many pages takes its time: what counts is what it has now.
    item.now = pick.here[item.resource].get(item.object)
    item.tags = wanted(item.now)
    return "it had " .. shown(item.now.tags or {})
  end,
  skip = function(item)
    local before = (item.now or item.object).tags or {}
    if not has_changed(before, item.tags) then return "it has them" end
  end,
  act = function(item)
    pick.here[item.resource].edit(item.object, {tags = item.tags})
    return "it had " .. shown(item.now.tags or {})
  end,
  dry_run = options.dry_run,
  concurrency = options.concurrency,
  stop_after = options.stop_after,
})
