import LuaBridge
import PrintingSupport
import Terminal
import Testing

@testable import Printing

struct ValuePrinterTests {
    private func printer(_ format: OutputFormat, isChosen: Bool = true) -> ValuePrinter {
        ValuePrinter(
            format: format, isFormatChosen: isChosen, style: PrintableStyle(columns: ["id", "key"]),
            json: PrintableJSON(
                text: { thread, index, _ in Array("<\(thread.type(at: index).name)>".utf8) },
                itemCount: JSONStub.itemCount),
            symbol: { thread, index in thread.type(at: index) == .userdata ? "null" : nil })
    }

    /// What printing the results of a chunk writes.
    private func printed(_ code: String, _ printer: ValuePrinter) throws -> String {
        let (console, captured) = Console.test()
        return try printed(code, printer, console, captured)
    }

    private func printed(
        _ code: String, _ printer: ValuePrinter, _ console: Console, _ captured: CapturedOutput
    ) throws -> String {
        let state = try LuaState()
        let thread = state.main
        try thread.load(code, name: "=test")
        try thread.call(arguments: 0, results: nil)
        let count = thread.top
        try printer.print(thread, count: count, to: console)
        #expect(thread.top == count)
        return captured.outText
    }

    @Test(arguments: [
        ("return 1, nil, 'two'", "1\nnil\ntwo\n"), ("return", ""), ("return nil", ""),
        ("return {1, 2, x = {}}", "{ 1, 2, x = {} }\n"),
        ("t = {} t.self = t return t", "{ self = <cycle> }\n"),
        ("return setmetatable({}, {__tostring = function() return 'I am\\27[2J' end})", "I am\\x1b[2J\n"),
        (
            "return setmetatable({}, {__tostring = function() error('no') end})",
            "<table: __tostring raised: test:1: no>\n"
        ),
        (
            "return setmetatable({}, {__tostring = function() return {} end})",
            "<table: __tostring raised: '__tostring' must return a string>\n"
        ),
        ("return setmetatable({1, 2}, {__name = 'array'})", "{ 1, 2 }\n"),
        ("return setmetatable({a = 1}, {__index = error, __pairs = error, __len = error})", "{ a = 1 }\n"),
        ("return setmetatable({1, [2.5] = 2}, {__index = {3, 4}})", "{ 1, [2.5] = 2 }\n"),
        ("return {[1.5] = 1, [true] = 2, b = 3, [10] = 4}", "{ [10] = 4, [1.5] = 1, b = 3, [true] = 2 }\n"),
        ("return 0/0 ~= 0/0, -(0/0) ~= 0, -0.0, math.maxinteger", "true\ntrue\n-0.0\n9223372036854775807\n"),
        ("return {0/0, -0.0, 1/0, math.mininteger}", "{ (0/0), -0.0, math.huge, math.mininteger }\n"),
        ("return 'a\\0b\\255'", "a\\x00b\\xff\n"), ("return {'a\\0b\\255'}", "{ \"a\\x00b\\xff\" }\n"),
        ("return {{1, 2, nil, 4}, [3] = true}", "{ { 1, 2, [4] = 4 }, [3] = true }\n"),
        ("return setmetatable({}, {__tostring = function() return 'a\\nb' end})", "a\\nb\n"),
    ])
    func forPeople(_ code: String, _ expected: String) throws {
        #expect(try printed(code, printer(.table)) == expected)
    }

    @Test func depthAndLengthHaveLimits() throws {
        let deep = try printed("local t = {} for i = 1, 100000 do t = {t} end return t", printer(.table))
        #expect(deep.contains("…"))
        let long = try printed("local t = {} for i = 1, 1000 do t[i] = i end return {t}", printer(.table))
        #expect(long.contains("… 800 more"))
    }

