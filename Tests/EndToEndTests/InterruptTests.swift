import Platform
import Synchronization
import TestSupport
import Testing

/// Ctrl-C during work, seen from the server and from the terminal.
struct InterruptTests {
    private static let controlC = "\u{3}"

    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    private func terminal(_ server: ScriptedServer, _ arguments: [String]) throws -> TerminalSession {
        try home.terminal(
            ["-q", "--norc", "--color", "never"] + arguments,
            environment: ["AMPSH_URL": server.url, "AMPSH_API_KEY": "ampex_interrupt123456"], columns: 120)
    }

    /// Waits until the program's main thread waits for something, where the system tells.
    private func waitUntilAsleep(_ session: TerminalSession) {
        while let text = ShellHome.text(ofFile: "/proc/\(session.processID)/stat"),
            text.split(separator: ")").last?.split(separator: " ").first == "R"
        {
            sched_yield()
        }
    }

    /// Reads end at once, queued calls never begin, and changes on their way are answered first.
    @Test func theFirstPressWaitsForChangesOnTheirWay() throws {
        let server = try ScriptedServer { request in
            guard request.method == "POST" else { return .answer(after: nil) }
            return .answer(after: request.number > 4 ? .milliseconds(800) : .zero)
        }
        defer { server.end() }
        let session = try terminal(
            server,
            ["-e", "parallel({1, 2, 3, 4, 5, 6, 7, 8}, experiments.activate, {concurrency = 1})"])
        #expect(server.wait(for: 5))
        session.type(Self.controlC)
        try session.expect("waiting for 1 change in flight; Ctrl-C again ends now")
        try session.expect("interrupted: 5 of 8 done, 5 changes applied, 0 unknown")
        #expect(try session.expectExit() == 130)
        #expect(server.requests.count == 5)
        #expect(session.isCooked)
    }

    @Test func theFirstPressEndsReadsAtOnceAndNothingQueuedBegins() throws {
        let server = try ScriptedServer { _ in .answer(after: nil) }
        defer { server.end() }
        let session = try terminal(
            server,
            [
                "--rps", "1", "-e",
                """
                parallel({1, 2, 3, 4}, function(i)
                    if i == 4 then print("all have begun") sleep(60) end
                    if i > 1 then experiments.activate(i) else experiments.get(i) end
                end)
                """,
            ])
        #expect(server.wait(for: 1))
        // The server may see the first request before the others are queued.
        try session.expect("all have begun")
        session.type(Self.controlC)
        try session.expect("interrupted: 0 of 4 done, 0 changes applied, 2 not applied, 0 unknown")
        #expect(try session.expectExit() == 130)
        #expect(server.requests.map(\.method) == ["GET"])
    }

    @Test func theSecondPressEndsTheWaitAndCountsWhatNobodyKnows() throws {
        let server = try ScriptedServer { request in
            request.method == "POST" ? .answer(after: nil) : .answer(200, request.object)
        }
        defer { server.end() }
        let session = try terminal(server, [])
        try session.expect("127.0.0.1> ")
        session.type("parallel({1, 2, 3}, function(i) experiments.get(1) experiments.activate(i) end)\r")
        #expect(server.wait(for: 3) { $0.method == "POST" })
        session.type(Self.controlC)
        try session.expect("waiting for 3 changes in flight; Ctrl-C again ends now")
        session.type(Self.controlC)
        try session.expect("interrupted: 0 of 3 done, 0 changes applied, 3 unknown")
        try session.expect("127.0.0.1> ")
        // The prompt survived, and so did what it talks with.
        #expect(try session.reply(to: "experiments.get(1).id", prompt: "127.0.0.1> ").contains("1\n"))
        session.type("\u{4}")
        #expect(try session.expectExit() == 0)
        #expect(session.isCooked)
    }

    @Test func theSecondPressEndsABatchWithItsAccount() throws {
        let server = try ScriptedServer { _ in .answer(after: nil) }
        defer { server.end() }
        let session = try terminal(server, ["-e", "print('go') experiments.activate(1)"])
        try session.expect("go")
        #expect(server.wait(for: 1))
        session.type(Self.controlC)
        try session.expect("waiting for 1 change in flight")
        session.type(Self.controlC)
        try session.expect("interrupted: 0 changes applied, 1 unknown")
        #expect(try session.expectExit() == 130)
    }

