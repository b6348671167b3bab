#!/usr/bin/env ampsh
-- kill_switch.lua: deactivates all experiments that match, and says how to bring them back.
--
-- Usage: ampsh kill_switch.lua [options] GLOB...
--        ampsh kill_switch.lua --restore [--dry-run] ID:WEIGHTS...
--
-- A pattern is a key in which * stands for any text and ? for one character:
-- 'checkout-*' (keep it in quotes). The first line of the output is the command
-- that restores the former mix: it sets the weights of each experiment to what
-- they were, where they are different by then, and activates it. Keep it. Then
-- comes a line for each experiment. Those that are inactive already are left
-- alone. Some of many can fail: the others are done all the same, and the exit
-- code is 6.
--
-- Options:
--   --restore              bring back what the arguments say:
--                          ID:control=1,treatment=1
--   -p, --project ID       only those of this project
--   -d, --deployment GLOB  only those that a deployment with such a label serves
--   -s, --state STATE      only planning, running, analyzing or decision-made
--   -n, --dry-run          write nothing, say what would be done
--   --concurrency N        how many calls at once [default: 8]
--
-- writes: experiments.deactivate, experiments.activate, experiments.set_rollout_weights

local batch = require "lib.batch"
local cli = require "lib.cli"
local command = require "lib.command"
local pick = require "lib.pick"
local weights = require "lib.weights"

local options, operands = cli.parse(pick.readers {concurrency = cli.count}, ...)

local function token(experiment)
  return experiment.id .. ":" .. weights.text(experiment)
end

local function restore_command(list)
  local tokens = {}
  for index, experiment in ipairs(list) do tokens[index] = token(experiment) end
  return command.again("--restore", table.unpack(tokens))
end

local function kill()
  options.key = operands
  options.enabled = "yes"
  local labels = options.deployment and pick.labels(pick.here)
  local list = pick.all(pick.here, pick.filter(options, labels))
  if #list == 0 then
    cli.say "no active experiment matches"
    return 0
  end
  -- Before anything is written: whatever ends the script, the way back is known.
  print(restore_command(list))
  return batch.run {
    items = list,
    words = function(experiment)
      return ("deactivate %s, %s"):format(pick.name(experiment), weights.describe(experiment))
    end,
    act = function(experiment) experiments.deactivate(experiment) end,
    dry_run = options.dry_run,
    concurrency = options.concurrency,
  }
end

-- One argument of --restore: what to bring back.
local function item_of(text)
  local id, split = text:match "^([^:]+):(.+)$"
  local map = split and weights.parse(split)
  if not map then cli.usage(("expected ID:WEIGHTS such as 26301:control=1,treatment=1, got %q"):format(text)) end
  return {id = id, split = split, weights = map}
end

local function bring_back(item)
  local experiment = experiments.get(item.id)
  local told = {}
  if not weights.are(experiment, item.weights) then
    experiments.set_rollout_weights(experiment, item.weights)
    told[#told + 1] = ("the weights were %s"):format(weights.text(experiment))
  end
  if not experiment.enabled then
    experiments.activate(experiment)
  else
    told[#told + 1] = "it was active"
  end
  return #told > 0 and table.concat(told, ", ") or nil
end

local function restore()
  local items = {}
  for index, text in ipairs(operands) do items[index] = item_of(text) end
  return batch.run {
    items = items,
    words = function(item) return ("activate %s with %s"):format(item.id, item.split) end,
    act = bring_back,
    dry_run = options.dry_run,
    concurrency = options.concurrency,
  }
end

cli.show_each_line()
local work = options.restore and restore or kill
batch.finish(work())
