-- ampsh.cli: a script's arguments, read by the script's own header comment.
--
-- The header is the one place that says what a script takes: --help prints it, and cli.parse takes options and
-- operands from it. A script may be a file, standard input or the code of -e. The form of the header:
--
--   -- NAME.lua: what it does, in one line
--   --
--   -- Usage: ampsh NAME.lua [options] OPERAND... [MORE]
--   --
--   -- Options:
--   --   -k, --key GLOB...   an option with a value; with the dots it may be given again, and is an array
--   --   --wait SECONDS      an option with a default [default: 60]
--   --   --dry-run           a flag
--   --
--   -- writes: experiments.activate    (or: nothing)
--
-- `--dry-run` is `options.dry_run`. -h and --help need no line. What a usage line names beside options are the
-- operands: OPERAND is required, [OPERAND] is not, dots mean one or more (in brackets: any number). There may be
-- several usage lines, each a way to call the script; `ampsh` and `ampsh run` before the name may be left out. An option that a line names outside brackets chooses it; a line
-- that names options and has no [options] takes no others:
--
--   -- Usage: ampsh NAME.lua [options] OPERAND...
--   --        ampsh NAME.lua --undo [--dry-run] FILE
--
-- Nothing here ends the process: what ends the script is raised, so that a prompt that loaded it goes on.
--
-- writes: nothing

local script = require "ampsh.script"

local nearest = require "ampsh.nearest"
local strict = require "ampsh.strict"
local text = require "ampsh.text"
local usage = require "ampsh.usage"

local cli = strict({}, "ampsh.cli")

-- The exit codes of ampsh that scripts use themselves.
cli.exit = {failure = 1, usage = 2, not_found = 4, items_failed = 6}

local script_name = "script"

--- Talk for people, on standard error.
function cli.say(text, ...)
  if select("#", ...) > 0 then text = text:format(...) end
  script.say(text)
end

--- Makes every line of output leave at once, also into a pipe: for scripts that write, so that what was done is known
--- whatever ends them.
function cli.show_each_line()
  script.show_each_line()
end

local output_is_gone = false

--- Prints a line about something that is done already. When standard output takes no more (`| head -1`, a full disk),
--- that is no reason to stop half way: the line and those after it go to standard error.
function cli.tell(line)
  if not output_is_gone then output_is_gone = not pcall(print, line) end
  if output_is_gone then cli.say("%s", line) end
end

-- What ends a script: the shell says the message as it is, and ends with the code in `exit`; a prompt goes on.
local ending = {__tostring = function(self) return self.message or ("exit code %d"):format(self.exit) end}
local kinds = {[cli.exit.usage] = "argument", [cli.exit.not_found] = "not_found"}

--- Ends the script with a code, and a message where one is given.
function cli.stop(code, message)
  error(setmetatable({kind = kinds[code], message = message, exit = code}, ending), 0)
end

--- Ends the script with a message and a code; without one, 1.
function cli.fail(message, code)
  cli.stop(code or cli.exit.failure, ("%s: %s"):format(script_name, message))
end

--- Ends the script: it was called wrongly.
function cli.usage(message)
  cli.stop(cli.exit.usage, ("%s: %s\n%s --help says what it takes"):format(script_name, message, script_name))
end

-- Readers of option values: each returns the value, or nil and what was expected.

--- A text that shows as it is: without control and invisible characters, which no name has on purpose.
function cli.visible(word)
  local hidden = text.hidden(word)
  if hidden then return nil, "a text without " .. hidden end
  return word
end

--- A whole number from 1.
function cli.count(word)
  local number = math.tointeger(tonumber(word))
  if number and number >= 1 then return number end
  return nil, "a whole number from 1"
end

--- A time in seconds, which may have a fraction.
function cli.seconds(word)
  local number = tonumber(word)
  if number and number >= 0 and number < math.huge then return number end
  return nil, "a number of seconds"
end

--- A whole number from 0.
function cli.size(word)
  local number = math.tointeger(tonumber(word))
  if number and number >= 0 then return number end
  return nil, "a whole number from 0"
end

--- One of these words.
function cli.one_of(...)
  local words = {...}
  return function(given)
    for _, word in ipairs(words) do
      if given == word then return word end
    end
    return nil, "one of " .. table.concat(words, ", ")
  end
end

