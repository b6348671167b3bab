-- Prints every name that code can reach: the globals, what they hold, and the metatables of values that it can make.
local roots = {
    _G = _G, string_value = "", null_value = null, array_value = array{}, page_value = experiments.list{limit = 1},
    item_value = experiments.get("31238"), error_value = select(2, pcall(experiments.get, "")), number_value = 1,
    function_value = print, coroutine_value = coroutine.create(print), boolean_value = true,
    module_value = require "ampsh", script_value = require "ampsh.script", iterator_value = experiments.each{}, chunk_value = load("return 1"),
}
local seen, lines = {}, {}

local function note(text) lines[#lines + 1] = text end

local function walk(value, path)
    local kind = type(value)
    local known = kind == "table" and seen[value]
    note(path .. ": " .. kind .. (known and ", which is " .. known or ""))
    if known then return end
    local meta = getmetatable(value)
    if meta ~= nil and type(meta) ~= "table" then note(path .. " has a metatable that is hidden") end
    if type(meta) == "table" then walk(meta, path .. "<metatable>") end
    if kind ~= "table" then return end
    seen[value] = path
    local names = {}
    for key, field in next, value do
        if type(key) == "table" then walk(key, path .. "<key>") end
        names[#names + 1] = {tostring(key), field}
    end
    table.sort(names, function(a, b) return a[1] < b[1] end)
    for _, name in ipairs(names) do walk(name[2], path .. "." .. name[1]) end
end

local order = {}
for name in pairs(roots) do order[#order + 1] = name end
table.sort(order)
for _, name in ipairs(order) do
    if name == "_G" then
        walk(roots[name], name)
    elseif name == "item_value" or name == "page_value" then
        note(name .. ": " .. type(roots[name]) .. ", metatable " .. tostring(getmetatable(roots[name])))
    else
        walk(roots[name], name)
    end
end
print(table.concat(lines, "\n"))
