import LuaBridge
import Testing

@Test(arguments: [0, 1, 2, 31, 32, 200])
func keysAreCountedByTheirKind(_ count: Int) throws {
    try withState { (lua) throws in
        try lua.run("local t = {7, 8} for i = 1, \(count) do t['k' .. i] = i end return t", results: 1)
        let size = lua.size(at: -1)
        #expect(size.names == count && size.items == 2 && size.largest == 2 && size.other == nil)
        lua.pop()
    }
}

@Test func aTagIsOnlyTheHosts() throws {
    try withState { (lua) throws in
        lua.pushTable()
        lua.pushTable()
        lua.setTag(7)
        lua.setMetatable(at: -2)
        #expect(lua.metatableTag(at: -1) == 7)
        lua.rawSetGlobal("tagged")
        // Scripts see no key of it, and a table that looks alike has none.
        #expect(
            try lua.evaluate("return next(getmetatable(tagged)) and type(next(getmetatable(tagged)))") == "userdata")
        try lua.run("return setmetatable({}, {[1] = 7, tag = 7}), {}, 'text', 1", results: 4)
        for index in 1...4 { #expect(lua.metatableTag(at: index) == 0) }
        lua.pop(4)
    }
}
