#!/usr/bin/env ampsh
-- create_from_csv.lua: creates an experiment for each row of a sheet, from a template.
--
-- Usage: ampsh create_from_csv.lua [options] FILE
--
-- FILE is CSV whose first line names the columns; - is standard input. Columns
-- that are named as experiments.create's parameters set them: projectId, key,
-- description, variants, rolloutWeights, targetSegments, bucketingKey, deployments;
-- in the beta stickyBucketing; in v1 name, evaluationMode and experimentType.
-- Deployments are labels or ids between commas; variants are keys between commas, or JSON; weights are control=9,treatment=1,
-- or JSON; segments are JSON. Blanks at the ends of a cell do not count, but for
-- description. An empty cell leaves its parameter to the template. The template
-- is a JSON object of the same parameters in which {{column}} stands for a row's
-- cell:
--
--   {"projectId": "417260", "key": "price-{{country}}", "description": "Owner: {{owner}}"}
--
-- All rows are checked before anything is written; if one is wrong, nothing is,
-- and the exit code is 2, with --dry-run too. Keys that exist are left alone, so
-- the same sheet can be given again: one that is what its row says is reported;
-- one that differs is named with what differs, and the exit code is 6.
--
-- Options:
--   -t, --template FILE  the template
--   --like EXPERIMENT    take variants, weights, segments and the rest from this
--                        experiment, by key or id
--   -p, --project ID     the project of rows that name none
--   --allow-differences  keys that exist and differ are no reason for code 6
--   -n, --dry-run        write nothing, say what would be done
--   --concurrency N      how many calls at once [default: 8]
--   --stop-after N       begin no more after N failures in a row [default: 5]
--
-- writes: experiments.create

local arguments = require "ampsh.arguments"
local batch = require "ampsh.batch"
local cells = require "ampsh.cells"
local cli = require "ampsh.cli"
local creation = require "ampsh.creation"
local csv = require "ampsh.csv"
local damage = require "ampsh.damage"
local draft = require "ampsh.draft"
local format = require "ampsh.format"
local nearest = require "ampsh.nearest"
local pick = require "ampsh.pick"
local text = require "ampsh.text"

local options, operands = cli.parse({concurrency = cli.count, stop_after = cli.count, project = cli.visible}, ...)

-- How a cell of each column is read that sets a parameter.
local readers = cells.readers(arguments.parameters(pick.here))

-- Ends the script: a file is not what it should be.
local function bad_input(message, ...)
  cli.fail(message:format(...), cli.exit.usage)
end

local function read_file(path)
  cli.need_files "reading a sheet"
  local file, problem
  if path == "-" then
    file = io.stdin
  else
    file, problem = io.open(path, "rb")
  end
  local bytes
  if file then bytes, problem = file:read "a" end
  if not bytes then bad_input("cannot read: %s", problem) end
  if path ~= "-" then file:close() end
  return bytes
end

local function wrong(message, ...)
  error({message = message:format(...)}, 0)
end

