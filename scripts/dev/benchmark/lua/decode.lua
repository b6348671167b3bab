-- decode.lua FILE: megabytes of JSON text read into tables in a second of processor time. Runs in stock Lua too.
local file = assert(io.open(arg[1], "rb"))
local text = file:read("a")
file:close()
local decode = json and json.decode or require("cjson").decode
for _ = 1, 3 do decode(text) end
local rounds, start = 0, os.clock()
repeat
  decode(text)
  rounds = rounds + 1
until os.clock() - start > 2
print(#text * rounds / 1e6 / (os.clock() - start))