    @Test(arguments: [
        ("for i = 1, 1e6 do t[i] = i end", "-- … 999,000 more"),
        ("for i = 1, 1e6 do t[i] = {id = i} end", "1,000,000 rows · … 990,000 more"),
        ("for i = 1, 1e5 do t['k' .. i] = i end", "-- … 99,000 more"),
        ("for i = 1, 1e5 do t[i + 0.5] = i end", "-- … 99,000 more"),
    ])
    func aTerminalShowsTheBeginningOfAVeryLongTable(_ fill: String, _ expected: String) throws {
        let (console, captured) = Console.test(isTerminal: true)
        let shown = try printed("local t = {} \(fill) return t", printer(.table), console, captured)
        #expect(shown.contains(expected), "\(shown.suffix(200))")
        #expect(shown.utf8.count < 300_000)
    }

    /// However values lie in tables, no more than so many are taken in all.
    @Test(arguments: [
        "for i = 1, 20 do t[i] = i end", "for i = 1, 20 do t['k' .. i] = i end", "for i = 1, 20 do t[i + 0.5] = i end",
        "for i = 1, 4 do t[i] = {} for j = 1, 4 do t[i][j] = j end end",
    ])
    func noMoreValuesAreTakenThanInAll(_ fill: String) throws {
        let state = try LuaState()
        let thread = state.main
        try thread.load("local t = {} \(fill) return t", name: "=test")
        try thread.call(arguments: 0, results: 1)
        let limits = PrintableLimits(depth: 8, rows: 100, outer: 100, inner: 100, total: 10, string: 100)
        var snapshot = LuaSnapshot(limits: limits, usesToString: false) { _, _ in nil }
        func count(_ value: PrintableValue) -> (taken: Int, omitted: Int) {
            guard case .table(let table) = value else { return (value == .cut ? 0 : 1, value == .cut ? 1 : 0) }
            return (table.items + table.fields.map(\.value)).map(count).reduce((1, table.omitted)) {
                ($0.0 + $1.taken, $0.1 + $1.omitted)
            }
        }
        let (taken, omitted) = count(snapshot.value(thread, at: -1))
        #expect(taken <= 10 && omitted > 0, "\(taken) taken, \(omitted) omitted")
    }

    @Test func aFileGetsAllRows() throws {
        let shown = try printed("local t = {} for i = 1, 12000 do t[i] = {id = i} end return t", printer(.table))
        #expect(shown.hasSuffix("\n12000\n12,000 rows\n"))
    }

    @Test func rowsMayHaveDifferentFields() throws {
        let rows = "for i = 1, 30 do t[i] = {id = i, [i % 2 == 0 and 'b' or 'c'] = i, z = i} end"
        let shown = try printed("local t = {} \(rows) return t", printer(.table))
        #expect(shown.hasPrefix("id   b   c   z\n 1       1   1\n 2   2       2\n 3       3   3\n"))
    }

    @Test func aHugeStringIsCutWithItsRestCounted() throws {
        #expect(try printed("return ('x'):rep(1e6)", printer(.table)).hasSuffix("xx\n… 800,000 more bytes\n"))
        let nested = try printed("return {('é'):rep(1e4)}", printer(.table))
        #expect(nested.hasSuffix("é\" --[[… 18,000 more bytes]],\n}\n"))
    }

    @Test func whatCannotBeReadAsAnItemIsNoRow() throws {
        let rows = "for i = 1, 30 do t[i] = {id = i} end t[30] = 7"
        #expect(try printed("local t = {} \(rows) return t", printer(.table)).hasPrefix("{\n  { id = 1 },\n"))
    }

    @Test func aRowThatDescribesItselfIsNoRow() throws {
        let rows = "for i = 1, 30 do t[i] = {id = i} end setmetatable(t[2], {__tostring = function() return 'me' end})"
        #expect(try printed("local t = {} \(rows) return t", printer(.table)).contains("\n  me,\n"))
    }

