import Platform
import TestSupport
import Testing

/// Signals other than Ctrl-C, one by one, on the real binary: docs/COMMAND.md has the table.
struct SignalTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    private static let bulk = "parallel({1, 2, 3, 4, 5, 6, 7, 8}, experiments.activate, {concurrency = 2})"

    private func terminal(_ url: String, _ arguments: [String]) throws -> TerminalSession {
        try home.terminal(
            ["-q", "--norc", "--color", "never"] + arguments,
            environment: ["AMPSH_URL": url, "AMPSH_API_KEY": "ampex_signal1234567"], columns: 120)
    }

    /// The first four changes are done at once, the others take their time.
    private func slowServer(_ delay: Duration? = .milliseconds(400)) throws -> ScriptedServer {
        try ScriptedServer { .answer(after: $0.number > 4 ? delay : .zero) }
    }

    // MARK: - Scripts

    @Test(arguments: EndingSignal.all + [.quit])
    func aSignalWaitsForChangesOnTheirWayAndIsWhatEndsTheScript(_ signal: EndingSignal) throws {
        let server = try slowServer()
        defer { server.end() }
        let session = try terminal(server.url, ["-e", Self.bulk])
        #expect(server.wait(for: 6))
        session.signal(signal.number)
        try session.expect("waiting for 2 changes in flight; another signal ends now")
        try session.expect("ended by \(signal.name): 6 of 8 done, 6 changes applied, 0 unknown")
        #expect(try session.expectExit() == 128 + signal.number)
        #expect(server.requests.count == 6)
        #expect(session.isCooked)
    }

    /// A shell goes on with its next command after a program that only says by its code that Ctrl-C ended it.
    @Test func controlCEndsALoopOfTheShellToo() throws {
        let script = try home.write(
            "for i in 1 2 3; do echo round $i; \"$AMPSH\" -q --sandbox-path :memory: -e 'print(\"go\") sleep(100)'; done\n",
            to: "loop.sh")
        let session = try home.terminal([script], environment: ["AMPSH": ShellHome.executable], executable: "/bin/bash")
        try session.expect("go")
        session.type("\u{3}")
        #expect(try session.expectExit() == 128 + SIGINT)
        #expect(!session.rest.contains("round 2"), "\(session.rest)")
    }

    /// timeout(1) signals the process and then its group.
    @Test(arguments: [SIGTERM, SIGHUP, SIGINT]) func aSignalThatComesTwiceAtOnceIsOneRequest(_ signal: Int32) throws {
        let server = try slowServer()
        defer { server.end() }
        let session = try terminal(server.url, ["-e", Self.bulk])
        #expect(server.wait(for: 6))
        // Signals that wait to be handled are one already: each is to find the one before it handled.
        for _ in 1...6 {
            session.signal(signal)
            _ = poll(nil, 0, 5)
        }
        try session.expect("6 of 8 done, 6 changes applied, 0 unknown")
        #expect(try session.expectExit() == 128 + signal)
    }

    @Test func timeoutGetsTheAccount() throws {
        let server = try slowServer()
        defer { server.end() }
        let result = try home.system(
            #"timeout 1 "$AMPSH" -q --norc -e "$CODE"; echo $?"#,
            environment: ["CODE": Self.bulk + " sleep(100)", "AMPSH_URL": server.url, "AMPSH_API_KEY": "akey"])
        #expect(result.output == "124\n")
        #expect(result.errors.contains("ended by SIGTERM"), "\(result.errors)")
        #expect(result.errors.contains(" 0 unknown"), "\(result.errors)")
    }

    @Test func aSecondSignalEndsTheWaitAndCountsWhatNobodyKnows() throws {
        let server = try slowServer(nil)
        defer { server.end() }
        let session = try terminal(server.url, ["-e", Self.bulk])
        #expect(server.wait(for: 6))
        session.signal(SIGTERM)
        try session.expect("waiting for 2 changes in flight; another signal ends now")
        _ = poll(nil, 0, 300)  // a signal right after the first would be the same one
        session.signal(SIGHUP)
        try session.expect("ended by SIGTERM: 4 of 8 done, 4 changes applied, 2 unknown")
        #expect(try session.expectExit() == 128 + SIGTERM)
        #expect(session.isCooked)
    }

    @Test func aSignalWhileCtrlCWaitsEndsTheProcess() throws {
        let server = try slowServer(nil)
        defer { server.end() }
        let session = try terminal(server.url, [])
        try session.expect("127.0.0.1> ")
        session.type(Self.bulk + "\r")
        #expect(server.wait(for: 6))
        session.type("\u{3}")
        try session.expect("waiting for 2 changes in flight; Ctrl-C again ends now")
        _ = poll(nil, 0, 300)
        session.signal(SIGTERM)
        try session.expect("4 of 8 done, 4 changes applied, 2 unknown")
        #expect(try session.expectExit() == 128 + SIGTERM)
        #expect(session.isCooked)
    }

    /// Neither a hook nor a wait hears anything there.
    @Test(arguments: [
        "setmetatable({}, {__gc = function() print('go') while true do end end}) collectgarbage()",
        "os.execute('echo go; exec sleep 20 > /dev/null 2>&1')",
    ])
    func whatHearsNothingIsEndedAllTheSame(_ code: String) throws {
        let session = try home.terminal(["-q", "--sandbox-path", ":memory:", "-e", code])
        try session.expect("go")
        session.signal(SIGTERM)
        try session.expect("ended by SIGTERM, and the code did not stop")
        #expect(try session.expectExit() == 128 + SIGTERM)
    }

    /// A blocking read may begin just after the signal was handled.
    @Test func aReadIsEnded() throws {
        let session = try home.terminal(["-q", "--sandbox-path", ":memory:", "-e", "print('go') io.read()"])
        try session.expect("go")
        session.signal(SIGTERM)
        try session.expect("ended by SIGTERM\r\n")
        #expect(try session.expectExit() == 128 + SIGTERM)
    }

    /// SIGQUIT too, for which more is taken over than for others. Not by `os.execute`, which ignores that one meanwhile.
    @Test func aSignalThatTheParentIgnoresStaysIgnored() throws {
        let result = try home.system(
            """
            trap '' HUP USR1 QUIT
            "$AMPSH" -e 'io.popen("kill -HUP $PPID; kill -USR1 $PPID; kill -QUIT $PPID"):close() print("alive")'; echo $?
            """)
        #expect(result.output == "alive\n0\n")
    }

    @Test func whatWasWrittenIsHandedOut() throws {
        let result = try home.system(
            """
            "$AMPSH" -e 'for i = 1, 300 do print("line " .. i) end os.execute("kill -TERM $PPID") sleep(100)' > out
            echo $?; tail -1 out
            """)
        #expect(result.output == "143\nline 300\n")
    }

    @Test(arguments: [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP])
    func whatIsFatalHasItsDefaultAction(_ signal: Int32) throws {
        let server = try slowServer(nil)
        defer { server.end() }
        let session = try terminal(server.url, ["-e", Self.bulk])
        #expect(server.wait(for: 6))
        session.signal(signal)
        try session.expect("ended at once; 2 changes in flight may have been applied, 4 changes were answered before")
        #expect(try session.expectExit() == 128 + signal)
        #expect(session.isCooked)
    }

    // MARK: - The prompt

    @Test(arguments: EndingSignal.all + EndingSignal.fatal)
    func atAPromptTheTerminalIsPutBack(_ signal: EndingSignal) throws {
        let session = try home.prompt()
        session.type("half a li")
        try session.expect("half a li")
        session.signal(signal.number)
        #expect(try session.expectExit() == 128 + signal.number)
        #expect(session.isCooked)
    }

    @Test func nothingOfAnUnfinishedEntryRunsWhenASignalComes() throws {
        let session = try home.prompt()
        session.type("print('RAN') do\r")
        try session.expect(">> ")
        session.type("end")
        try session.expect("end")
        session.signal(SIGTERM)
        #expect(try session.expectExit() == 128 + SIGTERM)
        #expect(!session.rest.contains("RAN\r\n"))
        // Nor is it complained of, as at the end of an input.
        #expect(!session.rest.contains("<eof>"), "\(session.rest)")
    }

    @Test func theKeyForAQuitDoesNothingAndTheSignalClearsTheLine() throws {
        let session = try home.prompt()
        session.type("'ali' \u{1C}.. 've'\r")
        try session.expect("alive\r\n")
        try session.expect("ampsh sandbox> ")
        session.type("half a li")
        try session.expect("half a li")
        session.signal(SIGQUIT)
        try session.expect("ampsh sandbox> ")
        #expect(try session.reply(to: "'alive'") == "alive\n")
    }

    @Test func aQuitWhileAnEntryRunsStopsTheEntry() throws {
        let session = try home.prompt()
        session.type("print('go' .. '!') sleep(100)\r")
        try session.expect("go!")
        session.type("\u{1C}")
        try session.expect("interrupted")
        try session.expect("ampsh sandbox> ")
        #expect(try session.reply(to: "'alive'") == "alive\n")
    }

    @Test func aSignalWhileAnEntryRunsGivesAccountAndEndsTheShell() throws {
        let server = try slowServer()
        defer { server.end() }
        let session = try terminal(server.url, [])
        try session.expect("127.0.0.1> ")
        session.type(Self.bulk + "\r")
        #expect(server.wait(for: 6))
        session.signal(SIGHUP)
        try session.expect("ended by SIGHUP: 6 of 8 done, 6 changes applied, 0 unknown")
        #expect(try session.expectExit() == 128 + SIGHUP)
        #expect(session.isCooked)
    }
}

extension EndingSignal {
    /// Faults of the process.
    fileprivate static let fatal = [
        EndingSignal(name: "SIGSEGV", number: SIGSEGV), EndingSignal(name: "SIGABRT", number: SIGABRT),
    ]
}
