-- cli.lua: a script's arguments, read by the script's own header comment.
--
-- The header is the one place that says what a script takes: --help prints it, and cli.parse takes options and
-- operands from it. Its form:
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
-- `--dry-run` is `options.dry_run`. -h and --help need no line. What the first usage line names in capitals are the
-- operands: OPERAND is required, [OPERAND] is not, dots mean one or more (in brackets: any number).
--
-- writes: nothing

local cli = {}

-- The exit codes of ampsh that scripts use themselves.
cli.exit = {failure = 1, usage = 2, not_found = 4, items_failed = 6}

local script_name = "script"

--- Talk for people, on standard error.
function cli.say(text, ...)
  if select("#", ...) > 0 then text = text:format(...) end
  io.stderr:write(text, "\n")
end

--- Makes every line of output leave at once, also into a pipe: for scripts that write, so that what was done is known
--- whatever ends them.
function cli.show_each_line()
  io.stdout:setvbuf "line"
end

local output_is_gone = false

--- Prints a line about something that is done already. When standard output takes no more (`| head -1`, a full disk),
--- that is no reason to stop half way: the line and those after it go to standard error.
function cli.tell(line)
  if not output_is_gone then output_is_gone = not pcall(print, line) end
  if output_is_gone then cli.say("%s", line) end
end

--- Ends the script with a message and a code; without one, 1.
function cli.fail(message, code)
  cli.say("%s: %s", script_name, message)
  os.exit(code or cli.exit.failure, true)
end

--- Ends the script: it was called wrongly.
function cli.usage(message)
  cli.say("%s: %s", script_name, message)
  cli.say("%s --help says what it takes", script_name)
  os.exit(cli.exit.usage, true)
end

-- Readers of option values: each answers the value, or nil and what was expected.

--- A whole number from 1.
function cli.count(text)
  local number = math.tointeger(tonumber(text))
  if number and number >= 1 then return number end
  return nil, "a whole number from 1"
end

--- A time in seconds, which may have a fraction.
function cli.seconds(text)
  local number = tonumber(text)
  if number and number >= 0 and number < math.huge then return number end
  return nil, "a number of seconds"
end

--- A whole number from 0.
function cli.size(text)
  local number = math.tointeger(tonumber(text))
  if number and number >= 0 then return number end
  return nil, "a whole number from 0"
end

--- One of these words.
function cli.one_of(...)
  local words = {...}
  return function(text)
    for _, word in ipairs(words) do
      if text == word then return word end
    end
    return nil, "one of " .. table.concat(words, ", ")
  end
end

--- Values between commas, each by a reader.
function cli.list_of(reader)
  return function(text)
    local values = {}
    for part in (text .. ","):gmatch "([^,]*)," do
      local value, expected = reader(part)
      if value == nil then return nil, expected .. " between the commas" end
      values[#values + 1] = value
    end
    return values
  end
end

-- The comment at the top of a file, without its marks.
local function header_of(path)
  local file, problem = io.open(path, "r")
  if not file then error("the header of the script cannot be read: " .. problem, 0) end
  local lines = {}
  for line in file:lines() do
    local text = line:match "^%-%- ?(.*)$"
    if text then
      lines[#lines + 1] = text
    elseif #lines > 0 or not line:find "^#!" then
      break
    end
  end
  file:close()
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

-- How many operands the usage line asks for, and their names.
local function operands_of(lines)
  local least, most, names = 0, 0, {}
  for _, line in ipairs(lines) do
    local usage = line:match "^Usage: ampsh %S+ ?(.*)$"
    if usage then
      for word in usage:gsub("%[options%]", ""):gmatch "%S+" do
        names[#names + 1] = word
        if not word:find "^%[" then least = least + 1 end
        most = word:find "%.%.%." and math.huge or most + 1
      end
      break
    end
  end
  return least, most, table.concat(names, " ")
end

-- How many single changes (a letter put in, left out or put in another's place) lie between two words.
local function distance(a, b)
  local row = {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local diagonal = row[0]
    row[0] = i
    for j = 1, #b do
      local cost = a:byte(i) == b:byte(j) and 0 or 1
      diagonal, row[j] = row[j], math.min(row[j] + 1, row[j - 1] + 1, diagonal + cost)
    end
  end
  return row[#b]
end

local function unknown(flag, by_spelling)
  local nearest, least = nil, 3
  for known in pairs(by_spelling) do
    local changes = distance(flag, known)
    if changes < least or changes == least and nearest and known < nearest then nearest, least = known, changes end
  end
  cli.usage(("unknown option %s%s"):format(flag, nearest and "; did you mean " .. nearest .. "?" or ""))
end

local function read(option, text, readers)
  local reader = readers[option.name]
  if not reader then return text end
  local value, expected = reader(text)
  if value == nil then cli.usage(("%s: expected %s, got %q"):format(option.flag, expected, text)) end
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

--- Reads the arguments of the script that calls it. `readers` turns texts of options into values, by name.
--- Answers the options and the operands; --help and mistakes end the script.
function cli.parse(readers, ...)
  local path = debug.getinfo(2, "S").source:match "^@(.*)$"
  if not path then error("cli.parse is for scripts in files", 2) end
  script_name = path:match "[^/]*$"
  local lines = header_of(path)
  local by_spelling, in_order = options_of(lines)
  by_spelling["-h"] = by_spelling["-h"] or {name = "help"}
  by_spelling["--help"] = by_spelling["--help"] or {name = "help"}
  local options, operands = defaults(in_order, readers), {}

  local words = table.pack(...)
  local position = 1
  local only_operands = false
  while position <= words.n do
    local word = words[position]
    position = position + 1
    if only_operands or word == "-" or not word:find "^%-" then
      operands[#operands + 1] = word
    elseif word == "--" then
      only_operands = true
    else
      local flag, value = word:match "^(%-%-[^=]*)=(.*)$"
      flag = flag or word
      local option = by_spelling[flag] or unknown(flag, by_spelling)
      if option.name == "help" then
        print(table.concat(lines, "\n"))
        os.exit(0, true)
      elseif not option.value then
        if value then cli.usage(flag .. " takes no value") end
        options[option.name] = true
      else
        if not value then
          if position > words.n then cli.usage(("%s needs a value: %s"):format(flag, option.value)) end
          value = words[position]
          position = position + 1
        end
        local result = read(option, value, readers)
        if option.repeats then
          table.insert(options[option.name], result)
        else
          options[option.name] = result
        end
      end
    end
  end

  local least, most, names = operands_of(lines)
  if #operands < least then cli.usage("it needs " .. names) end
  if #operands > most then cli.usage(("unexpected argument %q"):format(operands[most + 1])) end
  return options, operands
end

return cli
