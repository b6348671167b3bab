#!/usr/bin/env ampsh
-- export.lua: writes experiments as CSV, JSON or JSON lines, to standard output or a file.
--
-- Usage: ampsh export.lua [options] [GLOB...]
--
-- All experiments whose keys match one of the patterns (* is any text, ? one
-- character); without a pattern, all. JSON has them as the API answers them. CSV
-- has a line for each, by RFC 4180; cells that a spreadsheet would take for a
-- formula get an apostrophe in front. create_from_csv.lua reads these files back.
-- A file is replaced only when all of it is written.
--
-- Options:
--   -f, --format FORMAT    csv, json or jsonl; else by the end of the file's name,
--                          else csv
--   -o, --out FILE         write to this file
--   -p, --project ID       only those of this project
--   -s, --state STATE      only planning, running, analyzing or decision-made
--   -e, --enabled WHICH    only active (yes) or inactive (no) ones
--   -d, --deployment GLOB  only those that a deployment with such a label serves
--
-- writes: nothing

local cli = require "lib.cli"
local csv = require "lib.csv"
local format = require "lib.format"
local pick = require "lib.pick"
local weights = require "lib.weights"

local formats = {csv = true, json = true, jsonl = true}

local options, patterns = cli.parse(pick.readers {format = cli.one_of("csv", "json", "jsonl")}, ...)
options.key = patterns

local function by_name(path)
  local ending = path and path:match "%.(%w+)$"
  return ending and formats[ending:lower()] and ending:lower() or "csv"
end

-- Where lines go: `line(text)` writes one, `close()` makes the file stand.
local function standard_output()
  return {line = print, close = function() end}
end

local function file_output(path)
  local unfinished = path .. ".part"
  local function give_up(problem)
    os.remove(unfinished)
    cli.fail("cannot write: " .. problem)
  end
  local file, problem = io.open(unfinished, "wb")
  if not file then cli.fail("cannot write: " .. problem) end
  return {
    line = function(text)
      local ok, trouble = file:write(text, "\n")
      if not ok then give_up(trouble) end
    end,
    close = function()
      local ok, trouble = file:close()
      if ok then ok, trouble = os.rename(unfinished, path) end
      if not ok then give_up(trouble) end
    end,
  }
end

local function csv_text(value)
  if value == nil or value == null then return nil end
  if type(value) == "table" then return json.encode(value) end
  return value
end

-- The columns of the CSV: what create_from_csv.lua reads, then what only tells.
local function csv_columns(labels)
  local function field(name)
    return {name, function(experiment) return csv_text(experiment[name]) end}
  end
  return {
    field "projectId",
    field "key",
    field "description",
    field "variants",
    {"rolloutWeights", weights.text},
    {"deployments", function(experiment) return pick.labels_of(experiment, labels) end},
    field "targetSegments",
    field "bucketingKey",
    field "stickyBucketing",
    field "id",
    field "name",
    field "enabled",
    field "state",
    field "startDate",
    field "endDate",
  }
end

-- Writers: what to do at the beginning, for each experiment, and at the end.
local writers = {}

function writers.csv(output)
  local columns = csv_columns(pick.labels(pick.here))
  local function line(make)
    local cells = {}
    for index, column in ipairs(columns) do cells[index] = make(column) end
    -- RFC 4180 ends lines with CR and LF.
    output.line(csv.line(cells, #columns) .. "\r")
  end
  line(function(column) return column[1] end)
  return {
    item = function(experiment)
      line(function(column) return column[2](experiment) end)
    end,
    finish = function() end,
  }
end

function writers.jsonl(output)
  return {
    item = function(experiment) output.line(json.encode(experiment)) end,
    finish = function() end,
  }
end

function writers.json(output)
  local before
  return {
    item = function(experiment)
      output.line(before and before .. "," or "[")
      before = json.encode(experiment)
    end,
    finish = function()
      if before then output.line(before) else output.line "[" end
      output.line "]"
    end,
  }
end

local passes = pick.filter(options, options.deployment and pick.labels(pick.here))
local output = options.out and file_output(options.out) or standard_output()
local writer = writers[options.format or by_name(options.out)](output)
local count = 0
for experiment in experiments.each {} do
  if passes(experiment) then
    writer.item(experiment)
    count = count + 1
  end
end
writer.finish()
output.close()
cli.say("%s%s", format.count(count, "experiment"), options.out and " written to " .. options.out or "")
