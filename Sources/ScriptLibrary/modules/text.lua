-- ampsh.text: what a text holds that nobody sees: blanks of every kind, invisible and control characters.
--
-- A key that ends with a no-break space looks like another key and is another key. Such texts come from spreadsheets,
-- web pages and files whose lines end with CRLF.
--
-- writes: nothing

local text = {}

-- Code points that show as a blank or as nothing, from and to. Sorted.
local blank = {
  {0x09, 0x0D}, {0x20, 0x20}, {0x85, 0x85}, {0xA0, 0xA0}, {0xAD, 0xAD}, {0x115F, 0x1160}, {0x1680, 0x1680},
  {0x180E, 0x180E}, {0x2000, 0x200F}, {0x2028, 0x202F}, {0x205F, 0x2064}, {0x2066, 0x206F}, {0x2800, 0x2800},
  {0x3000, 0x3000}, {0x3164, 0x3164}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xE0000, 0xE007F},
}
-- Those of them that have a use inside a text: the space, and what joins and parts letters and emoji.
local useful = {[0x20] = true, [0x200C] = true, [0x200D] = true}

local function is_blank(code)
  for _, range in ipairs(blank) do
    if code < range[1] then return false end
    if code <= range[2] then return true end
  end
  return false
end

local function is_control(code)
  return code < 0x20 or code >= 0x7F and code < 0xA0
end

--- The text without the blanks and invisible characters at its ends.
function text.trim(words)
  if not utf8.len(words) then return words:match "^%s*(.-)%s*$" end
  local first, last
  for place, code in utf8.codes(words) do
    if not is_blank(code) then first, last = first or place, place end
  end
  if not first then return "" end
  return words:sub(first, utf8.offset(words, 2, last) - 1)
end

--- What of a text nobody sees: "a control character (U+000D)"; nil where all of it shows.
function text.hidden(words)
  if not utf8.len(words) then return "bytes that are not UTF-8" end
  for _, code in utf8.codes(words) do
    if is_control(code) then return ("a control character (U+%04X)"):format(code) end
    if is_blank(code) and not useful[code] then return ("an invisible character (U+%04X)"):format(code) end
  end
end

--- Whether a text has a control character.
function text.has_control(words)
  if not utf8.len(words) then return words:find "%c" ~= nil end
  for _, code in utf8.codes(words) do
    if is_control(code) then return true end
  end
  return false
end

--- The text in quotes, with what nobody sees as \u{...}.
function text.quoted(words)
  if not utf8.len(words) then return ("%q"):format(words) end
  local shown = {}
  for _, code in utf8.codes(words) do
    local hides = is_control(code) or is_blank(code) and code ~= 0x20
    shown[#shown + 1] = hides and ("\\u{%X}"):format(code) or utf8.char(code)
  end
  return '"' .. table.concat(shown) .. '"'
end

return text
