-- ampsh.output: a file that a script writes, whole or not at all.
--
-- What a program writes with > keeps its place: so here. A file that is there keeps its mode and gets its new text in
-- one step; a link keeps leading where it leads; what is no file (a device, a pipe) is written to as it comes.
--
-- writes: nothing

local cli = require "ampsh.cli"
local command = require "ampsh.command"

local output = {}

-- Lua cannot ask what stands at a path; the system's shell can.
local question = [[
if test -f %s; then echo file; elif test -e %s; then echo other; else echo nothing; fi
readlink -f -- %s || echo]]

-- What stands at a path, "file", "other" or "nothing", and the place that it leads to.
local function look(path)
  -- These lead to what this process has open, not to what its child has.
  if path:find "^/dev/" or path:find "^/proc/" then return "other", path end
  -- A name that begins with a dash would be an option.
  local word = command.quote(path:find "^%-" and "./" .. path or path)
  local answer, problem = io.popen(question:format(word, word, word), "r")
  if not answer then return nil, problem end
  local kind, place = answer:read "a":match "^(%a+)\n(.-)\n$"
  answer:close()
  if not kind then return nil, path .. ": the system does not say what is there" end
  return kind, place ~= "" and place or path
end

-- A file beside the place, empty, with the mode of the file that it will take the place of.
local function unfinished_beside(place, kind)
  local unfinished = place .. ".part"
  os.remove(unfinished)
  if kind == "file" then
    local copied = os.execute(("cp -p -- %s %s"):format(command.quote(place), command.quote(unfinished)))
    if not copied then return nil, unfinished .. ": cannot be made" end
  end
  return unfinished
end

local function check(ok, problem)
  if not ok then cli.fail("cannot write: " .. tostring(problem)) end
  return ok
end

-- As `check`, for what the system says without a name.
local function check_of(path, ok, problem)
  return check(ok, ("%s: %s"):format(path, problem))
end

--- Opens a path for writing. Returns a table with `write(text)` and `close()`, which end the script where that fails.
--- Closed by Lua before `close` was called, it leaves everything as it was.
function output.open(path)
  cli.need_files "writing a file"
  local kind, place = look(path)
  check(kind, place)
  local unfinished = kind ~= "other" and check(unfinished_beside(place, kind)) or nil
  local file, problem = io.open(unfinished or path, "wb")
  if not file and unfinished then os.remove(unfinished) end
  check(file, problem)
  local is_open = true
  local function close()
    is_open = false
    check_of(path, file:close())
    if unfinished then
      check(os.rename(unfinished, place))
      unfinished = nil
    end
  end
  return setmetatable({
    write = function(text) check_of(path, file:write(text)) end,
    close = close,
  }, {
    __close = function()
      if is_open then pcall(file.close, file) end
      if unfinished then os.remove(unfinished) end
    end,
  })
end

return output
