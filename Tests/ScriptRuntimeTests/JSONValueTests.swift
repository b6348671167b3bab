import LuaBridge
import ScriptRuntime
import Testing

/// Lua that encodes, and the text.
private let encodings: [(String, String)] = [
    ("nil", "null"), ("null", "null"), ("true", "true"), ("1", "1"), ("-0.0", "-0.0"), ("1.0", "1.0"),
    ("1e300", "1e+300"),
    ("0.1", "0.1"), ("9223372036854775807", "9223372036854775807"), ("math.mininteger", "-9223372036854775808"),
    ("2^53", "9007199254740992.0"), ("'a'", #""a""#), (#""a\0\"\n""#, #""a\u0000\"\n""#), ("{}", "{}"),
    ("array{}", "[]"), ("array()", "[]"), ("{[3] = 3, [2] = 2, [1] = 1}", "[1,2,3]"), ("{1, 2}", "[1,2]"),
    ("{a = 1}", #"{"a":1}"#), ("{null}", "[null]"),
    ("{b = 1, a = 2, ['10'] = 3}", #"{"10":3,"a":2,"b":1}"#), ("{{}, array{}, {x = {}}}", "[{},[],{\"x\":{}}]"),
    ("json.decode('[]')", "[]"), ("json.decode('{}')", "{}"),
    ("(function() local t = json.decode('[1,2]') t[1] = nil t[2] = nil return t end)()", "[]"),
    ("(function() local t = {} return {t, t} end)()", "[{},{}]"), ("array{a = nil}", "[]"),
    ("setmetatable({1}, {__index = function() error('ran') end})", "[1]"),
]

@Test func valuesAreWrittenAsJSON() throws {
    let fixture = try RuntimeFixture()
    for (code, text) in encodings {
        #expect(try fixture.evaluate("return json.encode(\(code))") == text, "\(code)")
        #expect(fixture.state.main.top == 0, "\(code)")
    }
    #expect(try fixture.evaluate("return json.encode({a = {1}}, {indent = 2})") == "{\n  \"a\": [\n    1\n  ]\n}")
}

/// Lua that cannot be encoded, and why.
private let refusals: [(String, String)] = [
    ("0/0", "json.encode: NaN has no JSON text"), ("{a = {1, 1/0}}", "a[2]: infinity has no JSON text"),
    ("-1/0", "-infinity has no JSON text"), ("print", "a function has no JSON text"),
    ("{a = coroutine.create(print)}", "a: a thread has no JSON text"),
    ("{io.stdout}", "[1]: a userdata has no JSON text"),
    ("{1, 2, x = 3}", "the table is an array and has the field x too"),
    ("(function() local a = array{} a.x = 1 return a end)()", "the table is an array and has the field x too"),
    // field/faults 1: the same however the table grew.
    ("{[3] = 'c', [1] = 'a'}", "item 2 of the array is nil"), ("{[1] = 'a', [3] = 'c'}", "item 2 of the array is nil"),
    ("{[26211] = 'b', [1] = 'a'}", "item 2 of the array is nil"), ("{[0] = 1, [1] = 1}", "the key 0"),
    ("{[1] = 1, [0] = 1}", "the key 0"), ("{[100] = 1, [1] = 1}", "item 2"), ("{[1000000] = 1, [1] = 1}", "item 2"),
    ("{[-1] = 1, [0] = 1, 1}", "the key -1"), ("{a = 1, [1] = 9}", "the table is an array and has the field a too"),
    ("{['end'] = 1, 9}", "has the field [\"end\"] too"),
    ("{x = {{[3] = {key = 'c'}, [1] = {key = 'a'}}}}", "x[1]: item 2 of the array is nil"),
    ("{1, nil, 3}", "item 2 of the array is nil"), ("{[2] = 1}", "item 1 of the array is nil"),
    ("{[math.maxinteger] = 1}", "item 1 of the array is nil"), ("{[0] = 1}", "a table with the key 0 has no JSON text"),
    ("{[-1] = 1}", "a table with the key -1 has no JSON text"),
    ("{[1.5] = 1}", "a table with the key 1.5 has no JSON text"),
    ("{[true] = 1}", "a table with the key true has no JSON text"),
    ("{x = {[{}] = 1}}", "x: a table with a table as key has no JSON text"),
    (#"{x = "\xff"}"#, "x: the string is not valid UTF-8"),
    (#"{x = "\xed\xa0\x80"}"#, "x: the string is not valid UTF-8"),
    (#"{["\xff"] = 1}"#, "the string is not valid UTF-8"),
    ("(function() local t = {} t.a = {t} return t end)()", "a[1]: the table contains itself"),
    (
        "(function() local t = {} for i = 1, 100000 do t = {t} end return t end)()",
        "tables are nested deeper than 1000 levels"
    ),
    (
        "(function() local t = {} for i = 1, 1000 do t = {t} end return t end)()",
        "tables are nested deeper than 1000 levels"
    ),
]

@Test func whatHasNoJSONTextIsAnErrorThatNamesThePlace() throws {
    let fixture = try RuntimeFixture()
    for (code, words) in refusals {
        let message = try fixture.message(of: "json.encode(\(code))")
        #expect(message.contains(words), "\(code): \(message)")
        #expect(fixture.state.main.top == 0, "\(code)")
    }
}

@Test func JSONBecomesValues() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        #"""
        local d = json.decode
        assert(d'1' == 1 and math.type(d'1') == "integer")
        assert(math.type(d'1.0') == "float" and math.type(d'1e2') == "float" and math.type(d'-0') == "float")
        assert(d'9223372036854775807' == math.maxinteger and d'-9223372036854775808' == math.mininteger)
        assert(math.type(d'9223372036854775808') == "float")
        assert(d'null' == null and d'[null]'[1] == null and #d'[null,1,null]' == 3)
        assert(d'{"a":null}'.a == nil and next(d'{"a":null}') == nil)
        assert(d'true' == true and d'false' == false)
        assert(d'"a\\u0000b"' == "a\0b" and d'"\\ud83d\\ude00"' == "\u{1F600}")
        assert(d'{"a":1,"a":2}'.a == 2 and d'{"a":1,"a":null}'.a == nil and d'{"a":null,"a":3}'.a == 3)
        assert(d'{"a":1,"b":2,"a":null,"a":{"x":[]}}'.a.x[1] == nil)
        assert(d'{"":1}'[""] == 1)
        assert(tostring(null) == "null" and type(null) == "userdata" and null ~= nil)
        local t = d'{"a":[1,{"b":[[],{}]}],"c":"x"}'
        assert(t.a[1] == 1 and #t.a[2].b == 2 and t.c == "x")
        """#)
}

@Test(arguments: [0, 1, 2, 127, 128, 129, 255, 256, 257, 300, 100_000])
func arraysOfAnyLengthKeepTheirItems(_ count: Int) throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        local parts = {}
        for i = 1, \(count) do parts[i] = i % 7 == 0 and "null" or tostring(i) end
        local text = "[" .. table.concat(parts, ",") .. "]"
        local t = json.decode(text)
        assert(#t == \(count))
        for i = 1, \(count) do assert(t[i] == (i % 7 == 0 and null or i), i) end
        assert(json.encode(t) == text)
        local nested = json.decode('{"a":[' .. text .. "," .. text .. '],"b":' .. text .. "}")
        assert(#nested.a == 2 and #nested.a[2] == \(count) and #nested.b == \(count))
        """)
}

@Test func objectsOfManyFieldsKeepThem() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        local parts = {}
        for i = 1, 20000 do parts[i] = '"k' .. i .. '":' .. i end
        local t = json.decode("{" .. table.concat(parts, ",") .. "}")
        for i = 1, 20000 do assert(t["k" .. i] == i) end
        assert(json.decode(json.encode(t)).k777 == 777)
        """)
}

@Test func aThousandLevelsAreReadAndWrittenAndOneMoreIsNot() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        for _, pair in ipairs{{"[", "]"}, {'{"a":', "}"}} do
          local open, close = pair[1], pair[2]
          local text = open:rep(1000) .. (open == "[" and "" or "1") .. close:rep(1000)
          assert(json.encode(json.decode(text)) == text)
          for _, depth in ipairs{1001, 100000} do
            local ok, err = pcall(json.decode, open:rep(depth) .. "1" .. close:rep(depth))
            assert(not ok and err.kind == "argument", tostring(err))
          end
        end
        """)
}

@Test func textThatIsNoJSONSaysWhere() throws {
    let fixture = try RuntimeFixture()
    for text in ["", " ", "[", "{", "[1,]", "{\"a\"}", "01", "nul", "1 2", "\"\\ud800\"", "\"\u{1}\"", "[NaN]", "'a'"] {
        let lua = fixture.state.main
        lua.push(text)
        lua.rawSetGlobal("text")
        let message = try fixture.message(of: "json.decode(text)")
        #expect(message.hasPrefix("argument: json.decode: "), "\(text): \(message)")
    }
    #expect(try fixture.message(of: #"json.decode('"\xff"')"#).contains("json.decode"))
}

@Test func decodingStaysWithinTheMemoryLimit() throws {
    let fixture = try RuntimeFixture()
    try fixture.run("text = '[' .. ('[1,2,3,4],'):rep(200000) .. '1]' ; long = '\"' .. ('x'):rep(3000000) .. '\"'")
    fixture.state.collectGarbage()
    fixture.state.memoryLimit = fixture.state.memoryUsed + 1_000_000
    #expect(try fixture.message(of: "json.decode(text)") == "not enough memory")
    #expect(try fixture.message(of: "json.decode('[' .. '1,' .. '2]'); json.decode(long)") == "not enough memory")
    #expect(fixture.state.main.top == 0)
    // What nobody needs any more does not count.
    try fixture.run(
        """
        local small = '[' .. ('[1,2,3,4],'):rep(2000) .. '1]'
        collectgarbage("stop")
        for i = 1, 20 do assert(#json.decode(small) == 2001) end
        collectgarbage("restart")
        """)
    fixture.state.memoryLimit = nil
    try fixture.run("assert(#json.decode(text) == 200001)")
}

/// field/faults 22: a script's own texts are read as strictly as ever, unless it asks.
@Test func decodeReplacesHalfACharacterOnlyWhereItIsAsked() throws {
    let fixture = try RuntimeFixture()
    for text in [#"["\ud83d"]"#, #"["\udc00\ud83d"]"#, #"{"\ud83d": 1}"#, "[\"\\xed\\xa0\\xbd\"]"] {
        let code = "local text = '\(text.replacing("\\u", with: "\\\\u"))' "
        #expect(try fixture.message(of: code + "json.decode(text)").hasPrefix("argument: json.decode: "), "\(text)")
        try fixture.run(code + "json.decode(text, {replace_surrogates = true})")
        #expect(
            try fixture.message(of: code + "json.decode(text, {replace_surrogates = false})").contains("json.decode"))
    }
    #expect(
        try fixture.evaluate(#"return json.decode('["\\ud83d\\ud83d\\ude00\\ud83d"]', {replace_surrogates = true})[1]"#)
            == "\u{FFFD}\u{1F600}\u{FFFD}")
    #expect(try fixture.message(of: "json.decode('1', {replace = true})").contains("replace_surrogates"))
    #expect(try fixture.message(of: "json.decode('1', {replace_surrogates = 1})").contains("true or false"))
    #expect(try fixture.message(of: "json.decode('1', 1)").contains("expected a table"))
}

/// 26 tables that hold each other twice are 67 million to write.
@Test func aStopEndsTheWritingOfTablesThatHoldEachOther() throws {
    let fixture = try RuntimeFixture()
    try fixture.run("a = {} for i = 1, 26 do a = {a, a} end")
    let lua = fixture.state.main
    lua.rawGetGlobal("a")
    defer { lua.pop() }
    fixture.state.interrupter.interrupt(reason: ScriptRuntime.Stop.interrupt.rawValue)
    #expect(throws: (any Error).self) { try fixture.runtime.values.json(at: -1, of: lua) }
    fixture.state.clearInterrupt()
}

@Test func longTextsWithEscapesAreReadWhole() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        #"""
        local function same(a, b)
          if type(a) ~= "table" then return a == b end
          for k, v in pairs(a) do if not same(v, b[k]) then return false end end
          for k in pairs(b) do if a[k] == nil then return false end end
          return true
        end
        local t = {}
        for i = 1, 3000 do
          t[i] = {["k\n" .. i % 50] = ("é\t" .. i):rep(i % 40), plain = "x" .. i, [("q\""):rep(i % 9)] = {i, "\\", i / 2}}
        end
        -- As long as what is kept of escaped texts, and longer; in between, short ones.
        for i, size in ipairs{4095, 4096, 4097, 16382, 16383, 16384, 16385, 16386, 70000, 2000000} do
          t["long" .. i] = {("\n"):rep(size), "\t", ("x"):rep(size), "\t\t"}
          t["\n" .. ("k"):rep(size)] = "\n"
        end
        t = {fields = t, items = {t[1], {t[2], {t[3]}}}}
        for i = 1, 3000 do
          t.items[#t.items + 1] = t.fields[i]
          t.fields[i] = nil
        end
        assert(same(t, json.decode(json.encode(t))))
        """#)
}