-- Puts a row's cells into the {{column}} places of a template, in all its texts. `used` collects the columns.
local function fill(value, row, used)
  if type(value) == "string" then
    return (value:gsub("{{%s*(.-)%s*}}", function(column)
      used[column] = true
      return row.values[column] or wrong("the template asks for a column %s", column)
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
    if not readers[name] then bad_input("the template %s: experiments.create has no %s", path, name) end
  end
  return value
end

-- The deployments of all projects: by project and label, and by project and id.
local function known_deployments()
  local known = {}
  for deployment in deployments.each {} do
    local there = known[deployment.projectId] or {}
    known[deployment.projectId] = there
    there[deployment.id] = deployment
    if not deployment.deleted then there[deployment.label] = deployment end
  end
  return known
end

local function resolve_deployments(names, project, known)
  local resolved = {}
  for index, name in ipairs(names) do
    local deployment = (known[project] or {})[name] or wrong("project %s has no deployment %s", project, name)
    if deployment.deleted then wrong("the deployment %s is deleted", name) end
    resolved[index] = deployment.id
  end
  return resolved
end

-- Names that must be themselves: nobody could see that they are others.
local function check_name(name, value)
  local hidden = text.hidden(value)
  if hidden then wrong("%s: %s has %s", name, text.quoted(value), hidden) end
  if text.trim(value) ~= value then wrong("%s: %s has a blank at an end", name, text.quoted(value)) end
end

local function check_names(given)
  check_name("projectId", given.projectId)
  check_name("key", given.key)
  local odd = damage.of_id(given.projectId)
  if odd then wrong("projectId: %s looks like %s", given.projectId, odd) end
  odd = damage.of(given.key)
  if odd then wrong("key: %s looks like %s", given.key, odd) end
  if given.bucketingKey then check_name("bucketingKey", given.bucketingKey) end
  for index, variant in ipairs(given.variants or {}) do
    if variant.key then check_name(("variants[%d].key"):format(index), variant.key) end
  end
end

-- The cells of a row without the blanks at their ends, but for what is written for people.
local function trimmed(row)
  local values = {}
  for column, cell in pairs(row.values) do
    values[column] = column == "description" and cell or text.trim(cell)
  end
  return {values = values, line = row.line}
end

-- What experiments.create takes for a row. Raises {message} where the row is wrong.
local function arguments_of(row, base, template, known, used)
  row = trimmed(row)
  local given = {}
  for name, value in pairs(base) do given[name] = value end
  for name, value in pairs(fill(template, row, used)) do given[name] = value end
  for column, cell in pairs(row.values) do
    if readers[column] and cell ~= "" then
      local value, expected = readers[column](cell)
      if value == nil then wrong("%s: expected %s, got %q", column, expected, cell) end
      given[column] = value
    end
  end
  given.projectId = given.projectId or options.project or wrong "no projectId: give --project"
  if not given.key or given.key == "" then wrong "no key" end
  local problem = arguments.problem(pick.here, given)
  if problem then wrong("%s", problem) end
  check_names(given)
  if given.deployments then given.deployments = resolve_deployments(given.deployments, given.projectId, known) end
  return given
end

-- All rows as items, or the end of the script where some are wrong.
local function items_of(rows, base, template, known, used)
  local items, seen, problems = {}, {}, 0
  for _, row in ipairs(rows) do
    local ok, result = pcall(arguments_of, row, base, template, known, used)
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

-- What --like takes from an experiment. What an experiment has and a new one cannot be given is no surprise; what it
-- has of segments and variants and cannot be sent is.
local function base_of(name)
  if not name then return {} end
  local experiment = pick.one(pick.here, name)
  local base, left_out = draft.of(experiment, pick.here, pick.here)
  -- What tells it from others is a row's own.
  base.key, base.name = nil, nil
  local told = {}
  for _, what in ipairs(left_out) do
    if what:find "^segment" or what:find "^variant" then told[#told + 1] = what end
  end
  if #told > 0 then cli.say("%s: without %s", pick.name(experiment), table.concat(told, ", ")) end
  return base
end

-- A column that is nearly named as a parameter was meant to set it.
local function check_columns(columns, used)
  local by_look = {}
  for name in pairs(readers) do by_look[name:lower()] = name end
  for _, column in ipairs(columns) do
    if not readers[column] and not used[column] then
      local look = column:lower():gsub("[%s_-]", "")
      local meant = by_look[look] or #look > 5 and by_look[nearest(look, by_look)] or nil
      if meant then bad_input("%s: the column %s: did you mean %s?", operands[1], column, meant) end
      cli.say("the column %s is not used", column)
    end
  end
end

-- The columns that a template asks for.
local function columns_in(template)
  local used = {}
  local any = setmetatable({}, {__index = function() return "" end})
  fill(template, {values = any}, used)
  return used
end

local rows, columns = csv.read(read_file(operands[1]))
if not rows then bad_input("%s: %s", operands[1], columns) end
local template = template_of(options.template)
local used = columns_in(template)
check_columns(columns, used)
local items = items_of(rows, base_of(options.like), template, known_deployments(), used)

local existing = creation.existing(pick.here, items)
batch.finish(batch.run {
  items = items,
  words = function(given) return ("create %s in project %s"):format(given.key, given.projectId) end,
  conflict = function(given)
    local words, differs = creation.twin(pick.here, existing, given)
    return differs and not options.allow_differences and words or nil
  end,
  skip = function(given) return (creation.twin(pick.here, existing, given)) end,
  act = function(given) return creation.create(pick.here, given) end,
  dry_run = options.dry_run,
  concurrency = options.concurrency,
  stop_after = options.stop_after,
})
