#!/usr/bin/env ampsh
-- copy.lua: copies experiments from here to another profile or sandbox.
--
-- Usage: ampsh copy.lua [options] GLOB...
--
-- Copies the experiments whose keys match a pattern (* is any text, ? one
-- character) from the target of the shell, or from --from..., to --to... . What
-- experiments.create takes is taken over: key, description, variants, weights,
-- segments, bucketing. What it does not take is named for each experiment: a copy
-- begins inactive and in planning, its users are split anew, and a segment with a
-- condition that cannot be sent is left out whole. The two sides may speak different
-- generations of the API. Deployments are found by their labels in the project
-- that receives. Keys that exist there are left alone: one that is the same is
-- reported; one that differs is named with what differs, and the exit code is 6.
--
-- Options:
--   --to-profile NAME    copy to this profile
--   --to-sandbox FILE    copy to this sandbox file
--   --from-profile NAME  copy from this profile
--   --from-sandbox FILE  copy from this sandbox file
--   -p, --project ID     only experiments of this project
--   --to-project ID      the project that receives; else the one with the same id
--   -s, --state STATE    only planning, running, analyzing or decision-made
--   -e, --enabled WHICH  only active (yes) or inactive (no) ones
--   --allow-differences  keys that exist and differ are no reason for code 6
--   -n, --dry-run        write nothing, say what would be done
--   --concurrency N      how many calls at once [default: 8]
--   --stop-after N       begin no more after N failures in a row [default: 5]
--
-- writes: experiments.create

local arguments = require "ampsh.arguments"
local batch = require "ampsh.batch"
local cli = require "ampsh.cli"
local creation = require "ampsh.creation"
local draft = require "ampsh.draft"
local pick = require "ampsh.pick"

local options, patterns = cli.parse(pick.readers {
  concurrency = cli.count, stop_after = cli.count, to_project = cli.visible,
}, ...)
options.key = patterns

-- The target that a pair of options names, or nil.
local function target(profile, sandbox)
  if profile then return connect {profile = profile} end
  if sandbox then return connect {sandbox = sandbox} end
end

-- The deployments that receive, as ids by project and label.
local function ids_by_label(api)
  local ids = {}
  for deployment in api.deployments.each {} do
    if not deployment.deleted then ids[deployment.projectId .. "\0" .. deployment.label] = deployment.id end
  end
  return ids
end

-- What to create for an experiment, and what is left out.
local function item_of(experiment, from, to, labels, receiving)
  local draft_arguments, left_out = draft.of(experiment, from, to)
  draft_arguments.projectId = options.to_project or experiment.projectId
  local found = {}
  for _, id in ipairs(experiment.deployments or {}) do
    local there = labels[id] and receiving[draft_arguments.projectId .. "\0" .. labels[id]]
    if there then
      found[#found + 1] = there
    else
      left_out[#left_out + 1] = ("the deployment %s"):format(labels[id] or id)
    end
  end
  draft_arguments.deployments = array(found)
  return {experiment = experiment, arguments = draft_arguments, left_out = left_out}
end

-- Two experiments of different projects can meet in one: the second of them is refused before anything is written.
local function check_meetings(items)
  local seen = {}
  for _, item in ipairs(items) do
    local place = creation.place(item.arguments)
    if seen[place] then
      cli.usage(("%s and %s would have the same key in project %s: choose with --project"):format(
        pick.name(seen[place]), pick.name(item.experiment), item.arguments.projectId))
    end
    seen[place] = item.experiment
  end
end

if options.to_profile and options.to_sandbox then
  cli.usage "--to-profile and --to-sandbox exclude each other"
end
if options.from_profile and options.from_sandbox then
  cli.usage "--from-profile and --from-sandbox exclude each other"
end
local to = target(options.to_profile, options.to_sandbox) or cli.usage "say where to: --to-profile or --to-sandbox"
local from = target(options.from_profile, options.from_sandbox) or pick.here

local labels, receiving = pick.labels(from), ids_by_label(to)
local items = {}
-- Lists are newest first; the oldest is created first, so that the copies come in the same order.
local list = pick.all(from, pick.filter(options))
for index = #list, 1, -1 do items[#items + 1] = item_of(list[index], from, to, labels, receiving) end
check_meetings(items)
local wanted = {}
for index, item in ipairs(items) do wanted[index] = item.arguments end
local existing = creation.existing(to, wanted)

local function without(item)
  return #item.left_out > 0 and (" without " .. table.concat(item.left_out, ", ")) or ""
end

batch.finish(batch.run {
  items = items,
  words = function(item)
    return ("copy %s to project %s%s"):format(pick.name(item.experiment), item.arguments.projectId, without(item))
  end,
  conflict = function(item)
    local words, differs = creation.twin(to, existing, item.arguments)
    return differs and not options.allow_differences and words or nil
  end,
  skip = function(item)
    local words = creation.twin(to, existing, item.arguments)
    if words then return words end
    local problem = arguments.problem(to, item.arguments)
    if problem then error("cannot be created: " .. problem, 0) end
  end,
  act = function(item) return creation.create(to, item.arguments) end,
  dry_run = options.dry_run,
  concurrency = options.concurrency,
  stop_after = options.stop_after,
})
