-- ampsh.damage: what spreadsheets make of values that they take for something else.
--
-- writes: nothing

local damage = {}

-- What a spreadsheet shows in place of a value that it does not have.
local errors = {
  ["#NAME?"] = true, ["#REF!"] = true, ["#VALUE!"] = true, ["#N/A"] = true, ["#DIV/0!"] = true, ["#NUM!"] = true,
  ["#NULL!"] = true,
}

--- What a value is that a spreadsheet has made of another one, in words; nil where it looks like none.
function damage.of(value)
  if errors[value] or value:find "^##+$" then return "what a spreadsheet shows for an error" end
  if value:find "^[+-]?%d+[.,]?%d*E[+-]%d+$" then
    return "a number as a spreadsheet shortens it: make the column text, and enter it again"
  end
end

--- The same for an id, which is digits alone where it is a number.
function damage.of_id(id)
  local made = damage.of(id)
  if made then return made end
  if id:find "^[1-9]%d*$" or not id:find "^[+-]?%d" then return nil end
  if id:find "^0" then return "a number that begins with 0, which no id does" end
  return "a number that was made to be read, and no id: an id is digits alone"
end

return damage
