#!/usr/bin/env ampsh
-- kill_switch.lua: deactivates all experiments that match, and says how to bring them back.
--
-- Usage: ampsh kill_switch.lua [options] GLOB...
--        ampsh kill_switch.lua --restore [--whole SUM] [--dry-run]
--              [--concurrency N] [--stop-after N] ID:WEIGHTS...
--
-- A pattern is a key in which * stands for any text and ? for one character:
-- 'checkout-*' (keep it in quotes). The first line of the output is the command
-- that restores the former mix: it activates each experiment again. Keep it in a
-- file: a terminal takes 4,095 bytes of a pasted line, and a command that is cut
-- is refused. An experiment whose weights are not what they were by then was
-- changed by somebody else: it is named and left alone, and the exit code is 6.
-- Then comes a line for each experiment as it is done. Those that are inactive
-- already are left alone. Some of many can fail: the others are done all the same,
-- and the exit code is 6.
--
-- Options:
--   --restore              bring back what the arguments say:
--                          ID:control=1,treatment=1. Without --whole, written by
--                          hand, the weights are set where they are others
--   --whole SUM            how many arguments follow, and a checksum over them;
--                          part of the command that is printed
--   -p, --project ID       only those of this project
--   -d, --deployment GLOB  only those that a deployment with such a label serves
--   -s, --state STATE      only planning, running, analyzing or decision-made
--   -t, --tag GLOB         only those with such a tag (API v1)
--   -n, --dry-run          write nothing, say what would be done
--   --concurrency N        how many calls at once [default: 8]
--   --stop-after N         begin no more after N failures in a row [default: 5]
--
-- writes: experiments.deactivate, experiments.activate, experiments.set_rollout_weights

local batch = require "ampsh.batch"
local cli = require "ampsh.cli"
local command = require "ampsh.command"
local pick = require "ampsh.pick"
local weights = require "ampsh.weights"

local options, operands = cli.parse(pick.readers {concurrency = cli.count, stop_after = cli.count}, ...)

-- What a terminal takes of one line.
local most_bytes_of_a_line = 4095

local function token(experiment)
  return experiment.id .. ":" .. weights.text(experiment)
end

local function restore_command(list)
  local tokens = {}
  for index, experiment in ipairs(list) do tokens[index] = token(experiment) end
  return command.again("--restore", "--whole", command.sum(tokens), table.unpack(tokens))
end

local function kill()
  options.key = operands
  options.enabled = "yes"
  local list = pick.all(pick.here, pick.filter(options))
  if #list == 0 then
    cli.say "no active experiment matches"
    return 0
  end
  -- Before anything is written: whatever ends the script, the way back is known.
  cli.show_each_line()
  local way_back = restore_command(list)
  print(way_back)
  if #way_back > most_bytes_of_a_line then
    cli.say("the way back has %d bytes, more than a terminal takes: keep the output and run its first line by "
      .. "head -1 FILE | sh", #way_back)
  end
  return batch.run {
    items = list,
    words = function(experiment)
      return ("deactivate %s, %s"):format(pick.name(experiment), weights.describe(experiment))
    end,
    act = function(experiment) experiments.deactivate(experiment) end,
    dry_run = options.dry_run,
    concurrency = options.concurrency,
    stop_after = options.stop_after,
  }
end

-- One argument of --restore: what to bring back.
local function item_of(text)
  local id, split = text:match "^([^:]+):(.+)$"
  local map = split and weights.parse(split)
  if not map then cli.usage(("expected ID:WEIGHTS such as 26301:control=1,treatment=1, got %q"):format(text)) end
  return {id = id, split = split, weights = map}
end

-- Reads the experiment of an item, and says what is different from what the item says.
local function look(item)
  item.experiment = experiments.get(item.id)
  local stranger = weights.stranger(item.experiment, item.weights)
  if stranger and not options.whole then error(("%s: it has no such variant"):format(stranger), 0) end
  item.is_as_said = not stranger and weights.are(item.experiment, item.weights)
  if not item.is_as_said then return ("the weights are %s"):format(weights.text(item.experiment)) end
end

-- Whether somebody has changed the weights since the command was printed, in words.
local function conflict(item)
  if not options.whole then return nil end
  local has_all = true
  for _, share in ipairs(weights.of(item.experiment)) do has_all = has_all and item.weights[share.key] ~= nil end
  if item.is_as_said and has_all then return nil end
  return ("%s was changed since, to %s: left as it is"):format(item.experiment.key, weights.text(item.experiment))
end

local function bring_back(item)
  local experiment = item.experiment
  local told = {}
  if not item.is_as_said then
    experiments.set_rollout_weights(experiment, item.weights)
    told[#told + 1] = ("the weights were %s"):format(weights.text(experiment))
  end
  if experiment.enabled then
    told[#told + 1] = "it was active"
  else
    local ok, problem = pcall(experiments.activate, experiment)
    if not ok and #told > 0 and type(problem) == "table" then
      problem.message = "the weights are set, but not: activate: " .. (problem.message or problem.kind)
    end
    if not ok then error(problem, 0) end
  end
  return #told > 0 and table.concat(told, ", ") or nil
end

local function restore()
  if options.whole and options.whole ~= command.sum(operands) then
    cli.usage "this is not the whole command that was printed: a part is missing or other"
  end
  local items = {}
  for index, operand in ipairs(operands) do items[index] = item_of(operand) end
  return batch.run {
    items = items,
    words = function(item) return ("activate %s with %s"):format(item.id, item.split) end,
    look = look,
    conflict = conflict,
    skip = function(item)
      if item.is_as_said and item.experiment.enabled then return "it is active" end
    end,
    act = bring_back,
    dry_run = options.dry_run,
    concurrency = options.concurrency,
    stop_after = options.stop_after,
  }
end

if options.whole and not options.restore then cli.usage "--whole goes with --restore" end
batch.finish((options.restore and restore or kill)())
