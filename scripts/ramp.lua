#!/usr/bin/env ampsh
-- ramp.lua: moves a variant's share of the users up in steps, with a wait and checks between them.
--
-- Usage: ampsh ramp.lua [options] EXPERIMENT
--        ampsh ramp.lua --set WEIGHTS [--deactivate] [--project ID] [--dry-run]
--              EXPERIMENT
--
-- EXPERIMENT is a key or an id. At each step the variant is given exactly that
-- percentage, and the others share the rest in the ratio they have. Then the
-- experiment is read again: it must have these weights, and after the wait it
-- must still have them and be active, else somebody works against the ramp, and
-- it stops with exit code 1. Steps below the share that the variant has are
-- passed over, so a ramp that stopped is taken up by the same command. The first
-- line of the output is the command that goes back to the split of the beginning,
-- the others are the steps. Splits of segments are not touched.
--
-- Options:
--   -v, --variant KEY   the variant that grows; needed where there are more than
--                       two
--   --steps LIST        percentages, rising [default: 1,5,25,50,100]
--   --wait SECONDS      how long to stay on a step before the next [default: 600]
--   --check FILE        a Lua file that is run after each wait with the experiment
--                       and the percentage; the ramp stops when it returns false
--                       (and a reason) or raises
--   --activate          activate the experiment after the first step's weights are
--                       set
--   --set WEIGHTS       no ramp: set these weights, as control=9,treatment=1, and
--                       check that they are set
--   --deactivate        with --set: deactivate the experiment, too
--   -p, --project ID    the project, where the key is in more than one
--   -n, --dry-run       write nothing and wait for nothing, say what would be done
--
-- writes: experiments.set_rollout_weights, experiments.activate, experiments.deactivate

local cli = require "ampsh.cli"
local command = require "ampsh.command"
local pick = require "ampsh.pick"
local weights = require "ampsh.weights"

local function percentage(text)
  local number = tonumber(text)
  if number and number >= 0 and number <= 100 and text:find "^%d+%.?%d?%d?$" then return number end
  return nil, "percentages from 0 to 100 with at most two decimals"
end

local options, operands = cli.parse({
  steps = cli.list_of(percentage),
  wait = cli.seconds,
  set = weights.parse,
  variant = cli.visible,
  project = cli.visible,
}, ...)

local function check_steps(steps)
  for index = 2, #steps do
    if steps[index] <= steps[index - 1] then
      cli.usage(("--steps: %g does not rise above %g"):format(steps[index], steps[index - 1]))
    end
  end
end

-- The variant that grows: the one named, or the one that is not the first of two.
local function growing_variant(experiment, named)
  local keys, known = {}, false
  for index, variant in ipairs(experiment.variants) do
    keys[index] = variant.key
    known = known or variant.key == named
  end
  if #keys < 2 then cli.fail(("%s has fewer than two variants"):format(pick.name(experiment))) end
  if named and not known then
    cli.usage(("%s has no variant %s; it has %s"):format(pick.name(experiment), named, table.concat(keys, ", ")))
  end
  if not named and #keys > 2 then
    cli.usage(("%s has the variants %s: say which one grows with --variant"):format(
      pick.name(experiment), table.concat(keys, ", ")))
  end
  return named or keys[2]
end

local function load_check(path)
  if not path then return nil end
  cli.need_files "--check"
  local check, problem = loadfile(path, "t")
  if not check then cli.usage("--check: " .. problem) end
  return check
end

-- The command that brings back what the experiment is now.
local function way_back(now)
  local split = weights.text(now)
  if now.enabled then return command.again("--set", split, now.id) end
  return command.again("--set", split, "--deactivate", now.id)
end

-- Sets weights and reads them back. An answer that was lost is no failure if the weights are there.
local function apply(experiment, map)
  local ok, problem = pcall(experiments.set_rollout_weights, experiment, map)
  if not ok and not (type(problem) == "table" and problem.outcome == "unknown") then error(problem, 0) end
  local now = experiments.get(experiment)
  if weights.are(now, map) then return now end
  if not ok then error(problem, 0) end
  error(("the weights were set but are %s now"):format(weights.text(now)), 0)
end

-- The text of the weights that the experiment has with this map.
local function text_with(experiment, map)
  local merged = {}
  for _, item in ipairs(weights.of(experiment)) do merged[item.key] = map[item.key] or item.weight end
  return weights.text {variants = experiment.variants, rolloutWeights = merged}
