import Platform
import Synchronization
import TestSupport
import Testing

/// The question before the first change at a protected profile.
struct ProtectedProfileTests {
    private let home: ShellHome
    private let server: ScriptedServer
    /// The answer about experiment 2 waits for it.
    private let hasTyped: Flag

    private final class Flag: Sendable {
        private let value = Mutex(false)
        func set() { value.withLock { $0 = true } }
        var isSet: Bool { value.withLock { $0 } }
    }

    init() throws {
        home = try ShellHome()
        let hasTyped = Flag()
        self.hasTyped = hasTyped
        server = try ScriptedServer { request in
            while request.target == "/experiments/2", !hasTyped.isSet { sched_yield() }
            return request.method == "GET" ? .answer(200, request.object) : .answer()
        }
        let config = ["prod", "eu"]
            .map { "[\($0)]\nurl = \"\(server.url)\"\nkey_env = \"KEY\"\nprotected = true\n" }.joined()
        let made = try home.system(
            "umask 077; mkdir -p config/ampsh; printf '%s' \"$CONFIG\" > config/ampsh/config.toml",
            environment: ["CONFIG": config])
        #expect(made.exitCode == 0)
    }

    private var writes: Int { server.requests.count { $0.method != "GET" } }

    private func terminal(_ arguments: [String], environment: [String: String] = [:]) throws -> TerminalSession {
        try home.terminal(
            ["-q", "--norc", "--color", "never", "--profile", "prod"] + arguments,
            environment: ["KEY": "ampex_protected123456"].merging(environment) { $1 }, columns: 120)
    }

    @Test func theNameIsAYesForTheSession() throws {
        defer { server.end() }
        let session = try terminal([])
        try session.expect("ampsh prod> ")
        session.type("experiments.get(1).id\r")
        try session.expect("1\r\n")
        try session.expect("ampsh prod> ")
        session.type("experiments.activate(1)\r")
        let question = try session.expect("type prod to allow changes, anything else refuses: ")
        #expect(question.contains("prod is protected: \(server.url)"))
        #expect(question.contains("POST /experiments/1/activate"))
        #expect(writes == 0)
        session.type("prod\r")
        try session.expect("ampsh prod> ")
        session.type("experiments.deactivate(1)\r")
        let rest = try session.expect("ampsh prod> ")
        #expect(!rest.contains("protected"))
        #expect(writes == 2)
        session.type("\u{4}")
        #expect(try session.expectExit() == 0)
        // The answer is no line of the prompt.
        let history = try #require(home.read("state/ampsh/history"))
        #expect(history.contains("experiments.deactivate(1)"))
        #expect(!history.split(separator: "\n").contains("prod"))
    }

    @Test(arguments: ["\r", "yes\r", "\u{4}", "\u{3}"])
    func anythingElseSendsNothingAndIsAskedAgain(_ answer: String) throws {
        defer { server.end() }
        let session = try terminal([])
        try session.expect("ampsh prod> ")
        for _ in 1...2 {
            session.type("experiments.activate(1)\r")
            try session.expect("anything else refuses: ")
            session.type(answer)
            let before = try session.expect(answer == "\u{3}" ? "interrupted" : "refused: prod is protected")
            #expect(!before.contains("\\n"), "\(before)")
            try session.expect("ampsh prod> ")
        }
        #expect(writes == 0)
        session.type("\u{4}")
        #expect(try session.expectExit() == 0)
        #expect(session.isCooked)
    }

    @Test func anAnswerThatIsFarTooLongIsNone() throws {
        defer { server.end() }
        let session = try terminal(["-e", "print(pcall(experiments.activate, 1)) print('went on')"])
        try session.expect("anything else refuses: ")
        session.type("prod" + String(repeating: "x", count: 3000) + "\r")
        try session.expect("refused: prod is protected")
        try session.expect("went on")
        #expect(try session.expectExit() == 0)
        #expect(writes == 0)
    }

    private static let rest = "print('the ' .. 'rest')\r"
    private static let tooLong = String(repeating: "x", count: 1024)

