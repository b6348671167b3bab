#!/usr/bin/env ampsh
-- tour.lua: a guided tour: lists, one experiment, weights changed and changed back, many calls.
--
-- Usage: ampsh tour.lua [options]
--
-- Every line shown after `>` is Lua that the tour runs, and what follows is its
-- result: all of it can be typed at the prompt. The tour runs on a sandbox. Where
-- the shell is connected to anything else, it takes a throw-away one.
--
-- Options:
--   --pause  wait for Enter after each stop
--
-- writes: experiments.set_rollout_weights, experiments.create

local cli = require "ampsh.cli"
local format = require "ampsh.format"
local weights = require "ampsh.weights"

local options = cli.parse({}, ...)

local api = session.target == "sandbox" and {experiments = experiments, deployments = deployments}
  or connect {sandbox = ":memory:"}

-- What the lines of the tour see as globals; what they set stays for the lines after them.
local scope = setmetatable({experiments = api.experiments, deployments = api.deployments}, {__index = _G})

local function show_list(list)
  local rows = {}
  for index, item in ipairs(list) do
    rows[index] = {item.id, item.key, item.enabled and "yes" or "no", item.state, weights.shares(item)}
  end
  local columns = {
    {title = "id", right = true}, {title = "key"}, {title = "active"}, {title = "state"},
    {title = "split in %", shrink = 20},
  }
  for _, line in ipairs(format.table(columns, rows, format.line_width())) do print(line) end
end

local function show(value)
  if type(value) == "table" and type(value[1]) == "table" and value[1].variants then
    show_list(value)
  elseif type(value) == "table" then
    pp(value)
  elseif value ~= nil then
    print(value)
  end
end

-- Shows a piece of Lua, runs it and shows what it returns.
local function try(code)
  local first = true
  for line in code:gmatch "[^\n]+" do
    print((first and "> " or ">> ") .. line)
    first = false
  end
  local chunk = load("return " .. code, "=tour", "t", scope) or assert(load(code, "=tour", "t", scope))
  show(chunk())
end

local function say(text)
  print("\n" .. text)
end

local function looking_around()
  say "Each resource is a table of functions. A list returns one page, newest first:"
  try "experiments.list{limit = 5}"
  say "`each` goes over all pages and holds one at a time, so this counts any number of experiments:"
  try [[
active = 0
for e in experiments.each{} do
  if e.enabled then active = active + 1 end
end]]
  try "active"
end

local function one_experiment()
  say "What comes back are plain tables with the API's own field names:"
  try [[
for e in experiments.each{} do
  if #e.variants == 2 and e.enabled then found = e end
end]]
  try "experiments.get(found)"
end

local function changing_weights()
  say "Only the ratios of weights count. The split as it is:"
  try "before = found.rolloutWeights"
  try "json.encode(before)"
  say "Nine of ten users to the first variant:"
  try [[
experiments.set_rollout_weights(found, {
  [found.variants[1].key] = 9, [found.variants[2].key] = 1,
})]]
  try "json.encode(experiments.get(found).rolloutWeights)"
  say "And back to what it was:"
  try "experiments.set_rollout_weights(found, before)"
  try "json.encode(experiments.get(found).rolloutWeights)"
end

local function mistakes()
  say "What the catalogue does not know is refused before anything is sent. Errors are tables with a kind:"
  try [[
ok, problem = pcall(experiments.create, {
  projectId = "1", key = "tour", descripton = "with a typo",
})]]
  try "problem.kind"
  try "tostring(problem)"
end

local function many_at_once()
  say "Inside `parallel` many calls run at the same time; the results keep the order of the items:"
  try "page = experiments.list{limit = 20}"
  try [[
names = parallel(page, function(e)
  return experiments.get(e).name
end, {concurrency = 10})]]
  try "#names"
  try "names[1]"
end

local stops = {
  {"1. Looking around", looking_around},
  {"2. One experiment", one_experiment},
  {"3. Changing weights, and back", changing_weights},
  {"4. Mistakes", mistakes},
  {"5. Many at once", many_at_once},
}

local function wait_for_enter()
  if not options.pause then return end
  cli.need_files "--pause"
  io.stderr:write "press Enter to go on "
  if not io.read "l" then cli.stop(0) end
end

print(("A tour of ampsh, on %s.\n"):format(
  session.target == "sandbox" and "the sandbox " .. session.url or "a throw-away sandbox"))
for number, stop in ipairs(stops) do
  local title, walk = table.unpack(stop)
  print(title .. "\n" .. ("="):rep(#title))
  walk()
  print ""
  if number < #stops then wait_for_enter() end
end

local function neighbour(words)
  return (arg[0]:gsub("tour%.lua$", words))
end
print "Where to go from here:"
print "  ampsh --sandbox    the prompt; help(experiments) and the Tab key say what there is"
print(("  ampsh --sandbox %s    what runs where"):format(neighbour "status.lua"))
print(("  ampsh --sandbox %s    raise a variant's share in steps"):format(neighbour "ramp.lua --help"))
