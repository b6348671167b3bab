#!/usr/bin/env ampsh
-- create_from_csv.lua: creates an experiment for each row of a sheet, from a template.
--
-- Usage: ampsh create_from_csv.lua [options] FILE
--
-- FILE is CSV whose first line names the columns; - is standard input. Columns
-- that are named as experiments.create's parameters set them: projectId, key,
-- description, variants, rolloutWeights, targetSegments, bucketingKey,
-- stickyBucketing, deployments. Deployments are labels or ids between commas;
-- variants are keys between commas, or JSON; weights are control=9,treatment=1,
-- or JSON; segments are JSON. An empty cell leaves its parameter to the template.
-- The template is a JSON object of the same parameters in which {{column}} stands
-- for a row's cell:
--
--   {"projectId": "417260", "key": "price-{{country}}", "description": "Owner: {{owner}}"}
--
-- All rows are checked before anything is written; if one is wrong, nothing is,
-- and the exit code is 2. Keys that exist are reported and left alone, so the
-- same sheet can be given again.
--
-- Options:
--   -t, --template FILE  the template
--   --like EXPERIMENT    take variants, weights, segments and the rest from this
--                        experiment, by key or id
--   -p, --project ID     the project of rows that name none
--   -n, --dry-run        write nothing, say what would be done
--   --concurrency N      how many calls at once [default: 8]
--
-- writes: experiments.create

local batch = require "lib.batch"
local cli = require "lib.cli"
local creation = require "lib.creation"
local csv = require "lib.csv"
local draft = require "lib.draft"
local format = require "lib.format"
local pick = require "lib.pick"
local weights = require "lib.weights"

local options, operands = cli.parse({concurrency = cli.count}, ...)

-- Ends the script: a file is not what it should be.
local function bad_input(message, ...)
  cli.fail(message:format(...), cli.exit.usage)
end

local function read_file(path)
  local file, problem
  if path == "-" then
    file = io.stdin
  else
    file, problem = io.open(path, "rb")
  end
  local text
  if file then text, problem = file:read "a" end
  if not text then bad_input("cannot read: %s", problem) end
  if path ~= "-" then file:close() end
  return text
end

-- Readers of cells: text to the value that create takes, or nil and what was expected.
local cells = {}

local function text(cell) return cell end

local function decoded(cell, expected)
  local ok, value = pcall(json.decode, cell)
  if ok and type(value) == "table" then return value end
  return nil, expected
end

cells.projectId, cells.key, cells.description, cells.bucketingKey = text, text, text, text

