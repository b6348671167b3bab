import Platform
import Synchronization

/// One run of the real binary that a Ctrl-C or other signals meet in the middle of mixed work, at a place that the seed chooses: as a
/// request is seen by the server, or as a line is printed; as a script, or at the prompt.
public enum InterruptInstant {
    /// What was seen.
    public struct Outcome: Sendable {
        /// Where the press came.
        public let place: String
        /// Of a script the exit code; at the prompt that of leaving it afterwards.
        public let exitCode: Int32
        /// What the exit code must be.
        public let expectedCode: Int32
        /// The terminal was as a shell expects it.
        public let isRestored: Bool
        /// From the press to the last request that came; nothing when none came after it.
        public let lateness: Duration
        /// From the press to the end of the script, or to the next prompt.
        public let ending: Duration
        /// What was said about changes agrees with what the server did.
        public let isTruthful: Bool
        /// What the terminal showed.
        public let transcript: String
    }

    private static let script = """
        local marks = 0
        local function mark() marks = marks + 1 print("mark " .. marks .. ".") end
        local ids = {}
        for i = 1, 24 do ids[i] = tostring(i) end
        mark()
        parallel(ids, function(id) experiments.get(id) experiments.activate(id) end, {concurrency = 6})
        for i = 1, 6 do pcall(experiments.get, i) pcall(experiments.deactivate, i) mark() end
        local t = {}
        for i = 1, 60000 do t[i] = (i * 7919) % 10007 end
        table.sort(t)
        mark()
        table.sort({5, 3, 1, 4, 2}, function(a, b) experiments.get(a) mark() return a < b end)
        for i = 1, 5 do sleep(0.005) mark() end
        coroutine.wrap(function() for i = 1, 5 do experiments.activate(i) mark() end end)()
        parallel(ids, function(id)
            sleep(0.002)
            pcall(experiments.set_rollout_weights, id, {control = 1})
            for i = 1, 1000 do end
        end)
        for e in experiments.each{limit = 1} do
            local _ <close> = setmetatable({}, {__close = function() pcall(experiments.get, e.id) end})
            experiments.activate(e.id)
            mark()
        end
        while true do pcall(sleep, 0.001) pcall(experiments.get, 1) pcall(experiments.activate, 1) mark() end
        """
    private static let marks = 60
    private static let requests = 180

    /// Runs it once. Of several signals each is sent right after the one before.
    public static func run(
        seed: UInt64, signals: [EndingSignal] = [.interrupt]
    ) throws -> Outcome {
        var chance = SeededGenerator(seed: seed)
        let isScript = Bool.random(using: &chance)
        let request = Bool.random(using: &chance) ? Int.random(in: 1...requests, using: &chance) : nil
        let mark = Int.random(in: 1...marks, using: &chance)
        // At a prompt SIGINT and SIGQUIT stop the entry alone.
        let ending = signals.filter { $0.number != SIGINT && (isScript || $0.number != SIGQUIT) }
        let send: @Sendable (pid_t) -> Void = { process in
            for signal in signals { kill(process, signal.number) }
        }

        let home = try ShellHome()
        let process = Mutex<Int32?>(nil)
        let pressed = Mutex<ContinuousClock.Instant?>(nil)
        let applied = Mutex(0)
        let server = try ScriptedServer { seen in
            if seen.method == "POST" { applied.withLock { $0 += 1 } }
            if seen.number == request {
                while process.withLock({ $0 }) == nil { sched_yield() }
                pressed.withLock { $0 = .now }
                process.withLock { _ = $0.map(send) }
            }
            return answer(seen, after: .microseconds(Int64(seen.number * 7919 % 17) * 1000))
        }
        defer { server.end() }
        let session = try start(home, isScript, server.url)
        process.withLock { $0 = session.processID }
        if request == nil {
            try session.expect("mark \(mark).")
            pressed.withLock { $0 = .now }
            send(session.processID)
        }
        // Of several that are sent at once any may be the first, and it may be over before the next one comes.
        let isRace = signals.count > 1
        if !isRace { try session.expect(ending.isEmpty ? "interrupted" : "ended by \(ending[0].name)") }
        if !isScript, ending.isEmpty {
            try session.expect("127.0.0.1> ")
        }
        let code: Int32
        let end: ContinuousClock.Instant
        if isScript || !ending.isEmpty {
            code = try session.expectExit()
            end = .now
        } else {
            end = .now
            try session.roundtrip("20 + 22", "42\r\n")
            try session.expect("127.0.0.1> ")
            session.type("\u{4}")
            code = try session.expectExit()
        }
        let instant = pressed.withLock { $0 } ?? end
        let last = server.requests.map(\.came).max() ?? instant
        let said = String(decoding: session.transcript, as: UTF8.self)
        let codes = isScript ? signals.map { 128 + $0.number } : ending.isEmpty ? [0] : ending.map { 128 + $0.number }
        let hasAccount = said.contains("interrupted") || said.contains("ended by ")
        return Outcome(
            place:
                "\(signals) seed \(seed): \(isScript ? "script" : "prompt"), "
                + (request.map { "request \($0)" } ?? "mark \(mark)"),
            exitCode: code, expectedCode: codes.contains(code) ? code : codes[0],
            isRestored: session.isCooked,
            lateness: max(.zero, instant.duration(to: last)), ending: instant.duration(to: end),
            isTruthful: hasAccount && agrees(said, applied: applied.withLock { $0 }), transcript: said)
    }

    private static func start(_ home: ShellHome, _ isScript: Bool, _ url: String) throws -> TerminalSession {
        let file = try home.write(script, to: "work.lua")
        let session = try TerminalSession(
            ShellHome.executable, ["-q", "--norc"] + (isScript ? [file] : []),
            environment: [
                "HOME": home.path, "XDG_STATE_HOME": home.path + "/state", "PATH": "/usr/bin:/bin", "TERM": "xterm",
                "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "AMPSH_URL": url, "AMPSH_API_KEY": "ampex_instant123456",
            ], columns: 200, deadline: .seconds(30))
        if !isScript {
            try session.expect("127.0.0.1> ")
            session.type("dofile('\(file)')\r")
        }
        return session
    }

    private static func answer(_ request: ScriptedServer.Request, after delay: Duration) -> ScriptedServer.Reply {
        guard request.method == "GET" else { return .answer(after: delay) }
        let path = request.target.split(separator: "?")
        guard path[0] == "/experiments/list" else {
            return .answer(200, request.object, after: delay)
        }
        let cursor = request.target.split(separator: "cursor=").dropFirst().first.flatMap { Int($0) } ?? 1
        let next = cursor < 12 ? "\"\(cursor + 1)\"" : "null"
        return .answer(200, "{\"experiments\":[{\"id\":\"\(cursor)\"}],\"nextCursor\":\(next)}", after: delay)
    }

    /// What the account says lies around what the server did: those of unknown outcome may have been done.
    private static func agrees(_ said: String, applied: Int) -> Bool {
        let words = said.split(whereSeparator: { " ,\r\n".contains($0) })
        guard let place = words.lastIndex(of: "applied") else { return applied == 0 }
        // "N changes applied", and "N not applied" behind it.
        var known = place
        if words[place - 1] == "not" { known = words[..<place].lastIndex(of: "applied") ?? place }
        guard known >= 2, let count = Int(words[known - 2]),
            let unknownPlace = words.lastIndex(of: "unknown"), let unknown = Int(words[unknownPlace - 1])
        else { return false }
        return count <= applied && applied <= count + unknown
    }
}
