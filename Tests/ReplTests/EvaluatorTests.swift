import LuaBridge
import ReplSupport
import Terminal
import TestSupport
import Testing

@testable import Repl

struct EvaluatorTests {
    @Test func resultsHaveVariablesAndOldOnesGo() throws {
        let fixture = try ReplFixture()
        try fixture.enter("1, 2, 3")
        #expect(fixture.value("_ .. _1 .. _2 .. _3") == "1123")
        try fixture.enter("'only'")
        #expect(fixture.value("_") == "only")
        #expect(fixture.value("_2 == nil and _3 == nil") == "true")
        try fixture.enter("nil")
        try fixture.enter("x = 1")
        #expect(fixture.value("_") == "only")
        try fixture.enter("nil, 5")
        #expect(fixture.value("tostring(_) .. _2") == "nil5")
    }

    @Test func anUnderscoreOfOnesOwnIsLeftAloneUntilItIsNil() throws {
        let fixture = try ReplFixture()
        try fixture.enter("41")
        try fixture.enter("_ = 'mine'")
        #expect(fixture.errors.contains("note: _ is yours until it is nil"))
        try fixture.enter("7")
        #expect(fixture.value("_ .. _1") == "mine7")
        #expect(fixture.errors.split(separator: "\n").count == 1)
        try fixture.enter("_ = nil")
        try fixture.enter("8")
        #expect(fixture.value("_") == "8")
    }

    @Test func anErrorIsOneLineAndTheRestIsKept() throws {
        let fixture = try ReplFixture()
        #expect(try !fixture.enter("error({message = 'boom'})"))
        #expect(fixture.value("_error.message") == "boom")
        #expect(try !fixture.enter("error('no\\nluck', 0)"))
        #expect(fixture.value("_error") == "no\nluck")
        #expect(fixture.errors.split(separator: "\n").last == "no\\nluck")
        try fixture.command("traceback")
        #expect(fixture.errors.contains("stack traceback"))
    }

    @Test func aFileThatRaisesShowsWhereItWas() throws {
        let host = StubReplHost()
        host.onReadScript = { _ in Array("local function deep() error('far') end\ndeep()".utf8) }
        let fixture = try ReplFixture(host)
        try fixture.command("load", "a.lua")
        #expect(fixture.errors == "a.lua:1: far\n")
        #expect(fixture.context.evaluator.lastTraceback?.contains("a.lua:2: in main chunk") == true)
    }

    @Test func timeIsShownWhenAskedOrSlow() throws {
        let host = StubReplHost()
        var requests = 0
        host.onTraffic = {
            requests += 2
            return Traffic(requests: requests, bytes: requests * 100)
        }
        let fixture = try ReplFixture(host)
        try fixture.enter("1")
        #expect(fixture.errors.isEmpty)
        try fixture.command("timing", "on")
        try fixture.enter("1")
        #expect(fixture.errors.contains(" ms, 2 requests, 200 B\n"))
    }

    @Test(arguments: [(499, false, ""), (500, false, "500 ms\n"), (500, true, "")])
    func aSlowLineTellsItsTimeUnasked(_ milliseconds: Int, _ isQuiet: Bool, _ told: String) throws {
        let host = StubReplHost()
        var now = ContinuousClock.now
        host.onNow = { now }
        host.isQuiet = isQuiet
        host.onCall = { thread throws(LuaError) in
            now += .milliseconds(milliseconds)
            try thread.call(arguments: 0, results: nil)
        }
        let fixture = try ReplFixture(host, isTerminal: true)
        try fixture.enter("1")
        #expect(fixture.errors.contains(" ms") == !told.isEmpty && fixture.errors.contains(told), "\(fixture.errors)")
    }

    @Test func readingTheResultsIsNotTheLinesTime() throws {
        let host = StubReplHost()
        var now = ContinuousClock.now
        host.onNow = { now }
        host.onCall = { thread throws(LuaError) in
            now += .milliseconds(20)
            try thread.call(arguments: 0, results: nil)
        }
        let fixture = try ReplFixture(host)
        fixture.context.thread.push(function: { _ in
            now += .seconds(60)
            return .nothing
        })
        fixture.context.thread.rawSetGlobal("read")
        try fixture.command("timing", "on")
        try fixture.enter("setmetatable({}, {__tostring = function() read() return 'text' end})")
        #expect(fixture.output == "text\n")
        #expect(fixture.errors.hasSuffix("\n20.0 ms\n"))
    }

    @Test func aLoadedFileHasItsArgumentsAndKeepsItsGlobals() throws {
        let host = StubReplHost()
        host.onReadScript = { path in
            guard path == "/home/me/my file.lua" else { throw CommandError("wrong \(path)") }
            return Array("kept = arg[0] .. select('#', ...) .. (...) .. arg[2] return 'answer'".utf8)
        }
        host.home = "/home/me"
        let fixture = try ReplFixture(host)
        try fixture.command("load", "'~/my file.lua' one 'two three'")
        #expect(fixture.errors == "")
        #expect(fixture.value("kept") == "/home/me/my file.lua2onetwo three")
        #expect(fixture.output == "answer\n")
        #expect(fixture.value("_") == "answer")
        fixture.installShell()
        #expect(fixture.value("shell.load('~/my file.lua', 'a', 'b')") == "answer")
    }

