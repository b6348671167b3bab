import LuaBridge
import Testing

/// The names of a table's fields, with their values as text.
private func fields(_ stack: LuaTableStack, _ reading: LuaTableStack.Reading, _ lua: LuaThread) -> [String] {
    reading.places.map { place in
        let (bytes, value) = stack.field(at: place)
        let name = String(decoding: bytes, as: UTF8.self)
        let before = lua.top
        defer { #expect(lua.top == before) }
        switch value {
        case .boolean(let value): return "\(name)=\(value)"
        case .integer(let value): return "\(name)=\(value)"
        case .number(let value): return "\(name)=\(value)"
        case .string(let bytes): return "\(name)='\(String(decoding: bytes, as: UTF8.self))'"
        case .other:
            stack.pushValue(at: place, of: reading, lua)
            defer { lua.pop() }
            return "\(name)=\(lua.type(at: -1).name)"
        }
    }
}

@Test(arguments: [1, 2, 31, 32, 33, 64, 65, 200, 5000])
func fieldsAreReadInTheOrderOfTheirBytes(_ count: Int) throws {
    try withState { (lua) throws in
        try lua.run("local t = {7, 8} for i = 1, \(count) do t['k' .. i] = i end return t", results: 1)
        let stack = LuaTableStack()
        let table = try stack.open(at: -1, of: lua)
        #expect(table.size.names == count && table.size.items == 2 && table.size.largest == 2)
        let names = (0..<count).map { "k\($0 + 1)" }.sorted()
        #expect(fields(stack, table, lua) == names.map { "\($0)=\($0.dropFirst())" })
        stack.close(table, of: lua)
        #expect(lua.top == 1)
        lua.pop()
    }
}

@Test func anEmptyTableHasNothingToRead() throws {
    try withState { (lua) throws in
        lua.pushTable()
        let stack = LuaTableStack()
        let table = try stack.open(at: 1, of: lua)
        #expect(table.size.names == 0 && table.size.items == 0 && table.places.isEmpty)
        stack.close(table, of: lua)
        lua.pop()
    }
}

@Test func eachKindOfValueIsRead() throws {
    try withState { (lua) throws in
        try lua.run(
            """
            return {a = true, b = false, c = 9007199254740993, d = 0.5, e = "x\\0y", f = {}, g = print,
                h = coroutine.create(print), i = io.stdout, j = "", k = math.mininteger, l = 3.0}
            """, results: 1)
        let stack = LuaTableStack()
        let table = try stack.open(at: 1, of: lua)
        #expect(
            fields(stack, table, lua) == [
                "a=true", "b=false", "c=9007199254740993", "d=0.5", "e='x\0y'", "f=table", "g=function", "h=thread",
                "i=userdata", "j=''", "k=-9223372036854775808", "l=3.0",
            ])
        stack.close(table, of: lua)
        lua.pop()
    }
}

