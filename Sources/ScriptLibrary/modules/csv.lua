-- ampsh.csv: comma-separated values, read leniently and written by RFC 4180.
--
-- Reading takes quoted cells with commas, quotes and line breaks in them, lines that end with CRLF, LF or CR, a byte
-- order mark, empty lines, a last line without an end, and semicolons or tabs between cells where the first line has
-- those. What is ambiguous is an error that names the line, and so is what spreadsheets leave behind: empty rows, a
-- separator at the end of each line, a first line sep=; .
--
-- Writing makes cells harmless that a spreadsheet would take for a formula: those that begin with = + - @, a tab or a
-- line break get an apostrophe in front, and reading takes it away again, so nothing is lost on the way.
--
-- writes: nothing

local csv = {}

local formula = "^'*[=+%-@\t\r\n]"

local function guard(cell)
  if cell:find(formula) then return "'" .. cell end
  return cell
end

local function unguard(cell)
  if cell:find "^'" and cell:find(formula) then return cell:sub(2) end
  return cell
end

local function quote(cell)
  cell = guard(cell)
  if cell:find '[",;\t\r\n]' or cell:find "^ " or cell:find " $" then
    return '"' .. cell:gsub('"', '""') .. '"'
  end
  return cell
end

--- One line, without its end. Cells are strings, numbers and booleans; nil in a field of `count` cells is empty.
function csv.line(cells, count)
  local texts = {}
  for index = 1, count or #cells do
    local cell = cells[index]
    texts[index] = cell == nil and "" or quote(tostring(cell))
  end
  return table.concat(texts, ",")
end

-- The separator is what the first line has most of, outside quotes.
local function separator_of(text)
  local line = text:gsub('"[^"]*"', ""):match "^[^\r\n]*"
  local best, most = ",", 0
  for _, candidate in ipairs {",", ";", "\t"} do
    local _, count = line:gsub(candidate, "")
    if count > most then best, most = candidate, count end
  end
  return best
end

local function problem(line, message)
  error({message = ("line %d: %s"):format(line, message)}, 0)
end

local function line_breaks(text)
  local _, count = text:gsub("\r\n", "\n"):gsub("[\r\n]", "")
  return count
end

-- Reads one cell from `position`. Returns it, the place after it and how many lines it spans.
local function cell_at(text, position, separator, line)
  if text:byte(position) ~= 34 then
    local stop = text:find("[\r\n" .. separator .. "]", position) or #text + 1
    local cell = text:sub(position, stop - 1)
    if cell:find('"', 1, true) then problem(line, "a quote inside a cell that is not quoted") end
    return unguard(cell), stop, 0
  end
  local parts, from = {}, position + 1
  while true do
    local stop = text:find('"', from, true)
    if not stop then problem(line, "a quoted cell begins here and never ends") end
    parts[#parts + 1] = text:sub(from, stop - 1)
    if text:byte(stop + 1) ~= 34 then
      local cell = table.concat(parts, '"')
      local after = text:sub(stop + 1, stop + 1)
      if after ~= "" and after ~= separator and not after:find "[\r\n]" then
        problem(line + line_breaks(cell), "text after the quote that ends a cell")
      end
      return unguard(cell), stop + 1, line_breaks(cell)
    end
    from = stop + 2
  end
end

-- Calls `receive(cells, line)` for each line that is not empty.
local function each_line(text, receive)
  local separator = separator_of(text)
  local position, line = 1, 1
  while position <= #text do
    local cells, first = {}, line
    while true do
      local cell, after, breaks = cell_at(text, position, separator, line)
      cells[#cells + 1] = cell
      position, line = after, line + breaks
      if text:sub(position, position) ~= separator then break end
      position = position + 1
    end
    local _, stop = text:find("^\r?\n?", position)
    position, line = stop + 1, line + 1
    if #cells > 1 or cells[1] ~= "" then receive(cells, first) end
  end
end

-- A column's name without the blanks at its ends, of which spreadsheets and web pages have several kinds.
local function trimmed(name)
  local before
  repeat
    before = name
    for _, blank in ipairs {"%s", "\u{A0}", "\u{200B}", "\u{2009}", "\u{202F}", "\u{2060}", "\u{3000}", "\u{FEFF}"} do
      name = name:gsub("^" .. blank, ""):gsub(blank .. "$", "")
    end
  until name == before
  return name
end

local function are_empty(cells, from)
  for index = from, #cells do
    if trimmed(cells[index]) ~= "" then return false end
  end
  return true
end

--- Reads a text whose first line names the columns. Returns an array of rows, each a table by column with the fields
--- `values` and `line`, and the array of columns; or nil and what is wrong with the text.
function csv.read(text)
  if text:find "^\xFF\xFE" or text:find "^\xFE\xFF" then return nil, "it is UTF-16: save it as UTF-8" end
  text = text:gsub("^\xEF\xBB\xBF", "")
  if not utf8.len(text) then return nil, "it is not UTF-8" end
  local hint = text:match '^"?[Ss][Ee][Pp]=[^\r\n"]*'
  if hint then return nil, ("line 1: %s is a line that only Excel reads: delete it"):format((hint:gsub('"', ""))) end
  local columns, rows = nil, {}
  local function header(cells, line)
    columns = cells
    local seen = {}
    for index, name in ipairs(columns) do
      name = trimmed(name)
      if name == "" and index > 1 and are_empty(cells, index) then
        problem(line, ("column %d has no name: the line ends with a separator, which spreadsheets write for empty "
          .. "columns: delete these columns"):format(index))
      end
      if name == "" then problem(line, ("column %d has no name"):format(index)) end
      if seen[name] then problem(line, ("two columns are named %s"):format(name)) end
      seen[name], columns[index] = true, name
    end
  end
  local function receive(cells, line)
    if not columns then return header(cells, line) end
    if #cells > 1 and are_empty(cells, 1) then
      problem(line, "a row of empty cells, as spreadsheets leave them: delete it")
    end
    if #cells > #columns and are_empty(cells, #columns + 1) then
      problem(line, ("the line ends with a separator, which spreadsheets write for empty columns: it has %d cells, and "
        .. "the first line names %d columns"):format(#cells, #columns))
    end
    if #cells ~= #columns then
      problem(line, ("%d cells, but the first line names %d columns"):format(#cells, #columns))
    end
    local values = {}
    for index, name in ipairs(columns) do values[name] = cells[index] end
    rows[#rows + 1] = {values = values, line = line}
  end
  local ok, caught = pcall(each_line, text, receive)
  if not ok then
    if type(caught) == "table" and caught.message and not caught.kind then return nil, caught.message end
    error(caught, 0)
  end
  if not columns then return nil, "it is empty" end
  return rows, columns
end

return csv
