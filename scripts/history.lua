#!/usr/bin/env ampsh
-- history.lua: says who changed what, and when.
--
-- Usage: ampsh history.lua [options] [GLOB...]
--
-- The changes of flags and experiments whose keys match one of the patterns (* is
-- any text, ? one character), newest first, each with what it changed; without a
-- pattern, of all. A version names its author by the id of a user, an object by
-- an address: they cannot be joined. Needs the API of today (--api v1).
--
-- Options:
--   -s, --since DATE    only changes from this day on, as 2026-11-01
--   -u, --until DATE    only changes before this day
--   -b, --by ID...      only changes by this user
--   -p, --project ID    only those of this project
--   --field NAME...     only changes of this field
--   -n, --newest N      no more than N changes
--   -j, --json          print changes as JSON lines
--
-- writes: nothing

local cli = require "ampsh.cli"
local format = require "ampsh.format"
local glob = require "ampsh.glob"
local list = require "ampsh.list"
local pick = require "ampsh.pick"

local function date(word)
  if word:find "^%d%d%d%d%-%d%d%-%d%d" then return word end
  return nil, "a date such as 2026-11-01"
end

local options, patterns = cli.parse({
  since = date, ["until"] = date, by = cli.visible, project = cli.visible, field = cli.visible, newest = cli.count,
}, ...)
if not catalogue.resources.versions then cli.usage "the beta has no versions: --api v1" end
local matches = glob.any_of(patterns)

local function is_wanted(version)
  local config = version.flagConfig
  return matches(config.key) and (not options.project or config.projectId == options.project)
end

-- The versions that are asked for, newest first, and those that each is compared with, which may be older than asked for.
local wanted, oldest, incomplete = {}, {}, 0
for version in versions.each {["end"] = options["until"]} do
  local is_asked_for = not options.since or version.createdAt >= options.since
  if not is_asked_for and incomplete == 0 then break end
  if is_wanted(version) then
    local id = version.flagConfig.id
    local later = oldest[id]
    if later and later.version > 1 and not later.before then incomplete = incomplete - 1 end
    if is_asked_for then
      wanted[#wanted + 1], oldest[id] = version, version
      if version.version > 1 then incomplete = incomplete + 1 end
    elseif later and not later.before then
      later.before = version
    end
  end
end

-- Each with the one before it.
local later = {}
for _, version in ipairs(wanted) do
  local id = version.flagConfig.id
  if later[id] then later[id].before = version end
  later[id] = version
end

local function fields_of(change)
  return list.unique(pluck(change, function(row) return row.field:match "^[^.%[]+" or row.field end))
end

local function is_about(change)
  if #options.field == 0 then return true end
  for _, field in ipairs(fields_of(change)) do
    if list.has(options.field, field) then return true end
  end
  return false
end

local function show(version, change)
  local config = version.flagConfig
  if options.json then
    print(json.encode {
      key = config.key, id = config.id, projectId = config.projectId, version = version.version,
      at = version.createdAt, by = version.createdBy, isNew = version.before == nil, changes = change,
    })
    return
  end
  print(("%s  %s  version %d by %s%s"):format(
    version.createdAt, format.clean(pick.name(config)), version.version, tostring(version.createdBy or "nobody known"),
    version.before and "" or ", made"))
  if #change > 0 then
    for line in (tostring(change) .. "\n"):gmatch "([^\n]*)\n" do print("    " .. format.clean(line)) end
  elseif version.before then
    print "    nothing that the service shows"
  end
end

local count, authors = 0, {}
for _, version in ipairs(wanted) do
  if not options.newest or count < options.newest then
    local change = version.before and diff(version.before.flagConfig, version.flagConfig) or array {}
    local by = tostring(version.createdBy or "")
    if is_about(change) and (#options.by == 0 or list.has(options.by, by)) then
      show(version, change)
      count, authors[by] = count + 1, true
    end
  end
end
local people = 0
for _ in pairs(authors) do people = people + 1 end
cli.say("%s by %s (%s)", format.count(count, "change"), people == 1 and "one author" or people .. " authors", session.target)
