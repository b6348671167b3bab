-- ampsh.usage: the usage lines of a script's header, each a way to call it.
--
-- writes: nothing

local usage = {}

-- The usage lines, each without the script's name; what a line goes on with stands below it, further in.
local function usage_lines(lines)
  local usages, name = {}, nil
  local is_usage = false
  for _, line in ipairs(lines) do
    local first = line:match "^Usage:%s*(.*)$"
    local more = not first and is_usage and line:match "^%s+(%S.*)$"
    local call = first or more
    is_usage = call and true or false
    if call then
      local called, rest = call:gsub("^ampsh%s+", ""):gsub("^run%s+", ""):match "^(%S+)%s*(.*)$"
      if first then name = called end
      if first or called == name then
        usages[#usages + 1] = rest or ""
      else
        usages[#usages] = usages[#usages] .. " " .. call
      end
    end
  end
  return usages
end

-- What a usage line asks for: how many operands, as which names; the options that it needs, and those that it takes.
local function form_of(line, by_spelling)
  local form = {least = 0, most = 0, names = {}, needs = {}, takes = {}, any_options = false}
  local depth, is_value = 0, false
  for word in line:gmatch "%S+" do
    local opened, closed = select(2, word:gsub("%[", "")), select(2, word:gsub("%]", ""))
    local inside = depth + opened > 0
    depth = depth + opened - closed
    local bare = word:gsub("[%[%]]", "")
    if is_value then
      is_value = false
    elseif bare == "options" and inside then
      form.any_options = true
    elseif bare:find "^%-." then
      for spelling in bare:gmatch "[^|]+" do
        local flag, value = spelling:match "^([^=]*)=?(.*)$"
        local option = by_spelling[flag] or error(("the usage line names %s, which no option is"):format(flag), 0)
        form.takes[option.name] = true
        if not inside then form.needs[#form.needs + 1] = option.name end
        is_value = option.value ~= nil and value == ""
      end
    else
      if bare ~= "..." then
        form.names[#form.names + 1] = word
        if not inside then form.least = form.least + 1 end
      end
      form.most = bare:find "%.%.%." and math.huge or form.most + 1
    end
  end
  form.any_options = form.any_options or next(form.takes) == nil
  return form
end

local function takes_so_many(form, count)
  return count >= form.least and count <= form.most
end

--- The forms of a header: what each of its usage lines asks for. Without any the script takes options and no operands.
function usage.forms(lines, by_spelling)
  local forms = {}
  for index, line in ipairs(usage_lines(lines)) do forms[index] = form_of(line, by_spelling) end
  forms[1] = forms[1] or form_of("[options]", by_spelling)
  return forms
end

--- The form that was meant: of those whose options are all given, the one that asks for most; else one that takes so
--- many operands.
function usage.choose(forms, given, count)
  local chosen
  for _, form in ipairs(forms) do
    local fits = true
    for _, name in ipairs(form.needs) do fits = fits and given[name] ~= nil end
    if fits then
      local more = chosen and #form.needs - #chosen.needs
      if not chosen or more > 0 or more == 0 and takes_so_many(form, count) and not takes_so_many(chosen, count) then
        chosen = form
      end
    end
  end
  return chosen or forms[1]
end

return usage