@Test func namesAreBytes() throws {
    try withState { (lua) throws in
        try lua.run(
            #"""
            return {b = 1, ["a\0b"] = 2, a = 3, [""] = 4, ["\xff"] = 5, ["é"] = 6, B = 7, ["a\0"] = 8,
                eightbyte = 9, eightbytes = 10, eightbyta = 11, eightbyt = 12}
            """#, results: 1)
        let stack = LuaTableStack()
        let table = try stack.open(at: 1, of: lua)
        let seen = table.places.map { [UInt8](stack.field(at: $0).name) }
        let eight = Array("eightbyt".utf8)
        #expect(
            seen == [
                [], [0x42], [0x61], [0x61, 0], [0x61, 0, 0x62], [0x62], eight, eight + Array("a".utf8),
                eight + Array("e".utf8), eight + Array("es".utf8), [0xC3, 0xA9], [0xFF],
            ])
        stack.close(table, of: lua)
        lua.pop()
    }
}

@Test(arguments: [31, 32, 33, 1000])
func moreValuesThanHaveAPlaceAreLookedUp(_ count: Int) throws {
    try withState { (lua) throws in
        try lua.run("local t = {} for i = 1, \(count) do t['k' .. i] = {i} end return t", results: 1)
        let stack = LuaTableStack()
        let table = try stack.open(at: 1, of: lua)
        #expect(table.places.count == count && lua.top <= 40)
        for place in table.places {
            stack.pushValue(at: place, of: table, lua)
            lua.rawGet(1, at: -1)
            let name = String(decoding: stack.field(at: place).name, as: UTF8.self)
            #expect(lua.integer(at: -1).map { "k\($0)" } == name)
            lua.pop(2)
        }
        stack.close(table, of: lua)
        #expect(lua.top == 1)
        lua.pop()
    }
}

@Test func tablesInsideEachOtherStandAboveEachOther() throws {
    try withState { (lua) throws in
        try lua.run(
            "local t = {a = 1} for i = 1, 100 do t = {a = i, inner = t, z = 'z' .. i} end return t", results: 1)
        let stack = LuaTableStack()
        var open: [LuaTableStack.Reading] = []
        var index = 1
        while true {
            let table = try stack.open(at: index, of: lua)
            open.append(table)
            guard table.places.count == 3 else { break }
            stack.pushValue(at: table.places.lowerBound + 1, of: table, lua)
            index = lua.top
        }
        #expect(open.count == 101)
        for (depth, table) in open.enumerated().reversed() {
            let last = table.places.upperBound - 1
            #expect(String(decoding: stack.field(at: last).name, as: UTF8.self) == (depth == 100 ? "a" : "z"))
            if case .string(let bytes) = stack.field(at: last).value {
                #expect(String(decoding: bytes, as: UTF8.self) == "z\(100 - depth)")
            }
            stack.close(table, of: lua)
        }
        #expect(lua.top == 1)
        lua.pop()
    }
}

@Test func aKeyThatIsNeitherNameNorItemLeavesNoFields() throws {
    try withState { (lua) throws in
        let stack = LuaTableStack()
        for (code, other) in [
            ("{[0.5] = 1, a = {}, b = 2}", LuaTableKeys.Other.number(0.5)), ("{[0] = 1}", .integer(0)),
            ("{[true] = {}, {}, x = {}}", .boolean(true)), ("{[print] = 1}", .object(.function)),
        ] {
            try lua.run("return \(code)", results: 1)
            let table = try stack.open(at: 1, of: lua)
            #expect(table.size.other == other && table.places.isEmpty)
            stack.close(table, of: lua)
            #expect(lua.top == 1)
            lua.pop()
        }
    }
}

@Test(arguments: [1, 2, 31, 32, 33, 100])
func theFirstItemsAreReadAtOnceWhereThereIsNothingElse(_ count: Int) throws {
    try withState { (lua) throws in
        try lua.run(
            "local t = {} for i = 1, \(count) do t[i] = i % 2 == 0 and 'x' .. i or {i} end return t", results: 1)
        let stack = LuaTableStack()
        let table = try stack.open(at: 1, of: lua)
        #expect(table.size.names == 0 && table.size.items == count && table.size.largest == Int64(count))
        #expect(table.places.count == min(32, count))
        for (item, place) in table.places.enumerated() {
            if case .string(let bytes) = stack.field(at: place).value {
                #expect(String(decoding: bytes, as: UTF8.self) == "x\(item + 1)" && item % 2 == 1)
            } else {
                stack.pushValue(at: place, of: table, lua)
                #expect(lua.rawGet(1, at: -1) == .number && lua.integer(at: -1) == Int64(item + 1) && item % 2 == 0)
                lua.pop(2)
            }
        }
        stack.close(table, of: lua)
        #expect(lua.top == 1)
        lua.pop()
    }
}

@Test(arguments: [
    ("{1, nil, 3}", 0, 2, 3), ("{1, 2, 3, x = 1}", 1, 3, 3), ("{[2] = 1, [3] = {}}", 0, 2, 3),
    ("{1, nil, nil, {}, nil, 6}", 0, 3, 6), ("{[1] = 1, [4] = {}}", 0, 2, 4),
    // field/faults 1: whatever comes before the last item in the table.
    ("{[3] = 1, [1] = 1}", 0, 2, 3), ("{[26211] = 1, [1] = {}}", 0, 2, 26211), ("{a = 1, [1] = 9}", 1, 1, 1),
    ("{a = 1, b = {}, c = 3, [1] = 9}", 3, 1, 1),
])
func itemsWithHolesOrFieldsAreCountedAndNotRead(_ code: String, _ names: Int, _ items: Int, _ largest: Int64) throws {
    try withState { (lua) throws in
        try lua.run("return \(code)", results: 1)
        let stack = LuaTableStack()
        let table = try stack.open(at: 1, of: lua)
        #expect(table.size.names == names && table.size.items == items && table.size.largest == largest)
        #expect(table.places.count == names)
        stack.close(table, of: lua)
        #expect(lua.top == 1)
        lua.pop()
    }
}

@Test(arguments: [0, 1, 2, 31, 32, 33, 100])
func itemsAreReadAFewAtATime(_ count: Int) throws {
    try withState { (lua) throws in
        try lua.run("local t = {} for i = 1, \(count) do t[i] = i % 2 == 0 and i or {i} end return t", results: 1)
        let stack = LuaTableStack()
        var next = 1
        while next <= count {
            let items = try stack.openItems(next..<(count + 1), at: -1, of: lua)
            #expect(items.places.count == min(32, count + 1 - next))
            for place in items.places {
                if case .integer(let value) = stack.field(at: place).value {
                    #expect(value == Int64(next) && next % 2 == 0)
                } else {
                    stack.pushValue(at: place, of: items, lua)
                    lua.rawGet(1, at: -1)
                    #expect(lua.integer(at: -1) == Int64(next) && next % 2 == 1)
                    lua.pop(2)
                }
                next += 1
            }
            stack.close(items, of: lua)
            #expect(lua.top == 1)
        }
        lua.pop()
    }
}

/// Where a key lies depends on the seed; states that live side by side have different ones.
@Test func itemsAreReadWhateverTheSeedAndTheOrderOfTheirKeys() throws {
    var states: [LuaState] = []
    var firsts: Set<String> = []
    for seed in 0..<60 {
        let state = try LuaState()
        states.append(state)
        let lua = state.main
        firsts.insert(try lua.evaluate("return next{a = 1, [1] = 9}") ?? "")
        let stack = LuaTableStack()
        for (code, names, items, read) in [
            ("{a = 1, [1] = 9}", 1, 1, 1), ("{[3] = 3, [2] = 2, [1] = 1}", 0, 3, 3),
            ("{[0] = 0, [1] = 1}", 0, 1, 0), ("{[1e300] = 1, [1] = 1}", 0, 1, 0), ("{[true] = 1, [1] = 1}", 0, 1, 0),
        ] {
            try lua.run("return \(code)", results: 1)
            let table = try stack.open(at: 1, of: lua)
            #expect(table.size.names == names && table.size.items == items, "\(code), state \(seed)")
            #expect(table.size.others == (read == 0 ? 1 : 0) && table.places.count == read, "\(code), state \(seed)")
            stack.close(table, of: lua)
            lua.pop()
        }
    }
    // Else it was one seed all the time.
    #expect(firsts == ["a", "1"])
}

@Test(arguments: [1, 2, 31, 32, 33, 70])
func aListThatGrewFromItsEndIsReadInOrder(_ count: Int) throws {
    try withState { (lua) throws in
        try lua.run("local t = {} for i = \(count), 1, -1 do t[i] = i % 2 == 0 and i or {i} end return t", results: 1)
        let stack = LuaTableStack()
        let table = try stack.open(at: 1, of: lua)
        #expect(table.size.items == count && table.size.hasNoHoles && table.places.count == min(32, count))
        for (item, place) in table.places.enumerated() {
            if case .integer(let value) = stack.field(at: place).value {
                #expect(value == Int64(item + 1) && item % 2 == 1)
            } else {
                stack.pushValue(at: place, of: table, lua)
                lua.rawGet(1, at: -1)
                #expect(lua.integer(at: -1) == Int64(item + 1) && item % 2 == 0)
                lua.pop(2)
            }
        }
        stack.close(table, of: lua)
        #expect(lua.top == 1)
        lua.pop()
    }
}
