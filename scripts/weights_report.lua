#!/usr/bin/env ampsh
-- weights_report.lua: draws how users are split: a bar for each variant.
--
-- Usage: ampsh weights_report.lua [options] [GLOB...]
--
-- One block for each experiment whose key matches one of the patterns (* is any
-- text, ? one character); without a pattern, for all. The bars show the split of
-- users outside every segment; segments with a split of their own follow.
--
-- Options:
--   -p, --project ID       only those of this project
--   -s, --state STATE      only planning, running, analyzing or decision-made
--   -e, --enabled WHICH    only active (yes) or inactive (no) ones
--   -d, --deployment GLOB  only those that a deployment with such a label serves
--   -t, --tag GLOB         only those with such a tag (API v1)
--   --bar N                columns of a whole bar [default: 40]
--   --segments             draw the segments' own splits, too
--   --ascii                draw with # and . only
--
-- writes: nothing

local cli = require "ampsh.cli"
local format = require "ampsh.format"
local pick = require "ampsh.pick"
local weights = require "ampsh.weights"

local options, patterns = cli.parse(pick.readers {bar = cli.count}, ...)
options.key = patterns

-- The lines of a split. `holder` has variants and rolloutWeights.
local function bars(holder)
  local list = weights.of(holder)
  local key_width, weight_width = 0, 0
  for _, item in ipairs(list) do
    key_width = math.max(key_width, format.width(format.clean(item.key)))
    weight_width = math.max(weight_width, #tostring(item.weight))
  end
  local lines = {}
  for index, item in ipairs(list) do
    local share = weights.share(holder, item.key)
    lines[index] = ("  %s  %s  %s  %s"):format(
      format.pad(format.clean(item.key), key_width), format.bar(share, options.bar, options.ascii),
      format.pad(weights.percent(share), 7, true), format.pad(tostring(item.weight), weight_width, true))
  end
  return lines
end

local function heading(experiment, labels)
  local served = pick.labels_of(experiment, labels)
  local rollout = experiment.rolloutPercentage
  local users = rollout and (", for %s of the users"):format(weights.percent(rollout / 100)) or ""
  return ("%s  %s, %s%s%s"):format(
    format.clean(pick.name(experiment)), experiment.enabled and "active" or "inactive", experiment.state, users,
    served ~= "" and ", on " .. format.clean(served) or ", on no deployment")
end

local function report(experiment, labels)
  print(heading(experiment, labels))
  for _, line in ipairs(bars(experiment)) do print(line) end
  if weights.total(experiment) == 0 then print "  all weights are 0: nobody is given a variant" end
  if not options.segments then return end
  for _, segment in ipairs(experiment.targetSegments or {}) do
    if segment.rolloutWeights then
      print(("  in %s, %s %% of its users:"):format(
        format.clean(segment.name or "a segment"), tostring(segment.percentage or 0)))
      local holder = {variants = experiment.variants, rolloutWeights = segment.rolloutWeights}
      for _, line in ipairs(bars(holder)) do print("  " .. line) end
    end
  end
end

local labels = pick.labels(pick.here)
local count = 0
for experiment in pick.find(options) do
  if count > 0 then print "" end
  report(experiment, labels)
  count = count + 1
end
cli.say("%s (%s)", format.count(count, "experiment"), session.target)
