-- command.lua: commands as text, to be pasted into a shell: what goes back to how it was.
--
-- writes: nothing

local command = {}

--- A word as a POSIX shell reads it back.
function command.quote(word)
  if word:find "^[%w_@%%+=:,./-]+$" then return word end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

-- The option that leads to where this session is.
local function target()
  if session.profile then return {"--profile", session.profile} end
  if session.target == "sandbox" then return {"--sandbox-path", session.url} end
  return {"--url", session.url}
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

return command
