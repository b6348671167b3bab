import LuaBridge
import TestSupport
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

/// Of several keys that are neither names nor items the first in their order is told, whichever was met first.
@Test func theFirstOfTheOtherKeysIsToldAndAllAreCounted() throws {
    let keys: [(String, LuaTableKeys.Other)] = [
        ("math.mininteger", .integer(.min)), ("-1", .integer(-1)), ("0", .integer(0)), ("-1.5", .number(-1.5)),
        ("0.5", .number(0.5)), ("false", .boolean(false)), ("true", .boolean(true)), ("{}", .object(.table)),
        ("print", .object(.function)),
    ]
    var generator = SeededGenerator(seed: 4)
    try withState { (lua) throws in
        for _ in 0..<200 {
            let some = keys.indices.shuffled(using: &generator).prefix(Int.random(in: 1...5, using: &generator))
            let code = some.map { "[\(keys[$0].0)] = 1" }.joined(separator: ", ")
            try lua.run("return {x = 1, \(code), [2] = 1}", results: 1)
            let size = lua.size(at: 1)
            #expect(size.names == 1 && size.items == 1 && size.largest == 2 && size.others == some.count)
            #expect(size.other == keys[some.min() ?? 0].1, "\(code)")
            lua.pop()
        }
    }
}

@Test func itemNumbersAreInOrder() throws {
    try withState { (lua) throws in
        try lua.run(
            "return {[9] = 1, [3] = 1, [1] = 1, [math.maxinteger] = 1, [0] = 1, [-2] = 1, x = 1, [1.5] = 1}", results: 1
        )
        #expect(lua.itemNumbers(at: -1) == [1, 3, 9, .max])
        lua.pop()
        lua.pushTable()
        #expect(lua.itemNumbers(at: -1) == [])
        lua.pop()
    }
}
