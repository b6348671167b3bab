-- ampsh.glob: patterns as in file names: * is any text, ? one character, everything else is itself.
--
-- Keys are full of hyphens, which Lua's own patterns take for a repetition; a glob has no such trap.
--
-- writes: nothing

local cli = require "ampsh.cli"
local text = require "ampsh.text"

local glob = {}

-- One UTF-8 character.
local any_character = "[\0-\127\194-\244][\128-\191]*"

--- A function that says whether a text matches the pattern, all of it. A pattern with something in it that nobody sees
--- would match nothing and look right: it ends the script.
function glob.compile(pattern)
  local hidden = text.hidden(pattern)
  if hidden then cli.usage(("the pattern %s has %s"):format(text.quoted(pattern), hidden)) end
  -- The beginning of an option, where a command was cut.
  if pattern == "-" then cli.usage "- is no pattern" end
  local lua_pattern = pattern:gsub("[%*%?%W]", function(character)
    if character == "*" then return ".*" end
    if character == "?" then return any_character end
    return "%" .. character
  end)
  lua_pattern = "^" .. lua_pattern .. "$"
  return function(key) return key:find(lua_pattern) ~= nil end
end

--- A function that says whether a text matches one of the patterns. Without any, everything does.
function glob.any_of(patterns)
  if #patterns == 0 then return function() return true end end
  local tests = {}
  for index, pattern in ipairs(patterns) do tests[index] = glob.compile(pattern) end
  return function(key)
    for _, test in ipairs(tests) do
      if test(key) then return true end
    end
    return false
  end
end

return glob
