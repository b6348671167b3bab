#!/usr/bin/env ampsh
-- qa_users.lua: gives the users of a list a variant, whatever the split says.
--
-- Usage: ampsh qa_users.lua [options] KEY VARIANT FILE
--        ampsh qa_users.lua [options] KEY VARIANT --clear
--
-- KEY is the key or the id of a flag or an experiment, FILE has a user or device
-- id on each line, or is a sheet (.csv) with a column for them; - is standard
-- input. Empty lines and lines with # do not count. Those that are included
-- already stay, the others are added; --exact removes those that the list does
-- not name. The same command can be given again. Needs the API of today
-- (--api v1).
--
-- Options:
--   -c, --column NAME  the column of a sheet [default: user_id]
--   --exact            remove users that the list does not name
--   --clear            remove all users of the variant
--   --experiment       KEY is an experiment's, where a flag has it, too
--   --flag             KEY is a flag's
--   -p, --project ID   the project, where the key is in more than one
--   -n, --dry-run      write nothing, say what would be done
--
-- writes: flags.variants.users.add, flags.variants.users.bulk_remove,
-- writes: experiments.variants.users.add, experiments.variants.users.bulk_remove

local cli = require "ampsh.cli"
local csv = require "ampsh.csv"
local format = require "ampsh.format"
local list = require "ampsh.list"
local pick = require "ampsh.pick"
local text = require "ampsh.text"

local options, operands = cli.parse({project = cli.visible, column = cli.visible}, ...)
local key, variant, path = table.unpack(operands)

-- What the service takes: of users for one variant, and of ids in one call.
local adds = catalogue.resources["flags.variants.users"]
if not adds then cli.usage "the beta has no users of variants: --api v1" end
local most_at_once = adds.endpoints.add.parameters.inclusions.type.maxItems or 100

local function bad_input(message, ...)
  cli.fail(message:format(...), cli.exit.usage)
end

-- The ids of the list, each once.
local function users_of(path)
  local is_sheet = path:lower():find "%.csv$"
  if not is_sheet then return list.unique(list.read(path)) end
  cli.need_files "reading a sheet"
  local file, problem = io.open(path, "rb")
  if not file then bad_input("cannot read: %s", problem) end
  local rows, columns = csv.read(file:read "a")
  file:close()
  if not rows then bad_input("%s: %s", path, columns) end
  if not list.has(columns, options.column) then
    bad_input("%s has no column %s; it has %s", path, options.column, table.concat(columns, ", "))
  end
  local users = {}
  for _, row in ipairs(rows) do
    local user = text.trim(row.values[options.column])
    if user ~= "" then users[#users + 1] = user end
  end
  return list.unique(users)
end

local function check(users)
  if #users == 0 then bad_input("%s names no user; --clear removes all", path) end
  for _, user in ipairs(users) do
    local hidden = text.hidden(user)
    if hidden then bad_input("%s: %s has %s", path, text.quoted(user), hidden) end
  end
end

-- The one flag or experiment that is meant, and its resource.
local function object_of(name)
  local found = {}
  for _, resource in ipairs {"flags", "experiments"} do
    local other = resource == "flags" and options.experiment or resource == "experiments" and options.flag
    if not other then
      local where = {projectId = options.project, includeArchived = true}
      where.where = function(object) return object.key == name or object.id == name end
      for object in pick.here[resource].find(where) do
        found[#found + 1] = {object = object, resource = resource}
      end
    end
  end
  if #found == 1 then return found[1].object, found[1].resource end
  if #found == 0 then cli.fail(("nothing has the key or id %s"):format(name), cli.exit.not_found) end
  local places = pluck(found, function(item)
    return ("%s %s (project %s)"):format(item.resource:gsub("s$", ""), item.object.id, item.object.projectId)
  end)
  cli.usage(("%s is the key of %s: give the id"):format(name, table.concat(places, " and ")))
end

if options.clear and options.exact then cli.usage "--clear and --exact exclude each other" end
if options.flag and options.experiment then cli.usage "--flag and --experiment exclude each other" end
local wanted = array {}
if not options.clear then
  wanted = users_of(path)
  check(wanted)
end
local object, resource = object_of(key)
local known = pluck(object.variants, "key")
if not list.has(known, variant) then
  cli.usage(("%s has no variant %s; it has %s"):format(pick.name(object), variant, table.concat(known, ", ")))
end

local users = pick.here[resource].variants.users
local present = users.list(object, variant)
local missing = list.minus(wanted, present)
local superfluous = (options.exact or options.clear) and list.minus(present, wanted) or array {}

cli.show_each_line()

-- Does one thing to pieces of a list and says so; in a dry run it only says so.
local function change(words, ids, act)
  for _, piece in ipairs(list.pieces(ids, most_at_once)) do
    local line = ("%s %s of %s: %s"):format(words, variant, pick.name(object), format.count(#piece, "user"))
    if not options.dry_run then act(object, variant, piece) end
    cli.tell(line .. (options.dry_run and ": would be done" or ": done"))
  end
end

-- Never by the place in the list, which shifts.
change("remove from", superfluous, users.bulk_remove)
change("add to", missing, users.add)

if options.dry_run then
  cli.say("%d to add, %d to remove, %d there already (dry run, nothing was written)", #missing, #superfluous,
    #wanted - #missing)
else
  local now = users.list(object, variant)
  local lost = list.minus(wanted, now)
  local left = #superfluous > 0 and #list.minus(superfluous, list.minus(superfluous, now)) or 0
  cli.say("%d added, %d removed, %d there already; %s now has %s", #missing, #superfluous, #wanted - #missing, variant,
    format.count(#now, "user"))
  if #lost > 0 then cli.fail(("%s are not there: %s"):format(format.count(#lost, "user"), lost[1]), cli.exit.items_failed) end
  if left > 0 then cli.fail(("%s are still there"):format(format.count(left, "user")), cli.exit.items_failed) end
end
