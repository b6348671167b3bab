import APIClient
import LuaBridge
import ManagementAPI
import TestSupport
import Testing

@testable import ScriptRuntime

/// What is written in C against what is written in Swift: the same text, or given up.
struct UsualJSONTests {
    /// Pushes a random value, mostly of what JSON has.
    private static let makeValue = """
        local seed, null, array = ...
        math.randomseed(seed)
        local texts = {"", "a", "plain text", "q\\"", "back\\\\slash", "\\n\\t\\r\\b\\f\\1\\31", "é", "漢字", "😀", ("x"):rep(40),
          ("long and \\"quoted\\" "):rep(50), "/", "\\127", "tab\\tend", ("y"):rep(9000), ("z"):rep(20000)}
        local function text() return texts[math.random(math.random(8) == 1 and #texts or 13)] end
        local function value(depth)
          local kind = math.random(depth > 4 and 8 or 12)
          if kind == 1 then return math.random(0) end
          if kind == 2 then return math.random(-9, 9) end
          if kind == 3 then return (math.random() - 0.5) * 10 ^ math.random(-300, 300) end
          if kind == 4 then return kind / 1 end
          if kind == 5 then return math.random(2) == 1 end
          if kind <= 7 then return text() end
          if kind == 8 then return null end
          local size = depth < 2 and math.random(4) == 1 and math.random(0, 80) or math.random(0, 4)
          local t = {}
          if kind <= 10 then
            for i = 1, size do t[i] = value(depth + 1) end
            return math.random(2) == 1 and array(t) or t
          end
          for _ = 1, size do t[text() .. math.random(40)] = value(depth + 1) end
          return t
        end
        return {value(0), value(0)}
        """

    @Test func aUsualValueIsWrittenAsAnyOther() throws {
        let fixture = try RuntimeFixture()
        let lua = fixture.state.main
        var longest = 0
        for seed in 1...150 {
            try lua.load(Self.makeValue, name: "=test")
            lua.push(seed)
            lua.pushRegistered(ValueMarks.null)
            lua.rawGetGlobal("array")
            try lua.call(arguments: 3, results: 1)
            var writer = LuaJSONWriter(thread: lua)
            try writer.write(at: -1, .root)
            let expected = try writer.finish().bytes
            longest = max(longest, expected.count)
            var text: [UInt8] = []
            #expect(
                lua.writeUsualJSON(at: -1, marks(lua)) {
                    text += $0; return true
                }, "seed \(seed)")
            #expect(text == expected, "seed \(seed)")
            #expect(try LuaJSONWriter.text(at: -1, of: lua) == expected)
            lua.pop()
        }
        #expect(longest > 20_000)
    }

    private func marks(_ lua: LuaThread) -> LuaJSONMarks {
        LuaJSONMarks(
            null: ValueMarks.nullAddress(of: lua), array: ValueMarks.Mark.array.rawValue,
            page: ValueMarks.Mark.page.rawValue)
    }

    @Test(arguments: [
        "{1, nil, 3}", "{1, x = 2}", "{[1.5] = 1}", "{[true] = 1}", "{f = print}", "{0/0}", "{1/0}", "{x = '\\xff'}",
        "{['\\xc0\\x80'] = 1}", "{'\\xed\\xa0\\x80'}", "{'\\xf4\\x90\\x80\\x80'}", "{'cut \\xe2\\x82'}",
        "{coroutine.running()}",
        "(function() local t = {} t.t = t return t end)()",
        "(function() local t = {} for _ = 1, 200 do t = {t} end return t end)()",
        "{catalogue}", "'text'", "1",
    ])
    func whatIsNotUsualIsGivenUp(_ code: String) throws {
        let fixture = try RuntimeFixture()
        let lua = fixture.state.main
        try lua.load("return \(code)", name: "=test")
        try lua.call(arguments: 0, results: 1)
        #expect(!lua.writeUsualJSON(at: -1, marks(lua)) { _ in true })
        lua.pop()
    }

    @Test func whoHasNoRoomIsNotAskedAgain() throws {
        let fixture = try RuntimeFixture()
        let lua = fixture.state.main
        try lua.load("return {('x'):rep(100000), ('y'):rep(100000)}", name: "=test")
        try lua.call(arguments: 0, results: 1)
        var asked = 0
        let isWritten = lua.writeUsualJSON(at: -1, marks(lua)) { _ in
            asked += 1
            return asked < 2
        }
        #expect(!isWritten && asked == 2)
        lua.pop()
    }

    /// The cursor of a page, and what else stands beside its items, is no part of the list.
    @Test func pagesAreWrittenAsTheirItems() throws {
        let fixture = try RuntimeFixture { _ in
            .answer(
                HTTPResponse(
                    status: 200, headers: [],
                    body: Array(#"{"experiments":[{"id":"1"},{"id":"2"}],"nextCursor":"c","more":{"a":1}}"#.utf8)))
        }
        try fixture.run(
            """
            assert(json.encode(experiments.list{}) == '[{"id":"1"},{"id":"2"}]')
            """)
    }
}
