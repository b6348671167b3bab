-- ampsh.command: commands as text, to be pasted into a shell: what goes back to how it was.
--
-- writes: nothing

local command = {}

--- A word as a POSIX shell reads it back.
function command.quote(word)
  if word:find "^[%w_@%%+=:,./-]+$" then return word end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

-- The options that lead to where this session is, in its generation of the API.
local function target()
  local option, place = "--url", session.url
  if session.profile then
    option, place = "--profile", session.profile
  elseif session.target == "sandbox" then
    option = "--sandbox-path"
  end
  return {option, place, "--api", session.generation}
end

--- The command that runs the script that is running now with these arguments, on the same target.
function command.again(...)
  local words = {"ampsh"}
  for _, word in ipairs(target()) do words[#words + 1] = word end
  words[#words + 1] = arg[0]
  for _, word in ipairs {...} do words[#words + 1] = word end
  for index, word in ipairs(words) do words[index] = command.quote(word) end
  return table.concat(words, " ")
end

--- How many words there are, and a checksum over them: what tells that a long command was pasted whole.
function command.sum(words)
  -- FNV-1a, 32 bits.
  local sum = 0x811C9DC5
  for _, word in ipairs(words) do
    for _, byte in ipairs {(word .. "\n"):byte(1, -1)} do sum = (sum ~ byte) * 0x01000193 & 0xFFFFFFFF end
  end
  return ("%d-%08x"):format(#words, sum)
end

return command
