import LuaBridge
import ReplSupport
import TestSupport
import Testing

@testable import Repl

// field/prompt 1
struct SavedEntriesTests {
    private let fixture: ReplFixture
    private let folder: FreshFolder

    init() throws {
        fixture = try ReplFixture()
        folder = try FreshFolder()
        fixture.installShell()
        fixture.context.isPromptOpen = true
    }

    private var file: String { folder.path + "/saved.lua" }

    private func refusal(_ entries: [String], _ selection: String? = nil) throws -> String? {
        for entry in entries { try fixture.enter(entry) }
        do {
            _ = try fixture.context.save(file, selection, overwrites: false)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test(
        arguments: [
            ("x = 1", false, "x = 1"), ("x + 1", true, "pp(x + 1)"), ("= x", true, "pp(x)"),
            ("(f or g)()", false, ";(f or g)()"), ("--[[c]] (f or g)()", false, ";--[[c]] (f or g)()"),
            ("x -- why", true, "pp(x -- why\n)"), ("x;", false, "do local _ = x; end"),
            ("x; -- why", false, "do local _ = x; -- why\nend"),
            ("f()", true, "pp(f())"), ("f()", false, "f()"), ("f();", false, "f();"),
            ("local x = 1", false, "do local x = 1 end"), ("local x = 1 -- why", false, "do\nlocal x = 1 -- why\nend"),
            ("return x", true, "pp((function(...) return x end)())"),
            ("if x then return end f()", false, ";(function(...) if x then return end f() end)()"),
            ("f(...)", false, ";(function(...) return f(...) end)()"),
            ("...", true, "pp((function(...) return ... end)())"),
            ("function f(...) local y = ... return y end", false, "function f(...) local y = ... return y end"),
            ("for _, e in ipairs(l) do local k = e end", false, "for _, e in ipairs(l) do local k = e end"),
            ("goto done ::done::", false, "do goto done ::done:: end"), ("x = 'return'", false, "x = 'return'"),
        ] as [(String, Bool, String)])
    func anEntryIsAChunkOfItsOwn(_ entry: String, _ hasShown: Bool, _ expected: String) {
        let lua = LuaEntry(entry, compiles: fixture.context.compiles)
        #expect(SavedEntries.text([.init(entry: lua, hasShown: hasShown)]) == expected + "\n")
        #expect(fixture.context.compiles("f = g\n" + expected + "\n;(g)()"))
    }

    /// Each session writes a log; its file writes the same one in another state.
    @Test(arguments: [
        ["x = 'a'", "local x = 'b'", "note(x)"],
        ["f = note", "('x'):rep(2)", "(f or note)('c')"],
        ["return note('d')", "note('e')"],
        ["if true then return note('f') end", "note('g')"],
        ["note(...)", "note(select('#', ...))"],
        ["x = 1; -- silent", "note(x);", "x = x + 1 -- why", "note(x)"],
        ["t = {}", "for _, v in ipairs{1, 2} do t[#t + 1] = v end", "note(#t)", "t"],
        ["function f(_, y) return y end", "note(f(1, 2))", "note(('a_b'):gsub('_', ' '))"],
        ["goto out\nnote('never')\n::out:: note('h')", "note('i')"],
        ["local function x() note('inner') end x()", "note(x)"],
        ["x = note\n", "--[[a comment]] (x)('k')"],
        ["error('left out')", "x = nothing.at.all", "note('l')"],
        (1...250).map { "note(\($0));" } + (1...250).map { "local x\($0) = \($0)" } + ["x1;"],
    ])
    func theFileDoesTheSame(_ entries: [String]) throws {
        let prelude = """
            log = {}
            function note(...) for i = 1, select('#', ...) do log[#log + 1] = tostring((select(i, ...))) end end
            """
        let reader = "table.concat(log, ' ')"
        for entry in entries {
            if fixture.context.transcript.entries.isEmpty { #expect(fixture.failure(prelude) == nil) }
            try fixture.enter(entry)
        }
        _ = try fixture.context.save(file, nil, overwrites: false)
        let host = StubReplHost()
        host.onReadScript = { try TextFile(path: $0).bytes() }
        let other = try ReplFixture(host)
        other.installShell()
        #expect(other.failure(prelude + " function pp() end") == nil)
        #expect(other.failure("local load = shell.load load('\(file)', 'an argument')") == nil)
        #expect(other.value(reader) == fixture.value(reader))
        #expect(fixture.value(reader) != "")
    }

    @Test(
        arguments: [
            ("x = _", "uses _"), ("f(_[1])", "uses _"), ("_", "uses _"), ("x = _2", "uses _2"),
            ("_error", "uses _error"),
            ("f = function() return _ end", "uses _"), ("_ = 5", "uses _"), ("if _ then return _1 end", "uses _"),
            ("x = _G._", "uses _"), ("x = _G['_2']", "uses _2"), ("x = _ENV._1", "uses _1"), ("x = arg[1]", "uses arg"),
            ("f = function() return shell.next() end", "calls shell.next for the page that was shown last"),
            ("f = shell.next", "calls shell.next for the page that was shown last"),
            ("x = shell.history(5)", "calls shell.history"), ("for _ = 1, 2 do x = 1 end x = _", "uses _"),
            (" x = 5", "is private"), ("k = 'ampex_0123456789'", "is private"),
            ("x = 5 error('half')", "failed in its middle"), ("for i = 1, 2 do x = i.y end", "failed in its middle"),
        ])
    func whatAFileCannotDoAgainIsNamed(_ entry: String, _ reason: String) throws {
        #expect(fixture.failure("arg = {1}") == nil)
        let said = try #require(try refusal(["f = type", "({1})", entry]))
        #expect(said.contains("nothing was saved") && said.contains("entry 3 \(reason);"), "\(said)")
        #expect(throws: CommandError.self) { try TextFile(path: file).read() }
        // It can be left out by asking for the others.
        #expect(try refusal([], "1-2") == nil)
    }

    @Test(arguments: [
        "for _, e in ipairs{1} do x = e end", "local _ = 5", "t = {_ = 1} x = t._", "x = ('a_b'):gsub('_', ' ')",
        "function g(_) return _ end", "local _, y = 1, 2", "x = '_'", "x = shell.output()", "x = _G.type",
        "x = 1 -- _",
    ])
    func namesOfItsOwnAreNoneOfThePrompt(_ entry: String) throws {
        #expect(try refusal(["x = 1", entry]) == nil)
    }

    @Test func whatIsLeftOutIsTold() throws {
        try fixture.enter("x = 1")
        try fixture.enter("x = nothing.at.all")
        try fixture.enter("error('a call')")
        let count = try fixture.context.save(file, nil, overwrites: false)
        #expect(count.written == 1)
        #expect(count.leftOut == ["2 that failed"])
        // Who asks for them gets them.
        #expect(try fixture.context.save(file, "1,3", overwrites: true).written == 2)
    }
}
