import LuaBridge
import Testing

@Test(arguments: [0, 1, 31, 32, 33, 500])
func keysTellNamesAndItems(_ count: Int) throws {
    try withState { (lua) throws in
        try lua.run("local t = {} for i = 1, \(count) do t['k' .. i] = i ; t[i] = i end return t", results: 1)
        let keys = lua.keys(at: -1)
        #expect(Set(keys.names) == Set((0..<count).map { Array("k\($0 + 1)".utf8) }))
        #expect(keys.names.count == count && keys.items == count && keys.largest == Int64(count) && keys.other == nil)
        lua.pop()
    }
}

@Test func keysTellHolesAndOddKeys() throws {
    let rows: [(String, Int, Int64, LuaTableKeys.Other?)] = [
        ("{[math.maxinteger] = 1, [2] = 1}", 2, .max, nil), ("{[0] = 1}", 0, 0, .integer(0)),
        ("{[math.mininteger] = 1}", 0, 0, .integer(.min)), ("{[1.5] = 1}", 0, 0, .number(1.5)),
        ("{[2.0] = 1}", 1, 2, nil), ("{[true] = 1}", 0, 0, .boolean(true)), ("{[{}] = 1}", 0, 0, .object(.table)),
        ("{[print] = 1}", 0, 0, .object(.function)), (#"{["\0"] = 1}"#, 0, 0, nil),
        ("setmetatable({1}, {__pairs = error, __index = error})", 1, 1, nil),
    ]
    for (code, items, largest, other) in rows {
        try withState { (lua) throws in
            try lua.run("return \(code)", results: 1)
            let keys = lua.keys(at: 1)
            #expect(keys.items == items && keys.largest == largest && keys.other == other, "\(code)")
            #expect(lua.top == 1, "\(code)")
            lua.pop()
        }
    }
}

@Test func pairsAreSetInOrderAndNilRemoves() throws {
    try withState { (lua) throws in
        lua.pushTable()
        for (key, value) in [("a", 1), ("b", 2), ("a", 3), ("b", nil), ("c", nil), ("c", 4)] as [(String, Int?)] {
            lua.push(key)
            if let value { lua.push(value) } else { lua.pushNil() }
        }
        lua.rawSetPairs(6, at: 1)
        #expect(lua.top == 1)
        for (key, value) in [("a", 3), ("b", nil), ("c", 4)] as [(String, Int64?)] {
            lua.rawGet(key, at: 1)
            #expect(lua.integer(at: -1) == value)
            lua.pop()
        }
        lua.rawSetPairs(0, at: 1)
        lua.pop()
    }
}
