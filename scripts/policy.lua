#!/usr/bin/env ampsh
-- policy.lua: checks experiments against the team's rules; exit code 1 where one is broken.
--
-- Usage: ampsh policy.lua [options] [GLOB...]
--
-- The experiments whose keys match one of the patterns (* is any text, ? one
-- character); without a pattern, all. The rules are
--
--   naming      keys of experiments and variants are lower case words with hyphens
--               (--naming)
--   owner       the description names an owner, as "Owner: team@example.org"
--               (--owner), or, in API v1, the service says who made it
--   deployment  an active experiment is served by a deployment, and by none that
--               is deleted
--   weights     at least two variants, each with a weight, no weight for another,
--               not all 0; so, too, in segments
--   decided     an experiment whose state is decision-made is not active with more
--               than one variant given
--
-- Options:
--   -r, --rules LIST       only these rules, between commas
--   --naming STYLE         kebab, snake, or any [default: kebab]
--   --owner PATTERN        the Lua pattern of an owner [default: [Oo]wner:%s*%S+]
--   -p, --project ID       only those of this project
--   -s, --state STATE      only planning, running, analyzing or decision-made
--   -e, --enabled WHICH    only active (yes) or inactive (no) ones
--   -d, --deployment GLOB  only those that a deployment with such a label serves
--   -t, --tag GLOB         only those with such a tag (API v1)
--   -j, --json             print violations as JSON lines
--   --width N              fit the table to N columns, 0 for no limit; else the
--                          variable COLUMNS, else 100
--
-- writes: nothing

local cli = require "ampsh.cli"
local format = require "ampsh.format"
local pick = require "ampsh.pick"
local weights = require "ampsh.weights"

local rule_names = {"naming", "owner", "deployment", "weights", "decided"}

local function lua_pattern(text)
  if pcall(string.find, "", text) then return text end
  return nil, "a Lua pattern"
end

local options, patterns = cli.parse(pick.readers {
  rules = cli.list_of(cli.one_of(table.unpack(rule_names))),
  naming = cli.one_of("kebab", "snake", "any"),
  owner = lua_pattern,
  width = cli.size,
}, ...)
options.key = patterns

local hyphens = {kebab = "-", snake = "_"}

local function well_named(key, style)
  if style == "any" then return true end
  local joint = hyphens[style]
  return key:find "^[a-z0-9_-]+$" and not key:find(joint == "-" and "_" or "-", 1, true)
    and key:find "^[a-z0-9]" and key:find "[a-z0-9]$" and not key:find(joint .. joint, 1, true)
end

-- Each rule calls `broken(message, ...)` for what it finds.
local rules = {}

function rules.naming(experiment, broken)
  if not well_named(experiment.key, options.naming) then broken("the key is not in %s case", options.naming) end
  for _, variant in ipairs(experiment.variants) do
    if not well_named(variant.key, options.naming) then
      broken("the variant %s is not in %s case", variant.key, options.naming)
    end
  end
end

function rules.owner(experiment, broken)
  if experiment.createdBy then return end
  local ok, found = pcall(string.find, experiment.description or "", options.owner)
  -- Some mistakes in a pattern show only where a text gets so far.
  if not ok then cli.usage(("--owner: %s"):format(found)) end
  if not found then broken "the description names no owner" end
end

function rules.deployment(experiment, broken, known)
  if not experiment.enabled then return end
  if #(experiment.deployments or {}) == 0 then broken "active, but no deployment serves it" end
  for _, id in ipairs(experiment.deployments or {}) do
    local deployment = known[id]
    if not deployment then
      broken("the deployment %s is not known", id)
    elseif deployment.deleted then
      broken("the deployment %s is deleted", deployment.label)
    end
  end
end

-- What is wrong with the weights of an experiment or a segment.
local function check_split(variants, split, where, broken)
  local holder = {variants = variants, rolloutWeights = split}
  for _, variant in ipairs(variants) do
    if not split[variant.key] then broken("%sthe variant %s has no weight", where, variant.key) end
  end
  local stranger = weights.stranger(holder, split)
  if stranger then broken("%sa weight for %s, which is no variant", where, stranger) end
  if weights.total(holder) == 0 then broken("%sall weights are 0", where) end
end

function rules.weights(experiment, broken)
  if #experiment.variants < 2 then broken "fewer than two variants" end
  check_split(experiment.variants, experiment.rolloutWeights or {}, "", broken)
  for index, segment in ipairs(experiment.targetSegments or {}) do
    local where = ("segment %s: "):format(segment.name or index)
    if segment.rolloutWeights then check_split(experiment.variants, segment.rolloutWeights, where, broken) end
  end
end

function rules.decided(experiment, broken)
  if experiment.state ~= "decision-made" or not experiment.enabled then return end
  local given = 0
  for _, item in ipairs(weights.of(experiment)) do
    if item.weight > 0 then given = given + 1 end
  end
  if given > 1 then broken("decided, but %d variants are still given", given) end
end

local function check(experiment, known)
  local found = {}
  for _, rule in ipairs(options.rules or rule_names) do
    rules[rule](experiment, function(message, ...)
      found[#found + 1] = {
        rule = rule, key = experiment.key, id = experiment.id, projectId = experiment.projectId,
        message = message:format(...),
      }
    end, known)
  end
  return found
end

local function show(violations)
  if options.json then
    for _, violation in ipairs(violations) do print(json.encode(violation)) end
    return
  end
  if #violations == 0 then return end
  local columns = {{title = "rule"}, {title = "key"}, {title = "id", right = true}, {title = "what", shrink = 20}}
  local rows = {}
  for index, violation in ipairs(violations) do
    rows[index] = {violation.rule, violation.key, violation.id, violation.message}
  end
  for _, line in ipairs(format.table(columns, rows, format.line_width(options.width))) do print(line) end
end

local known, labels = {}, {}
for deployment in deployments.each {} do
  known[deployment.id], labels[deployment.id] = deployment, deployment.label
end
local list = pick.all(pick.here, pick.filter(options))
local violations, experiments_broken = {}, 0
for _, experiment in ipairs(list) do
  local found = check(experiment, known)
  if #found > 0 then experiments_broken = experiments_broken + 1 end
  table.move(found, 1, #found, #violations + 1, violations)
end
show(violations)
cli.say("%s in %d of %s", format.count(#violations, "violation"), experiments_broken, format.count(#list, "experiment"))
if #violations > 0 then cli.stop(cli.exit.failure) end
