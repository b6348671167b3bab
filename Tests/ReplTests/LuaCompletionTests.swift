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