end

-- Does one thing and says so; in a dry run it only says so.
local function write(words, act)
  if not options.dry_run then act() end
  cli.tell(words .. (options.dry_run and ": would be done" or ": done"))
end

local function set(experiment, map)
  local stranger = weights.stranger(experiment, map)
  if stranger then cli.usage(("--set: %s has no variant %s"):format(pick.name(experiment), stranger)) end
  -- Whoever changed them since can be asked.
  cli.say("%s has %s", pick.name(experiment), weights.text(experiment))
  write(("set %s to %s"):format(pick.name(experiment), text_with(experiment, map)), function()
    apply(experiment, map)
  end)
  if options.deactivate then
    write(("deactivate %s"):format(pick.name(experiment)), function() experiments.deactivate(experiment) end)
  end
end

-- Why the team's own check is against going on, or nil.
local function objection(check, experiment, percent)
  local ok, passed, reason = pcall(check, experiment, percent)
  if not ok and type(passed) == "table" and passed.kind == "interrupted" then error(passed, 0) end
  if not ok then return ("the check failed: %s"):format(passed) end
  if passed == false then return ("the check says no%s"):format(reason and ": " .. tostring(reason) or "") end
end

-- What is wrong after a wait, or nil. The experiment is read last: a check may take its time.
local function problem_after(experiment, map, check, percent)
  local against = check and objection(check, experiments.get(experiment), percent)
  if against then return against end
  local now = experiments.get(experiment)
  if not weights.are(now, map) then
    return ("somebody changed the weights to %s meanwhile"):format(weights.text(now))
  end
  if not now.enabled then return "somebody deactivated the experiment meanwhile" end
end

-- The steps above the share that the variant has.
local function steps_ahead(experiment, variant)
  local ahead = {}
  for _, percent in ipairs(options.steps) do
    if percent / 100 > weights.share(experiment, variant) + 1e-9 then
      ahead[#ahead + 1] = percent
    else
      cli.say("%g %% is passed over: %s has %s", percent, variant, weights.percent(weights.share(experiment, variant)))
    end
  end
  return ahead
end

local function step(experiment, variant, percent)
  local map = weights.with(experiment, variant, percent)
  local split = text_with(experiment, map)
  write(("set %s to %s %g %% (%s)"):format(pick.name(experiment), variant, percent, split), function()
    apply(experiment, map)
  end)
  return map
end

local function ramp(experiment, check)
  local variant = growing_variant(experiment, options.variant)
  if not experiment.enabled and not options.activate then
    cli.fail(("%s is inactive, so nobody would notice: --activate activates it"):format(pick.name(experiment)))
  end
  for _, segment in ipairs(experiment.targetSegments or {}) do
    if segment.rolloutWeights then
      cli.say("the segment %s has a split of its own, which stays as it is", segment.name or "without a name")
    end
  end
  if (experiment.rolloutPercentage or 100) < 100 then
    cli.say("only %g %% of the users are given a variant at all: the shares are shares of these",
      experiment.rolloutPercentage)
  end
  local steps = steps_ahead(experiment, variant)
  -- Before anything is written: whatever ends the script, the way back is known.
  if #steps > 0 then print(way_back(experiment)) end
  for index, percent in ipairs(steps) do
    local map = step(experiment, variant, percent)
    if not experiment.enabled and index == 1 then
      write(("activate %s"):format(pick.name(experiment)), function() experiments.activate(experiment) end)
    end
    if index < #steps and not options.dry_run then
      cli.say("waiting %g s before %g %%", options.wait, steps[index + 1])
      sleep(options.wait)
    end
    if not options.dry_run then
      local problem = problem_after(experiment, map, check, percent)
      if problem then cli.fail(("stopped: %s; the first line of the output goes back"):format(problem)) end
    end
  end
  cli.say("%d of %d steps %s", #steps, #options.steps, options.dry_run and "would be done" or "done")
end

if options.deactivate and not options.set then cli.usage "--deactivate goes with --set" end
check_steps(options.steps)
local check = load_check(options.check)
-- A list of many pages takes its time: what counts is what the experiment is now.
local experiment = experiments.get(pick.one(pick.here, operands[1], options.project))

cli.show_each_line()
if options.set then
  set(experiment, options.set)
else
  ramp(experiment, check)
end
