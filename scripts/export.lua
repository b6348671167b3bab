#!/usr/bin/env ampsh
-- export.lua: writes experiments as CSV, JSON or JSON lines, to standard output or a file.
--
-- Usage: ampsh export.lua [options] [GLOB...]
--
-- All experiments whose keys match one of the patterns (* is any text, ? one
-- character); without a pattern, all. JSON has them as the API returns them. CSV
-- has a line for each, by RFC 4180; cells that a spreadsheet would take for a
-- formula get an apostrophe in front. create_from_csv.lua reads these files back.
-- A file is replaced only when all of it is written, and keeps its mode; a link
-- keeps leading to it. What is no file (a device, a pipe) is written to as it
-- comes, and - is standard output.
--
-- Options:
--   -f, --format FORMAT    csv, json or jsonl; else by the end of the file's name,
--                          else csv
--   -o, --out FILE         write to this file
--   -p, --project ID       only those of this project
--   -s, --state STATE      only planning, running, analyzing or decision-made
--   -e, --enabled WHICH    only active (yes) or inactive (no) ones
--   -d, --deployment GLOB  only those that a deployment with such a label serves
--   -t, --tag GLOB         only those with such a tag (API v1)
--
-- writes: nothing

local cli = require "ampsh.cli"
local csv = require "ampsh.csv"
local format = require "ampsh.format"
local output = require "ampsh.output"
local pick = require "ampsh.pick"
local weights = require "ampsh.weights"

local formats = {csv = true, json = true, jsonl = true}

local options, patterns = cli.parse(pick.readers {format = cli.one_of("csv", "json", "jsonl")}, ...)
options.key = patterns

local function by_name(path)
  local ending = path and path:match "%.(%w+)$"
  return ending and formats[ending:lower()] and ending:lower() or "csv"
end

-- Calls `write(line)` with what writes a line to the file, or to standard output without one.
local function with_lines(path, write)
  if not path then return write(print) end
  local file <close> = output.open(path)
  write(function(text) file.write(text .. "\n") end)
  file.close()
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
  local columns = {
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
  -- What this generation of the API knows beyond that.
  local known = index_by(columns, function(column) return column[1] end)
  for _, declared in ipairs(catalogue.objects.Experiment.fields) do
    if not known[declared.name] then columns[#columns + 1] = field(declared.name) end
  end
  return columns
end

-- Writers: what to do at the beginning, for each experiment, and at the end.
local writers = {}

function writers.csv(write_line)
  local columns = csv_columns(pick.labels(pick.here))
  local function line(make)
    local cells = {}
    for index, column in ipairs(columns) do cells[index] = make(column) end
    -- RFC 4180 ends lines with CR and LF.
    write_line(csv.line(cells, #columns) .. "\r")
  end
  line(function(column) return column[1] end)
  return {
    item = function(experiment)
      line(function(column) return column[2](experiment) end)
    end,
    finish = function() end,
  }
end

function writers.jsonl(write_line)
  return {
    item = function(experiment) write_line(json.encode(experiment)) end,
    finish = function() end,
  }
end

function writers.json(write_line)
  local before
  return {
    item = function(experiment)
      write_line(before and before .. "," or "[")
      before = json.encode(experiment)
    end,
    finish = function()
      if before then write_line(before) else write_line "[" end
      write_line "]"
    end,
  }
end

local found = pick.find(options)
local count = 0
if options.out == "-" then options.out = nil end
with_lines(options.out, function(write_line)
  local writer = writers[options.format or by_name(options.out)](write_line)
  for experiment in found do
    writer.item(experiment)
    count = count + 1
  end
  writer.finish()
end)
cli.say("%s%s", format.count(count, "experiment"), options.out and " written to " .. options.out or "")
