import Platform
import TestSupport
import Testing

/// `os.exit`: stock Lua's meaning, by the one way out.
struct OsExitTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    private func run(_ code: String, at url: String) throws -> ShellProcess.Result {
        try home.ampsh(["-q", "--url", url, "-e", code], environment: ["AMPSH_API_KEY": "ampex_exit123456789"])
    }

    /// field/attack 3
    @Test(arguments: [
        "os.exit(0)", "os.exit()", "os.exit(true)", "os.exit(0, true)", "coroutine.wrap(function() os.exit(0) end)()",
        "pcall(os.exit, 0)", "setmetatable({}, {__gc = function() os.exit(0) end}) collectgarbage()",
        "table.sort({2, 1}, function() os.exit(0) end)",
    ])
    func changesOnTheirWayAreWaitedForAndItemsThatWereNotDoneAreNoSuccess(_ exit: String) throws {
        let server = try ScriptedServer { _ in .answer(after: .milliseconds(300)) }
        defer { server.end() }
        let code = """
            parallel({1, 2, 3, 4, 5, 6}, function(i)
                if i == 4 then sleep(0.1) \(exit) end
                experiments.activate(i)
                print('an item went on')
            end, {concurrency = 4})
            """
        let result = try run(code, at: server.url)
        #expect(result.exitCode == 6)
        #expect(result.output == "")
        #expect(result.errors.contains("waiting for 3 changes in flight; Ctrl-C ends now"), "\(result.errors)")
        #expect(result.errors.contains("os.exit: 0 of 6 done, 3 changes applied, 0 unknown"), "\(result.errors)")
        #expect(server.requests.count == 3)
    }

    @Test func aCodeOfItsOwnIsKeptWhereNothingWasDropped() throws {
        let server = try ScriptedServer { _ in .answer(after: .milliseconds(200)) }
        defer { server.end() }
        let result = try run(
            "parallel({1, 2, 3}, function(i) if i == 3 then sleep(0.1) os.exit(9) end experiments.activate(i) end)",
            at: server.url)
        #expect(result.exitCode == 9)
        #expect(result.errors.contains("2 changes applied, 0 unknown"), "\(result.errors)")
    }

    @Test func whatIsQueuedIsNotSent() throws {
        let server = try ScriptedServer { _ in .answer(after: .milliseconds(300)) }
        defer { server.end() }
        let code = """
            parallel({1, 2, 3, 4}, function(i)
                if i == 4 then sleep(0.1) os.exit(0) end
                experiments.activate(i)
            end)
            """
        let result = try home.ampsh(
            ["-q", "--url", server.url, "--rps", "1", "-e", code], environment: ["AMPSH_API_KEY": "akey"])
        #expect(result.exitCode == 6)
        #expect(result.errors.contains("2 not applied, 0 unknown"), "\(result.errors)")
        #expect(server.requests.count == 1)
    }

    @Test func changesThatAreNeverAnsweredAreGivenUpAndSaidToBeUnknown() throws {
        let server = try ScriptedServer { _ in .answer(after: nil) }
        defer { server.end() }
        let start = ContinuousClock.now
        let result = try run(
            "parallel({1, 2, 3}, function(i) if i == 3 then sleep(0.1) os.exit(3) end experiments.activate(i) end)",
            at: server.url)
        #expect(result.exitCode == 6)
        #expect(result.errors.contains("0 changes applied, 2 unknown"), "\(result.errors)")
        #expect(ContinuousClock.now - start < .seconds(15))
    }

    @Test(
        arguments: [
            ("print(1) os.exit()", 0, "1\n"), ("io.write('x') os.exit(4)", 4, "x"),
            ("f = io.open('f', 'w') f:write('kept') os.exit(false)", 1, ""),
            (
                "local x <close> = setmetatable({}, {__close = function() print('no') end}) "
                    + "g = setmetatable({}, {__gc = function() print('no') end}) os.exit(2)", 2, ""
            ),
            (
                "local x <close> = setmetatable({}, {__close = function() print('close') end}) "
                    + "g = setmetatable({}, {__gc = function() print('gc') end}) os.exit(2, true)", 2, "close\ngc\n"
            ),
            ("g = setmetatable({}, {__gc = function() os.exit(0) end}) error('x')", 1, ""),
            ("g = setmetatable({}, {__gc = function() os.exit(7, true) end}) os.exit(5, true)", 7, ""),
            ("parallel({1, 2}, function(i) sleep(0) end) os.exit(0)", 0, ""),
        ] as [(String, Int32, String)])
    func itMeansWhatItMeansInStockLua(_ code: String, _ exitCode: Int32, _ output: String) throws {
        let result = try home.ampsh(["--sandbox-path", ":memory:", "-e", code])
        #expect(result.exitCode == exitCode, "\(result.errors)")
        #expect(result.output == output)
        if code.contains("kept") { #expect(home.read("f") == "kept") }
    }

    /// field/attack 9: neither hangs, and none ends without a word.
    @Test(
        arguments: [
            ("local x <close> = setmetatable({}, {__close = function() while true do end end}) os.exit(0, true)", 1),
            ("g = setmetatable({}, {__gc = function() while true do end end}) os.exit(3, true)", 3),
            ("g = setmetatable({}, {__gc = function() while true do end end}) print('end')", 0),
            ("g = setmetatable({}, {__gc = function() while true do end end}) error('x')", 1),
            ("g = setmetatable({}, {__gc = function() string.rep('', 1 << 62) end}) os.exit(4, true)", 4),
        ] as [(String, Int32)])
    func whatRunsAtTheEndIsEndedAndToldOf(_ code: String, _ exitCode: Int32) throws {
        let result = try home.ampsh(["--sandbox-path", ":memory:", "-e", code])
        #expect(result.exitCode == exitCode, "\(result.errors)")
        #expect(result.errors.contains("what runs at the end (__gc, __close) did not stop: it was ended"))
    }

    @Test func aChangeThatAFinalizerLeavesInFlightIsNoSuccess() throws {
        let server = try ScriptedServer { _ in .answer(after: nil) }
        defer { server.end() }
        let result = try run("g = setmetatable({}, {__gc = function() experiments.activate(1) end})", at: server.url)
        #expect(result.exitCode == 6)
        #expect(result.errors.contains("1 change in flight may have been applied"), "\(result.errors)")
    }

    @Test func atAPromptItEndsTheShell() throws {
        let server = try ScriptedServer { _ in .answer(after: .milliseconds(200)) }
        defer { server.end() }
        let session = try home.terminal(
            ["-q", "--norc", "--color", "never"],
            environment: ["AMPSH_URL": server.url, "AMPSH_API_KEY": "ampex_exit123456789"], columns: 160)
        try session.expect("127.0.0.1> ")
        session.type(
            "parallel({1, 2}, function(i) if i == 2 then sleep(0.1) os.exit(0) end experiments.activate(i) end)\r")
        try session.expect("os.exit: 0 of 2 done, 1 change applied, 0 unknown")
        #expect(try session.expectExit() == 6)
        #expect(session.isCooked)
    }

    @Test func controlCEndsItsWait() throws {
        let server = try ScriptedServer { _ in .answer(after: nil) }
        defer { server.end() }
        let session = try home.terminal(
            [
                "-q", "--color", "never", "-e",
                "parallel({1, 2}, function(i) if i == 2 then sleep(0.1) os.exit(0) end experiments.activate(i) end)",
            ], environment: ["AMPSH_URL": server.url, "AMPSH_API_KEY": "ampex_exit123456789"])
        try session.expect("waiting for 1 change in flight; Ctrl-C ends now")
        session.type("\u{3}")
        try session.expect("0 changes applied, 1 unknown")
        #expect(try session.expectExit() == 6)
    }
}