    /// Neither the rest of a long answer nor further lines of a paste may run as lines of the prompt.
    @Test(arguments: [tooLong + rest, "no\r" + rest, tooLong + "\r" + rest])
    func nothingOfARefusalRuns(_ answer: String) throws {
        defer { server.end() }
        let session = try terminal([])
        try session.expect("ampsh prod> ")
        session.type("experiments.activate(1)\r")
        try session.expect("anything else refuses: ")
        session.type(answer)
        try session.expect("refused: prod is protected")
        try session.expect("ampsh prod> ")
        session.type("'ali' .. 've'\r")
        #expect(try !session.expect("alive").contains("the rest"))
        // While a line runs the terminal takes Ctrl-D for an end of file, and the prompt after it never sees it.
        try session.expect("ampsh prod> ")
        session.type("\u{4}")
        #expect(try session.expectExit() == 0)
        #expect(writes == 0)
    }

    @Test func whatWasTypedBeforeIsNoAnswer() throws {
        defer { server.end() }
        let session = try terminal(["-e", "experiments.get(2) experiments.activate(1)"])
        #expect(server.wait(for: 1))
        session.type("prod\r")
        hasTyped.set()
        try session.expect("anything else refuses: ")
        session.type("\r")
        try session.expect("refused: prod is protected")
        #expect(try session.expectExit() == 7)
        #expect(writes == 0)
    }

    @Test func aParallelAsksOnceAndANoHoldsForAllOfIt() throws {
        defer { server.end() }
        let code = "parallel({1, 2, 3, 4, 5}, function(i) pcall(experiments.activate, i) end) print('end')"
        let session = try terminal(["-e", code, "-e", code])
        let question = try session.expect("anything else refuses: ")
        #expect(question.contains("in a parallel over 5 items"))
        session.type("no\r")
        #expect(try !session.expect("end\r\n").contains("protected"))
        try session.expect("anything else refuses: ")
        #expect(writes == 0)
        session.type("prod\r")
        #expect(try !session.expect("end\r\n").contains("protected"))
        #expect(try session.expectExit() == 0)
        #expect(writes == 5)
    }

    @Test func anotherProtectedProfileIsAskedForByItsName() throws {
        defer { server.end() }
        let session = try terminal([
            "-e",
            "experiments.activate(1) eu = connect{profile = 'eu'} pcall(eu.experiments.activate, 2) eu.experiments.activate(3)",
        ])
        try session.expect("type prod to allow")
        session.type("prod\r")
        try session.expect("type eu to allow")
        session.type("prod\r")
        try session.expect("type eu to allow")
        session.type("eu\r")
        #expect(try session.expectExit() == 0)
        #expect(server.requests.map(\.target) == ["/experiments/1/activate", "/experiments/3/activate"])
    }

    @Test func readOnlyComesFirst() throws {
        defer { server.end() }
        let session = try terminal(["--read-only", "-e", "experiments.activate(1)"])
        #expect(try session.expectExit() == 7)
        #expect(session.rest.contains("read-only"))
        #expect(!session.rest.contains("protected"))
    }

    @Test func whereNobodyCanBeAskedItIsRefusedUnlessYes() throws {
        defer { server.end() }
        let environment = ["KEY": "ampex_protected123456"]
        let arguments = ["--profile", "prod", "-e", "experiments.activate(1)"]
        let refused = try home.ampsh(arguments, environment: environment, input: "prod\n")
        #expect(refused.exitCode == 7)
        #expect(refused.errors.contains("prod is protected") && refused.errors.contains("--yes"))
        #expect(writes == 0)
        #expect(try home.ampsh(["--yes"] + arguments, environment: environment).exitCode == 0)
        #expect(try home.ampsh(arguments, environment: environment.merging(["AMPSH_YES": "1"]) { $1 }).exitCode == 0)
        #expect(writes == 2)
        let reads = try home.ampsh(["--profile", "prod", "-e", "experiments.get(1).id"], environment: environment)
        #expect(reads.output == "1\n")
    }
}