function cells.variants(cell)
  if cell:find "^%s*%[" then return decoded(cell, "keys between commas, or a JSON array") end
  local variants = {}
  for key in cell:gmatch "[^,]+" do variants[#variants + 1] = {key = key:match "^%s*(.-)%s*$"} end
  return variants
end

function cells.rolloutWeights(cell)
  if cell:find "^%s*{" then return decoded(cell, "weights such as control=9,treatment=1, or a JSON object") end
  return weights.parse(cell)
end

function cells.targetSegments(cell)
  return decoded(cell, "a JSON array of segments")
end

function cells.stickyBucketing(cell)
  local value = ({["true"] = true, ["false"] = false, yes = true, no = false})[cell:lower()]
  if value == nil then return nil, "true or false" end
  return value
end

function cells.deployments(cell)
  local names = {}
  for name in cell:gmatch "[^,]+" do names[#names + 1] = name:match "^%s*(.-)%s*$" end
  return names
end

-- Puts a row's cells into the {{column}} places of a template, in all its texts. `used` collects the columns.
local function fill(value, row, used)
  if type(value) == "string" then
    return (value:gsub("{{%s*(.-)%s*}}", function(column)
      used[column] = true
      return row.values[column] or error {message = ("the template asks for a column %s"):format(column)}
    end))
  elseif type(value) == "table" then
    local copy = {}
    for key, item in pairs(value) do copy[fill(key, row, used)] = fill(item, row, used) end
    return copy
  end
  return value
end

local function template_of(path)
  if not path then return {} end
  local ok, value = pcall(json.decode, read_file(path))
  if not ok then bad_input("the template %s: %s", path, tostring(value)) end
  if type(value) ~= "table" or #value > 0 then bad_input("the template %s is no JSON object", path) end
  for name in pairs(value) do
    if not cells[name] then bad_input("the template %s: experiments.create has no %s", path, name) end
  end
  return value
end

-- The deployments of all projects: by project and label, and by project and id.
local function deployment_ids()
  local ids = {}
  for deployment in deployments.each {} do
    local known = ids[deployment.projectId] or {}
    ids[deployment.projectId] = known
    known[deployment.id] = deployment.id
    if not deployment.deleted then known[deployment.label] = deployment.id end
  end
  return ids
end

local function wrong(message, ...)
  error({message = message:format(...)}, 0)
end

local function resolve_deployments(names, project, ids)
  local resolved = {}
  for index, name in ipairs(names) do
    resolved[index] = (ids[project] or {})[name] or wrong("project %s has no deployment %s", project, name)
  end
  return resolved
end

local function check_weights(arguments)
  local holder = {variants = arguments.variants or {{key = "control"}, {key = "treatment"}}}
  local stranger = arguments.rolloutWeights and weights.stranger(holder, arguments.rolloutWeights)
  if stranger then wrong("rolloutWeights: there is no variant %s", stranger) end
end

-- What experiments.create takes for a row. Raises {message} where the row is wrong.
local function arguments_of(row, base, template, ids, used)
  local arguments = {}
  for name, value in pairs(base) do arguments[name] = value end
  for name, value in pairs(fill(template, row, used)) do arguments[name] = value end
  for column, cell in pairs(row.values) do
    if cells[column] and cell ~= "" then
      local value, expected = cells[column](cell)
      if value == nil then wrong("%s: expected %s, got %q", column, expected, cell) end
      arguments[column] = value
    end
  end
  arguments.projectId = arguments.projectId or options.project or wrong "no projectId: give --project"
  if not arguments.key or arguments.key == "" then wrong "no key" end
  if arguments.deployments then
    arguments.deployments = resolve_deployments(arguments.deployments, arguments.projectId, ids)
  end
  check_weights(arguments)
  return arguments
end

-- All rows as items, or the end of the script where some are wrong.
local function items_of(rows, base, template, ids, used)
  local items, seen, problems = {}, {}, 0
  for _, row in ipairs(rows) do
    local ok, result = pcall(arguments_of, row, base, template, ids, used)
    if ok then
      local place = creation.place(result)
      local first = seen[place]
      if first then ok, result = false, {message = ("the key %s is in line %d, too"):format(result.key, first)} end
      seen[place] = first or row.line
    end
    if ok then
      items[#items + 1] = result
    elseif type(result) == "table" and result.message and not result.kind then
      problems = problems + 1
      cli.say("line %d: %s", row.line, result.message)
    else
      error(result, 0)
    end
  end
  if problems > 0 then
    bad_input("%s of %d wrong, nothing was created", format.count(problems, "row"), #rows)
  end
  return items
end

local rows, columns = csv.read(read_file(operands[1]))
if not rows then bad_input("%s: %s", operands[1], columns) end
local template = template_of(options.template)
local base = options.like and draft.of(pick.one(pick.here, options.like)) or {}
base.key = nil

local used = {}
local items = items_of(rows, base, template, deployment_ids(), used)
for _, column in ipairs(columns) do
  if not cells[column] and not used[column] then cli.say("the column %s is not used", column) end
end

local existing = creation.existing(pick.here)
cli.show_each_line()
batch.finish(batch.run {
  items = items,
  words = function(arguments) return ("create %s in project %s"):format(arguments.key, arguments.projectId) end,
  skip = function(arguments)
    local id = existing[creation.place(arguments)]
    return id and ("exists, id %s"):format(id)
  end,
  act = function(arguments) return creation.create(pick.here, arguments) end,
  dry_run = options.dry_run,
  concurrency = options.concurrency,
})