    @Test func theSourceOfAFunctionComesFromItsEntryOrFile() throws {
        let host = StubReplHost()
        host.onReadScript = { _ in Array("\n\nfunction loaded()\n  return 1\nend\n".utf8) }
        let fixture = try ReplFixture(host)
        try fixture.enter("function f(a)\n  return a\nend")
        try fixture.enter("x = 1 function g() end y = 2")
        try fixture.command("load", "lib.lua")
        for (name, text) in [
            ("f", "-- entry 1, lines 1 to 3\nfunction f(a)\n  return a\nend\n"),
            ("g", "-- entry 2\nx = 1 function g() end y = 2\n"),
            ("loaded", "-- lib.lua, lines 3 to 5\nfunction loaded()\n  return 1\nend\n"),
            ("print", "print is built in\n"),
            ("x", "x is no function; it is a number\n"),
        ] {
            let before = fixture.errors.count
            try fixture.context.showSource(of: name)
            #expect(String(fixture.errors.dropFirst(before)) == text)
        }
        #expect(throws: CommandError("there is no nothing")) { try fixture.context.showSource(of: "nothing") }
    }

    @Test func savingNeverOverwritesUnasked() throws {
        let folder = try FreshFolder()
        let fixture = try ReplFixture()
        fixture.installShell()
        fixture.context.isPromptOpen = true
        try fixture.enter("x = 1")
        try fixture.enter("error('no')")
        fixture.context.transcript.markFailed(2)
        try fixture.enter("x + 1")
        let path = "\(folder.path)/my session.lua"
        try fixture.command("save", "'\(path)'")
        #expect(fixture.errors.hasSuffix("wrote 2 entries to \(path); 1 that failed left out\n"))
        #expect(try TextFile(path: path).read() == "x = 1\npp(x + 1)\n")
        #expect(throws: CommandError("\(path) is there already; .save! overwrites it")) {
            try fixture.command("save", "'\(path)' 3")
        }
        try fixture.command("save!", "'\(path)' 3")
        #expect(try TextFile(path: path).read() == "pp(x + 1)\n")
        #expect(fixture.value("shell.save('\(path)', '1-3', {overwrite = true})") == "3")
        #expect(throws: CommandError("there is no Lua among the entries 9")) { try fixture.command("save", "y 9") }
    }

    @Test func watchingMarksWhatChangedAndEndsByTheError() throws {
        let host = StubReplHost()
        host.onWait = { _, seconds in #expect(seconds == 5) }
        let fixture = try ReplFixture(host)
        try fixture.enter("n = 0")
        try fixture.command("watch", "5 (function() n = n + 1 if n == 3 then error('over') end return 'same', n end)()")
        let header = ": (function() n = n + 1 if n == 3 then error('over') end return 'same', n end)()\n"
        #expect(
            fixture.output
                == "every 5 s, run 1, Ctrl-C ends\(header)  same\n  1\nevery 5 s, run 2, Ctrl-C ends\(header)  same\n* 2\n"
        )
        #expect(fixture.errors.contains("over"))
    }

    @Test func ctrlCEndsAWatchWithoutAWord() throws {
        let host = StubReplHost()
        host.onWait = { _, _ in throw CommandError("interrupted") }
        host.onIsInterrupt = { $0.message == "interrupted" }
        let fixture = try ReplFixture(host)
        try fixture.command("watch", "'x'")
        #expect(fixture.errors.isEmpty)
    }

    @Test func thePromptIsTheUsersUntilItFails() throws {
        let fixture = try ReplFixture()
        #expect(fixture.context.promptText() == "> ")
        try fixture.command("set", "prompt function() return (name or error('none', 0)) .. '> ' end")
        try fixture.enter("name = 'me\\27[2J'")
        #expect(fixture.context.promptText() == "me\\x1b[2J> ")
        try fixture.enter("name = nil")
        #expect(fixture.context.promptText() == "> ")
        #expect(fixture.errors.contains("the prompt's function raised: none; .set prompt nil was done"))
        try fixture.command("set", "prompt '$ '")
        #expect(fixture.context.promptText() == "$ ")
        try fixture.command("set", "prompt nil")
        #expect(fixture.context.promptText() == "> ")
    }

    @Test func setListsAllOptionsWithTheirValues() throws {
        let fixture = try ReplFixture()
        try fixture.command("set")
        for option in PromptOption.all { #expect(fixture.errors.contains("\(option.name) "), "\(option.name)") }
        try fixture.command("set", "plain on")
        #expect(fixture.context.options.isPlain)
        #expect(throws: CommandError("plain is on or off")) { try fixture.command("set", "plain maybe") }
    }
}
