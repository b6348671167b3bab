-- encode.lua FILE: megabytes of JSON text written from tables in a second of processor time. Runs in stock Lua too.
local file = assert(io.open(arg[1], "rb"))
local text = file:read("a")
file:close()
local library = json or require("cjson")
local value = library.decode(text)
for _ = 1, 3 do library.encode(value) end
local bytes, start = 0, os.clock()
repeat
  bytes = bytes + #library.encode(value)
until os.clock() - start > 2
print(bytes / 1e6 / (os.clock() - start))