--- Values between commas, each by a reader.
function cli.list_of(reader)
  return function(list)
    local values = {}
    for part in (list .. ","):gmatch "([^,]*)," do
      local value, expected = reader(part)
      if value == nil then return nil, expected .. " between the commas" end
      values[#values + 1] = value
    end
    return values
  end
end

--- Ends the script where there are no files, which `what` needs: --restricted takes them away.
function cli.need_files(what)
  if not io then cli.usage(what .. " needs files, and --restricted has none") end
end

-- The lines of the comment at the top of a script, without their marks.
local function lines_of(header)
  local lines = {}
  for line in (header .. "\n"):gmatch "([^\n]*)\n" do lines[#lines + 1] = line end
  return lines
end

-- The options that a header declares: by every spelling, and in order.
local function options_of(lines)
  local by_spelling, in_order = {}, {}
  local current
  for _, line in ipairs(lines) do
    local spellings, help = line:match "^  (%-%S.-)%s%s+(.*)$"
    if not spellings then spellings, help = line:match "^  (%-%S.*)$", "" end
    if spellings then
      current = {help = help}
      for spelling in (spellings .. ", "):gmatch "(%-.-), " do
        local flag, value = spelling:match "^(%-%-?[%w-]+)%s*(.*)$"
        by_spelling[flag] = current
        current.flag = flag
        if value ~= "" then
          current.value, current.repeats = value:gsub("%.%.%.$", "")
          current.repeats = current.repeats > 0
        end
      end
      current.name = current.flag:gsub("^%-+", ""):gsub("%-", "_")
      in_order[#in_order + 1] = current
    elseif current and line:find "^   +%S" then
      current.help = current.help .. " " .. line:match "^%s*(.*)$"
    else
      current = nil
    end
  end
  for _, option in ipairs(in_order) do
    option.default = option.help:match "%[default: (.*)%]"
  end
  return by_spelling, in_order
end

-- Ends the script where what was given is not what the usage line asks for.
local function check_form(form, given, operands)
  for _, name in ipairs(form.needs) do
    if not given[name] then cli.usage("it needs --" .. name:gsub("_", "-")) end
  end
  local strangers = {}
  for name, flag in pairs(given) do
    if not form.any_options and not form.takes[name] then strangers[#strangers + 1] = flag end
  end
  table.sort(strangers)
  if #strangers > 0 then
    cli.usage(("%s does not go with %s"):format(strangers[1], form.needs[1] and given[form.needs[1]] or "this call"))
  end
  if #operands < form.least then cli.usage("it needs " .. table.concat(form.names, " ")) end
  if #operands > form.most then cli.usage("unexpected argument " .. text.quoted(operands[form.most + 1])) end
end

local function unknown(flag, by_spelling)
  local known = nearest(flag, by_spelling)
  cli.usage(("unknown option %s%s"):format(flag, known and "; did you mean " .. known .. "?" or ""))
end

local function read(option, word, readers)
  local reader = readers[option.name]
  if not reader then return word end
  local value, expected = reader(word)
  if value == nil then cli.usage(("%s: expected %s, got %s"):format(option.flag, expected, text.quoted(word))) end
  return value
end

local function defaults(in_order, readers)
  local options = {}
  for _, option in ipairs(in_order) do
    if not option.value then
      options[option.name] = false
    elseif option.repeats then
      options[option.name] = {}
    elseif option.default then
      options[option.name] = read(option, option.default, readers)
    end
  end
  return options
end

-- A reader that no option has would read nothing, and what it should have read would pass as it is.
local function check_readers(readers, in_order)
  local names = {}
  for _, option in ipairs(in_order) do
    if option.value then names[option.name] = true end
  end
  for name in pairs(readers) do
    if not names[name] then
      local hint = nearest(name, names)
      error(("cli.parse: there is a reader for %s, but no option with a value of that name%s"):format(
        name, hint and "; did you mean " .. hint .. "?" or ""), 4)
    end
  end
end

-- The options that a word stands for, each {flag, option, value}: one, or several for a bundle of short flags such as
-- -np, of which only the last may take a value, which is the next word.
local function options_in(word, by_spelling)
  if by_spelling[word] then return {{word, by_spelling[word]}} end
  local flag, value = word:match "^(%-%-[^=]*)=(.*)$"
  if flag then return {{flag, by_spelling[flag] or unknown(flag, by_spelling), value}} end
  local letters = word:match "^%-(%w%w+)$"
  if not letters then unknown(word, by_spelling) end
  local found = {}
  for place = 1, #letters do
    local short = "-" .. letters:sub(place, place)
    local option = by_spelling[short]
    if not option or option.value and place < #letters then unknown(word, by_spelling) end
    found[place] = {short, option}
  end
  return found
end

-- What `cli.parse` does, for the script whose header it was given.
local function parse(path, header, readers, ...)
  script_name = path:match "[^/]*$"
  local lines = lines_of(header)
  local by_spelling, in_order = options_of(lines)
  by_spelling["-h"] = by_spelling["-h"] or {name = "help"}
  by_spelling["--help"] = by_spelling["--help"] or {name = "help"}
  local forms = usage.forms(lines, by_spelling)
  check_readers(readers, in_order)
  local options, operands, given = defaults(in_order, readers), {}, {}

  local words = table.pack(...)
  local position = 1
  local function next_word()
    local word = words[position]
    position = position + 1
    if text.has_control(word) then cli.usage(("%s has %s"):format(text.quoted(word), text.hidden(word))) end
    return word
  end

  local function take(flag, option, value)
    if option.name == "help" then
      print(table.concat(lines, "\n"))
      cli.stop(0)
    elseif not option.value then
      if value then cli.usage(flag .. " takes no value") end
      options[option.name] = true
    else
      if not value then
        if position > words.n then cli.usage(("%s needs a value: %s"):format(flag, option.value)) end
        value = next_word()
      end
      local result = read(option, value, readers)
      if option.repeats then
        table.insert(options[option.name], result)
      else
        options[option.name] = result
      end
    end
    given[option.name] = flag
  end

  local only_operands = false
  while position <= words.n do
    local word = next_word()
    if only_operands or word == "-" or not word:find "^%-" then
      operands[#operands + 1] = word
    elseif word == "--" then
      only_operands = true
    else
      for _, found in ipairs(options_in(word, by_spelling)) do take(table.unpack(found, 1, 3)) end
    end
  end
  check_form(usage.choose(forms, given, #operands), given, operands)
  return options, operands
end

--- Reads the arguments of the script that calls it: cli.parse(...), or cli.parse(readers, ...). `readers` turns texts of
--- options into values, by name; names that it inherits need no option. Returns the options and the operands; --help and
--- mistakes end the script.
function cli.parse(...)
  local path, header = script.header(2)
  if not path then error("cli.parse reads the comment at the top of a script, and this code has none", 2) end
  local options, operands
  if type((...)) == "table" then
    options, operands = parse(path, header, ...)
  else
    options, operands = parse(path, header, {}, ...)
  end
  return options, operands
end

return cli
