import LuaBridge
import Terminal
import Testing

@testable import Repl

struct LuaCompletionTests {
    private func complete(_ before: String, after setup: String = "") throws -> [String] {
        let state = try LuaState()
        let thread = state.main
        try thread.load(setup, name: "=setup")
        try thread.call(arguments: 0, results: 0)
        guard let context = CompletionContext(before: before) else { return [] }
        let result = LuaCompletion(thread: thread).complete(context)
        #expect(thread.top == 0)
        return result.candidates.map(\.text)
    }

    @Test(arguments: [
        ("string.re", ["rep", "reverse"]), ("x = math.ma", ["max", "maxinteger"]), ("whi", ["while"]),
        ("fo", ["for"]), ("('x'):re", ["rep", "reverse"]), ("name:re", ["rep", "reverse"]), ("nothing.here.", []),
        ("a.b.c.de", ["deep"]), ("a.b.c.", ["deep"]), ("'string.re", []), ("-- string.re", []), ("1", []), ("", []),
        ("f('x', string.re", ["rep", "reverse"]), ("a.method", ["methods"]), ("a:", ["run"]), ("x .. stri", ["string"]),
        ("a.inher", ["inherited"]), ("_hid", ["_hidden"]), ("..", []), ("goto ::x", []),
        ("list[2].fi", ["field"]), ("a.b['c'].de", ["deep"]), ("_G.math.ma", ["max", "maxinteger"]),
        ("a.b.c['", ["'deep'", "'no name'"].map { $0 + "]" }), ("a.b.c[\"no", ["\"no name\"]"]), ("list.", []),
        ("list[1]:re", ["rep", "reverse"]), ("f().x", []), ("numbers.", []),
    ])
    func names(_ before: String, _ expected: [String]) throws {
        let setup = """
            name = 'text' _hidden = 1 list = {'first', {field = 1}} numbers = {1, 2, 3}
            a = setmetatable({b = {c = {deep = 1, ['no name'] = 2}}, methods = 1, run = print},
                {__index = {inherited = 1}})
            """
        #expect(try complete(before, after: setup) == expected)
    }

    /// field/prompt 5: what Lua takes for no name is written in brackets, in place of the dot.
    @Test(arguments: [
        ("f.t", 2, ["[\"true\"]"]), ("f .t", 2, ["[\"true\"]"]), ("f. t", 3, ["[\"true\"]"]),
        ("f.e", 2, ["[\"end\"]", ".even"]),
        ("f.tr", 3, ["[\"true\"]"]), ("f.true", 5, ["[\"true\"]"]), ("f.ev", 2, ["even"]),
        ("f.a", 2, ["[\"a b\"]", "[\"a-b\"]"]),
        ("f.", 1, [".even", "[\"end\"]", "[\"true\"]"].sorted()), ("f:e", 1, ["even"]), ("f:tr", 2, []),
        ("odd.", 1, [#"["\xff"]"#, "[\"é\"]"].sorted()), ("nested.inner.n", 2, ["[\"nil\"]"]),
        ("x = nested[1].", 1, ["[\"and\"]"]), ("print(f.t", 2, ["[\"true\"]"]),
        ("en", 2, ["end", "entry"]),
    ])
    func whatIsNoNameStandsInBrackets(_ before: String, _ replaced: Int, _ expected: [String]) throws {
        let state = try LuaState()
        let thread = state.main
        try thread.load(
            """
            f = {["true"] = 1, ["end"] = print, ["a b"] = 2, ["a-b"] = 3, even = print}
            odd = {["\\xff"] = 1, ["é"] = 2}
            nested = {{["and"] = 1}, inner = {["nil"] = 1}}
            entry = 1
            _G["end"] = 1
            _G["en d"] = 1
            """, name: "=setup")
        try thread.call(arguments: 0, results: 0)
        let context = try #require(CompletionContext(before: before))
        let result = LuaCompletion(thread: thread).complete(context)
        #expect(Set(result.candidates.map(\.text)) == Set(expected) && result.candidates.count == expected.count)
        #expect(result.replacedBytes == replaced || expected.isEmpty)
        // What Tab makes of the line is Lua.
        for candidate in result.candidates where candidate.text != "end" {
            let line = before.dropLast(result.replacedBytes) + candidate.text
            let code = line.contains("(") ? line + ")" : line.contains(":") ? line + "()" : "y = " + line
            try thread.load(line.contains("=") ? String(line) : String(code), name: "=line")
            thread.pop()
        }
    }

    @Test func noCodeRuns() throws {
        let state = try LuaState()
        let thread = state.main
        try thread.load(
            """
            runs = 0
            local function run() runs = runs + 1 return {inner = 1} end
            trap = setmetatable({}, {__index = run, __pairs = run, __len = run})
            setmetatable(_G, {__index = run})
            """, name: "=setup")
        try thread.call(arguments: 0, results: 0)
        for text in ["trap.x.", "trap.", "unknown.", "trap[1].", "trap['"] {
            let context = try #require(CompletionContext(before: text))
            #expect(LuaCompletion(thread: thread).complete(context).candidates.isEmpty)
        }
        thread.rawGetGlobal("runs")
        #expect(thread.integer(at: -1) == 0)
    }

    /// Whatever a key holds, it is text in the line.
    @Test func aKeyIsWrittenAsItsLiteral() throws {
        let setup = "t = {['q\" .. f()\\27'] = 1, ['q\\''] = 2}"
        #expect(try complete("t[\"q", after: setup) == [#""q\" .. f()\x1b"]"#, #""q'"]"#])
        #expect(try complete("t['q", after: setup) == [#"'q" .. f()\x1b']"#, #"'q\'']"#])
    }

    @Test func tablesThatPointAtThemselvesEnd() throws {
        #expect(try complete("t.x", after: "t = {} setmetatable(t, {__index = t}) t.xyz = 1") == ["xyz"])
        #expect(try complete("t.none.", after: "t = {} setmetatable(t, {__index = t})") == [])
    }

    @Test func hugeTablesAreLookedAtInPart() throws {
        let setup = """
            many = {} for i = 1, 300000 do many[i] = i end for i = 1, 300000 do many["x" .. i] = i end
            """
        let found = try complete("many.x", after: setup)
        #expect(found.count <= LuaCompletion.mostEntries)
    }

    @Test func aLineAboutEachValueIsAsked() throws {
        let state = try LuaState()
        let thread = state.main
        try thread.load("t = {one = 1, two = 2}", name: "=setup")
        try thread.call(arguments: 0, results: 0)
        let completion = LuaCompletion(thread: thread) { thread, index in thread.integer(at: index).map { "is \($0)" } }
        let context = try #require(CompletionContext(before: "t."))
        #expect(completion.complete(context).candidates.map(\.summary) == ["is 1", "is 2"])
    }
}