    @Test func anInterruptStopsAToStringThatLoops() throws {
        let state = try LuaState()
        let thread = state.main
        thread.push("stopped")
        state.setInterruptValue(reason: 1)
        try thread.load("return setmetatable({}, {__tostring = function() while true do end end})", name: "=test")
        try thread.call(arguments: 0, results: 1)
        state.interrupter.interrupt(reason: 1)
        defer { state.clearInterrupt() }
        let (console, captured) = Console.test()
        #expect(throws: LuaError.self) { try printer(.table).print(thread, count: 1, to: console) }
        #expect(captured.outText.isEmpty)
    }

    @Test func jsonOnATerminalIsTheSameValueWithoutWhatCouldAct() throws {
        let code = "return {'\u{202E}\u{200B}é\u{9B}\u{E0041}\\127'}"
        let (console, captured) = Console.test(isTerminal: true)
        let terminal = ValuePrinter(
            format: .json, isFormatChosen: true, style: PrintableStyle(), json: JSONStub.json, symbol: { _, _ in nil })
        #expect(
            try printed(code, terminal, console, captured)
                == "[\n  \"\\u202e\\u200bé\\u009b\\udb40\\udc41\\u007f\"\n]\n")
        #expect(try printed(code, terminal) == "[\"\u{202E}\u{200B}é\u{9B}\u{E0041}\u{7F}\"]\n")
    }

    @Test func textsOfCSVAreExactInAPipeAndHarmlessOnATerminal() throws {
        let code = "return {{id = 'a\\27[2J\\nb'}}"
        #expect(try printed(code, printer(.csv)) == "id\n\"a\u{1B}[2J\nb\"\n")
        let (console, captured) = Console.test(isTerminal: true)
        #expect(try printed(code, printer(.csv), console, captured) == "id\na\\x1b[2J\\nb\n")
    }

    @Test func thePagerIsForWhatIsTallerThanTheScreen() throws {
        let paging = printer(.table)
        paging.pager = "less"
        let tall = "return ('x\\n'):rep(30)"
        func pagers(_ code: String, _ printer: ValuePrinter, isTerminal: Bool = true, width: Int = 80) throws
            -> [String]
        {
            let (console, captured) = Console.test(isTerminal: isTerminal, width: width)
            _ = try printed(code, printer, console, captured)
            #expect(!captured.out.isEmpty)
            return captured.pagers
        }
        #expect(try pagers(tall, paging) == ["less"])
        #expect(try pagers("return 1", paging).isEmpty)
        #expect(try pagers("return ('x'):rep(30)", paging, width: 1) == ["less"])
        #expect(try pagers("return ('x\\n'):rep(22)", paging).isEmpty)
        #expect(try pagers(tall, paging, isTerminal: false).isEmpty)
        #expect(try pagers(tall, printer(.table)).isEmpty)
    }

    @Test(arguments: [
        ("return 'raw\\27'", false, "raw\u{1B}\n"), ("return 'raw'", true, "<string>\n"),
        ("return 1.5", false, "1.5\n"),
        ("return {}", false, "<table>\n"), ("return {}, {}", true, "<table>\n<table>\n"),
    ])
    func jsonIsTheCallers(_ code: String, _ isChosen: Bool, _ expected: String) throws {
        #expect(try printed(code, printer(.json, isChosen: isChosen)) == expected)
    }

    @Test func aRawTextOnATerminalIsHarmless() throws {
        let (console, captured) = Console.test(isTerminal: true)
        let raw = printer(.json, isChosen: false)
        #expect(try printed("return 'a\\27[2J\\nb'", raw, console, captured) == "a\\x1b[2J\nb\n")
    }

    @Test(arguments: [("return {1, {}, 'x'}", "<number>\n<table>\n<string>\n"), ("return {a = 1}", "<table>\n")])
    func jsonLines(_ code: String, _ expected: String) throws {
        #expect(try printed(code, printer(.jsonl)) == expected)
    }

    @Test(arguments: [
        ("return {{id = 1, x = '=f'}, {id = 2, key = 'a,b', y = {}}}", "id,key,x,y\n1,,'=f,\n2,\"a,b\",,<table>\n"),
        ("return {id = 5, on = true}", "id,on\n5,true\n"), ("return {1, -2.5, 'x'}", "value\n1\n-2.5\nx\n"),
        ("return {{id = 1}, 7}", "value,id\n,1\n7,\n"), ("return 'one'", "one\n"), ("return {}", ""),
        // Lists among records are values as well, and names are bytes.
        ("return {{id = 1}, {7, 8}, {}}", "value,id\n,1\n<table>,\n,\n"),
        ("return {{['\\xff'] = 1, ['\u{E9}'] = 3, ['e\u{301}'] = 4}}", "e\u{301},\u{E9},\u{FFFD}\n4,3,1\n"),
    ])
    func commaSeparated(_ code: String, _ expected: String) throws {
        #expect(try printed(code, printer(.csv)) == expected)
    }

    /// field/faults 2: nothing of a list with a hole is better than the part before it.
    @Test(
        arguments: [OutputFormat.csv, .jsonl],
        [
            "{{id = 1}, nil, {id = 3}}", "{[3] = {id = 3}, [1] = {id = 1}}", "{[2] = 1}", "{{id = 1, {2}}, [9] = 1}",
        ])
    func dataOfAListWithAHoleIsAnError(_ format: OutputFormat, _ code: String) throws {
        let (console, captured) = Console.test()
        #expect(throws: PrintError.self) {
            _ = try printed("return \(code)", printer(format), console, captured)
        }
        #expect(captured.out.isEmpty)
    }

    /// For people a hole is a hole, and what comes after it is there.
    @Test(arguments: [
        ("{{id = 1}, nil, {id = 3}}", "id\n 1\nitem 2 is nil\n 3\n2 rows · 1 hole\n"),
        ("{[2000] = {id = 3}}", "id\nitems 1 to 1,999 are nil\n 3\n1 row · 1,999 holes\n"),
        ("{{id = 1}, {id = 2}, note = 'x', ['end'] = 1, [0] = 2}", "id\n 1\n 2\n2 rows\nalso: [0], end, note\n"),
        ("{1, nil, 3}", "{ 1, [3] = 3 }\n"), ("{{id = 1}, [3] = 5}", "{ { id = 1 }, [3] = 5 }\n"),
        ("{id = 1, list = {{a = 1}, [3] = {a = 3}}}", "id    1\nlist\n  a\n  1\n  item 2 is nil\n  3\n"),
        ("{id = 1, list = {{a = 1}, x = 2}}", "id    1\nlist\n  { { a = 1 }, x = 2 }\n"),
    ])
    func aHoleIsShownAndEndsNothing(_ code: String, _ expected: String) throws {
        #expect(try printed("return \(code)", printer(.table)) == expected)
        let plain = printer(.table)
        plain.isPlain = true
        let shown = try printed("return \(code)", plain)
        #expect(!code.contains("nil, {") || shown.contains("row 3 of 3\nid: 3\n") && shown.contains("item 2 is nil"))
    }

    @Test func aLongListWithHolesIsATableToo() throws {
        let rows = "for i = 1, 60 do if i % 20 ~= 10 then t[i] = {id = i} end end t.note = 1 t[90] = {id = 90}"
        let shown = try printed("local t = {} \(rows) return t", printer(.table))
        #expect(shown.contains("\n 9\nitem 10 is nil\n11\n") && shown.contains("\n60\nitems 61 to 89 are nil\n90\n"))
        #expect(shown.hasSuffix("\n58 rows · 32 holes\nalso: note\n"))
        #expect(shown.split(separator: "\n").count == 58 + 4 + 3)
    }

    /// field/prompt 2: tables in fields are shown in cells.
    @Test(arguments: [
        ("{{id = 1, tags = {'a', 'b'}}, {id = 2, tags = {'c'}}}", "id  tags\n 1  a, b\n 2  c\n2 rows\n"),
        ("{{id = 1, at = {x = 1, y = 2}}}", "id  at\n 1  x 1 · y 2\n1 row\n"),
        ("{{tags = {'a'}}}", "tags\na\n1 row\n"),
        ("{{id = 1, list = {1, nil, 3, k = {5}}}}", "id  list\n 1  1, [3] 3, k {5}\n1 row\n"),
        ("{{id = 1, list = {{key = 'a'}, {key = 'b', w = 2}}}}", "id  list\n 1  a, b…\n1 row\n"),
        ("{{id = 1, deep = {{1, {2}}, {x = {y = {}}}}}}", "id  deep\n 1  {1, {…}}, {x {…}}\n1 row\n"),
        ("{{id = 1, none = {}}}", "id  none\n 1\n1 row\n"),
    ])
    func tablesInFieldsAreCells(_ code: String, _ expected: String) throws {
        #expect(try printed("return \(code)", printer(.table)) == expected)
        // Long lists take another way to the same view.
        let many = "local t = {} for i = 1, 30 do t[i] = (\(code))[1] end return t"
        let first = expected.split(separator: "\n")[1]
        #expect(try printed(many, printer(.table)).split(separator: "\n")[1] == first)
    }

    @Test func whatDoesNotFitIsCountedAndNamed() throws {
        let rows = "for i = 1, n do t[i] = {} for j = 1, 30 do t[i][('field%02d'):format(j)] = 'value' .. j end end"
        for count in [2, 40] {
            let prompt = printer(.table)
            prompt.nextPageCommand = ".next"
            let code = "local t, n = {}, \(count) \(rows) return t"
            let shown = try printed(code, prompt)
            #expect(shown.contains("\n\(count) rows · 21 columns hidden: .expanded on\nhidden: field10, "), "\(shown)")
            #expect((10...30).allSatisfy { shown.contains("field\($0)") })
            #expect(try printed(code, printer(.table)).contains("21 columns hidden: --output json\n"))
            prompt.expanded = .on
            let cards = try printed(code, prompt)
            #expect(cards.contains("\nfield30  value30\n") && !cards.contains("hidden"))
        }
    }

    @Test(arguments: [
        "{ 1, 2, { a = 'b' } }", "'bytes \\0\\255\\27 \\n \"quoted\" \\\\ é日本'",
        "{ [1.5] = -0.0, [true] = 1e300, ['end'] = 0.1 }",
        "math.mininteger", "math.huge", "-math.huge", "1e15", "5e-324", "{ x = { {}, {}, y = 3 } }",
        "'\\u{202E}\\1239'", "setmetatable({ 1 }, { __tostring = function() return 'me' end })",
    ])
    func luaReadsBackTheSame(_ expression: String) throws {
        let text = try printed("return \(expression)", printer(.lua))
        #expect(text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A })
        let same = """
            local function same(a, b)
                if type(a) ~= 'table' or type(b) ~= 'table' then
                    return math.type(a) == math.type(b) and a == b
                        and (math.type(a) ~= 'float' or string.pack('d', a) == string.pack('d', b))
                end
                for k, v in pairs(a) do if not same(v, b[k]) then return false end end
                for k in pairs(b) do if a[k] == nil then return false end end
                return true
            end
            return same(\(expression), \(text))
            """
        #expect(try printed(same, printer(.table)) == "true\n")
    }

    @Test func luaRefusesWhatHasNoLiteral() {
        #expect(throws: PrintError.self) { try printed("return print", printer(.lua)) }
        #expect(throws: PrintError.cycle) { try printed("t = {} t[1] = t return t", printer(.lua)) }
        #expect(throws: PrintError.tooDeep(180)) {
            try printed("local t = {} for i = 1, 1000 do t = {t} end return t", printer(.lua))
        }
    }
}
