import LuaBridge
import Testing

@Test(arguments: [0, 1, 2, 31, 32, 200])
func fieldsAreLentInTheOrderOfTheirBytes(_ count: Int) throws {
    try withState { (lua) throws in
        try lua.run("local t = {7, 8} for i = 1, \(count) do t['k' .. i] = i end return t", results: 1)
        let size = lua.size(at: -1)
        #expect(size.names == count && size.items == 2 && size.largest == 2 && size.other == nil)
        try lua.reserve(count + 4)
        var seen: [String] = []
        lua.forEachField(at: -1, limit: count) { name in
            seen.append(String(decoding: name, as: UTF8.self))
            #expect(seen.last == lua.integer(at: -1).map { "k\($0)" })
            return true
        }
        #expect(seen == (0..<count).map { "k\($0 + 1)" }.sorted())
        lua.pop()
    }
}

@Test func namesAreBytes() throws {
    try withState { (lua) throws in
        try lua.run(#"return {b = 1, ["a\0b"] = 2, a = 3, [""] = 4, ["\xff"] = 5, ["é"] = 6, B = 7}"#, results: 1)
        var seen: [[UInt8]] = []
        lua.forEachField(at: 1, limit: 7) {
            seen.append([UInt8]($0))
            return true
        }
        #expect(seen == [[], [0x42], [0x61], [0x61, 0, 0x62], [0x62], [0xC3, 0xA9], [0xFF]])
        lua.pop()
    }
}

@Test func theWalkEndsWhereItIsToldAndLeavesTheStack() throws {
    try withState { (lua) throws in
        try lua.run("return {a = 1, b = 2, c = 3}", results: 1)
        var count = 0
        lua.forEachField(at: 1, limit: 3) { _ in
            count += 1
            return count < 2
        }
        #expect(count == 2 && lua.top == 1)
        lua.pop()
    }
}

@Test func moreFieldsThanTheLimitAreLeftOut() throws {
    try withState { (lua) throws in
        try lua.run("return {a = 1, b = 2, c = 3}", results: 1)
        var count = 0
        lua.forEachField(at: 1, limit: 2) { _ in
            count += 1
            return true
        }
        #expect(count == 2 && lua.top == 1)
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