    /// Where nothing hears the presses the last word still names what is on its way.
    @Test func anEndThatWaitsForNothingSaysWhatIsInFlight() throws {
        let server = try ScriptedServer { _ in .answer(after: nil) }
        defer { server.end() }
        let code = """
            parallel({1, 2}, function(i)
              if i == 1 then experiments.activate(1) end
              -- No hook runs in a finalizer, so the presses meet it from its first line on.
              setmetatable({}, {__gc = function() print('go') while true do end end})
              collectgarbage()
            end)
            """
        // The second task only runs when the first one waits, which is after its request was handed over.
        let session = try terminal(server, ["-e", code])
        try session.expect("go")
        #expect(server.wait(for: 1))
        try session.expect("ended at once; 1 change in flight may have been applied", pressing: Self.controlC)
        #expect(try session.expectExit() == 130)
        #expect(session.isCooked)
    }

    /// The last word names what is under way, not what was.
    @Test func aChangeThatWasAnsweredIsNotSaidToBeInFlight() throws {
        let server = try ScriptedServer { _ in .answer() }
        defer { server.end() }
        let code = """
            experiments.activate(1)
            setmetatable({}, {__gc = function() print('go') while true do end end})
            collectgarbage()
            """
        let session = try terminal(server, ["-e", code])
        try session.expect("go")
        #expect(try session.expectExit(pressing: Self.controlC) == 130)
        #expect(!session.rest.contains("in flight"), "\(session.rest)")
    }

    @Test func aPressBeforeTheScriptBeginsStopsItToo() throws {
        let session = try home.terminal(["--sandbox-path", ":memory:", "-e", "print('ready')", "-"])
        try session.expect("ready")
        waitUntilAsleep(session)
        session.type(Self.controlC)
        session.type("while true do end\n\u{4}")
        try session.expect("interrupted")
        #expect(try session.expectExit() == 130)
    }

    @Test func aChildThatControlCEndedEndsTheScriptToo() throws {
        let server = try ScriptedServer { _ in .answer(200, "{}") }
        defer { server.end() }
        let session = try terminal(server, ["-e", "while true do os.execute('echo go; exec sleep 1000') end"])
        try session.expect("go")
        session.type(Self.controlC)
        try session.expect("interrupted")
        #expect(try session.expectExit() == 130)
    }

    @Test func controlCEndsWaitingForInput() throws {
        let server = try ScriptedServer { _ in .answer(200, "{}") }
        defer { server.end() }
        let session = try terminal(server, ["-e", "print('go') while true do io.read() end"])
        try session.expect("go")
        waitUntilAsleep(session)
        session.type(Self.controlC)
        try session.expect("interrupted")
        #expect(try session.expectExit() == 130)
    }

    /// field/faults 25: a stop is told in lines of their own, and that a system call was interrupted is no news.
    @Test func whatAStopSaysHasNoEscapes() throws {
        let session = try home.prompt()
        session.type("for l in io.popen('echo go; exec sleep 100'):lines() do print(l .. '!') end\r")
        try session.expect("go!")
        session.type(Self.controlC)
        let said = try session.expect("ampsh sandbox> ")
        #expect(said.contains("interrupted") && !said.contains("\\n"), "\(said)")
        #expect(!said.contains("Interrupted system call"), "\(said)")
    }

    /// field/faults 25: nobody writes to the pipe, so the read ends by the signal alone.
    @Test func thatACallWasInterruptedIsNoNews() throws {
        #expect(try home.system("mkfifo pipe").exitCode == 0)
        let session = try home.prompt()
        session.type("pipe = io.open('\(home.path)/pipe', 'r+') print('go' .. '!') for l in pipe:lines() do end\r")
        try session.expect("go!")
        waitUntilAsleep(session)
        session.type(Self.controlC)
        let said = try session.expect("ampsh sandbox> ")
        #expect(said.contains("interrupted") && !said.contains("Interrupted system call"), "\(said)")
    }

    /// Signals that are sent while a line is read clear the line, however many.
    @Test func atThePromptNoNumberOfPressesLeaves() throws {
        let session = try home.prompt()
        for _ in 1...20 { session.signal(SIGINT) }
        try session.expect("alive\r\n", pressing: "'ali' .. 've'\r")
    }
}
