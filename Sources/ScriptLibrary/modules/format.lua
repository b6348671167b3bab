-- ampsh.format: text in columns: widths as terminals count them, padding, cutting, tables and bars.
--
-- writes: nothing

local format = {}

-- Ranges of code points that take no column, and that take two. Sorted.
local none = {
  {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x06D6, 0x06DC},
  {0x0900, 0x0902}, {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},
  {0x0E47, 0x0E4E}, {0x1160, 0x11FF}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E},
  {0x2060, 0x2064}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF},
  {0xE0100, 0xE01EF},
}
local two = {
  {0x1100, 0x115F}, {0x231A, 0x231B}, {0x23E9, 0x23EC}, {0x23F0, 0x23F0}, {0x23F3, 0x23F3}, {0x25FD, 0x25FE},
  {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267F, 0x267F}, {0x2693, 0x2693}, {0x26A1, 0x26A1}, {0x26AA, 0x26AB},
  {0x26BD, 0x26BE}, {0x26C4, 0x26C5}, {0x26CE, 0x26CE}, {0x26D4, 0x26D4}, {0x26EA, 0x26EA}, {0x26F2, 0x26F3},
  {0x26F5, 0x26F5}, {0x26FA, 0x26FA}, {0x26FD, 0x26FD}, {0x2705, 0x2705}, {0x270A, 0x270B}, {0x2728, 0x2728},
  {0x274C, 0x274C}, {0x274E, 0x274E}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797}, {0x27B0, 0x27B0},
  {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50}, {0x2B55, 0x2B55}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97F},
  {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F004, 0x1F004},
  {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F64F},
  {0x1F680, 0x1F6FF}, {0x1F7E0, 0x1F7EB}, {0x1F90C, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
}

local function within(code, ranges)
  local low, high = 1, #ranges
  while low <= high do
    local middle = (low + high) // 2
    local range = ranges[middle]
    if code < range[1] then
      high = middle - 1
    elseif code > range[2] then
      low = middle + 1
    else
      return true
    end
  end
  return false
end

local zero_width_joiner, emoji_look = 0x200D, 0xFE0F

-- The columns of one code point after another, and those that it adds to what stands before it.
local function columns_of(code, before, columns_before)
  if code == emoji_look then return columns_before == 1 and 1 or 0 end
  if before == zero_width_joiner then return 0 end
  if code < 0x300 then return 1 end
  if within(code, none) then return 0 end
  return within(code, two) and 2 or 1
end

--- Text for one cell: line breaks, tabs and other controls become spaces, and what is no UTF-8 question marks.
function format.clean(text)
  text = text:gsub("%c+", " ")
  if not utf8.len(text) then text = text:gsub("[\128-\255]", "?") end
  return text
end

--- The columns that a clean text takes.
function format.width(text)
  local total, before, columns_before = 0, 0, 0
  for _, code in utf8.codes(text) do
    local columns = columns_of(code, before, columns_before)
    total, before, columns_before = total + columns, code, columns
  end
  return total
end

--- A clean text in at most `limit` columns, with … where it was cut.
function format.cut(text, limit)
  if format.width(text) <= limit then return text end
  if limit < 1 then return "" end
  local used, before, columns_before = 0, 0, 0
  for place, code in utf8.codes(text) do
    local columns = columns_of(code, before, columns_before)
    if used + columns > limit - 1 then return text:sub(1, place - 1) .. "…" end
    used, before, columns_before = used + columns, code, columns
  end
  return text
end

--- A clean text filled with spaces to `width` columns; at its left where `right` is true.
function format.pad(text, width, right)
  local spaces = (" "):rep(width - format.width(text))
  return right and spaces .. text or text .. spaces
end

--- The width to fit tables into: what the option says, else the variable COLUMNS, else 100. 0 means no limit.
function format.line_width(option)
  local columns = os.getenv and os.getenv "COLUMNS"
  local width = option or math.tointeger(tonumber(columns or "")) or 100
  return width > 0 and width or math.maxinteger
end

-- Makes columns that may shrink narrower, the widest first, until the line fits.
local function fit(columns, widths, limit)
  local total = 2 * (#widths - 1)
  for _, width in ipairs(widths) do total = total + width end
  while total > limit do
    local widest
    for index, column in ipairs(columns) do
      local floor = math.max(column.shrink or math.huge, format.width(column.title))
      if widths[index] > floor and not (widest and widths[widest] >= widths[index]) then widest = index end
    end
    if not widest then return end
    widths[widest], total = widths[widest] - 1, total - 1
  end
end

--- The lines of a table. `columns` is an array of {title =, right = true for numbers, shrink = the least width it may
--- be cut to}; `rows` is an array of arrays of texts. Columns that do not shrink are never cut.
function format.table(columns, rows, limit)
  local widths, cells = {}, {}
  for index, column in ipairs(columns) do widths[index] = format.width(column.title) end
  for number, row in ipairs(rows) do
    cells[number] = {}
    for index in ipairs(columns) do
      local cell = format.clean(tostring(row[index]))
      cells[number][index] = cell
      widths[index] = math.max(widths[index], format.width(cell))
    end
  end
  fit(columns, widths, limit)

  local function line(texts)
    local parts = {}
    for index, column in ipairs(columns) do
      parts[index] = format.pad(format.cut(texts[index], widths[index]), widths[index], column.right)
    end
    return (table.concat(parts, "  "):gsub(" +$", ""))
  end
  local titles = {}
  for index, column in ipairs(columns) do titles[index] = column.title end
  local lines = {line(titles)}
  for number, row in ipairs(cells) do lines[number + 1] = line(row) end
  return lines
end

local eighths = {[0] = "", "▏", "▎", "▍", "▌", "▋", "▊", "▉"}

--- A bar for a share from 0 to 1, filled to `width` columns. A share above nothing is always seen.
function format.bar(share, width, ascii)
  if ascii then
    local full = math.floor(share * width + 0.5)
    if share > 0 and full == 0 then full = 1 end
    return ("#"):rep(full) .. ("."):rep(width - full)
  end
  local parts = math.floor(share * width * 8 + 0.5)
  if share > 0 and parts == 0 then parts = 1 end
  local full, rest = parts // 8, parts % 8
  return ("█"):rep(full) .. eighths[rest] .. (" "):rep(width - full - (rest > 0 and 1 or 0))
end

--- "1 experiment", "3 experiments".
function format.count(number, word)
  return ("%d %s%s"):format(number, word, number == 1 and "" or "s")
end

return format
