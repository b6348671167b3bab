import LuaBridge
import Terminal
import Testing

@testable import Repl

struct ValuePrinterTests {
    private func printer(_ format: OutputFormat, isChosen: Bool = true) -> ValuePrinter {
        ValuePrinter(
            format: format, isFormatChosen: isChosen, style: PrintableStyle(columns: ["id", "key"]),
            json: { thread, index in Array("<\(thread.type(at: index).name)>".utf8) },
            symbol: { thread, index in thread.type(at: index) == .userdata ? "null" : nil })
    }

    /// What printing the results of a chunk writes.
    private func printed(_ code: String, _ printer: ValuePrinter) throws -> String {
        let state = try LuaState()
        let thread = state.main
        let (console, captured) = Console.test()
        try thread.load(code, name: "=test")
        try thread.call(arguments: 0, results: nil)
        let count = thread.top
        try printer.print(thread, count: count, to: console)
        #expect(thread.top == count)
        return captured.outText
    }

    @Test(arguments: [
        ("return 1, nil, 'two'", "1\ntwo\n"), ("return", ""), ("return nil", ""),
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
        ("return {[1.5] = 1, [true] = 2, b = 3, [10] = 4}", "{ [10] = 4, [1.5] = 1, b = 3, [true] = 2 }\n"),
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
        ("return 'raw\\27'", false, "raw\u{1B}\n"), ("return 'raw'", true, "<string>\n"),
        ("return 1.5", false, "1.5\n"),
        ("return {}", false, "<table>\n"), ("return {}, {}", true, "<table>\n<table>\n"),
    ])
    func jsonIsTheCallers(_ code: String, _ isChosen: Bool, _ expected: String) throws {
        #expect(try printed(code, printer(.json, isChosen: isChosen)) == expected)
    }

    @Test(arguments: [("return {1, {}, 'x'}", "<number>\n<table>\n<string>\n"), ("return {a = 1}", "<table>\n")])
    func jsonLines(_ code: String, _ expected: String) throws {
        #expect(try printed(code, printer(.jsonl)) == expected)
    }

    @Test(arguments: [
        ("return {{id = 1, x = '=f'}, {id = 2, key = 'a,b', y = {}}}", "id,key,x,y\n1,,'=f,\n2,\"a,b\",,<table>\n"),
        ("return {id = 5, on = true}", "id,on\n5,true\n"), ("return {1, -2.5, 'x'}", "value\n1\n-2.5\nx\n"),
        ("return {{id = 1}, 7}", "value,id\n,1\n7,\n"), ("return 'one'", "one\n"), ("return {}", ""),
    ])
    func commaSeparated(_ code: String, _ expected: String) throws {
        #expect(try printed(code, printer(.csv)) == expected)
    }

    @Test(arguments: [
        "{ 1, 2, { a = 'b' } }", "'bytes \\0\\255\\27 \\n \"quoted\" \\\\ é日本'",
        "{ [1.5] = -0.0, [true] = 1e300, ['end'] = 0.1 }",
        "math.mininteger", "math.huge", "-math.huge", "1e15", "5e-324", "{ x = { {}, {}, y = 3 } }",
        "'\\u{202E}\\1239'",
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
