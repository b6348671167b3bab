import Platform
import TestSupport
import Testing

/// The prompt of the real binary, on a pseudo terminal.
struct PromptTests {
    private static let controlC = "\u{3}"
    private static let controlD = "\u{4}"

    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    @Test func theBannerSaysWhereOneIsAndGoesToStandardError() throws {
        let session = try home.prompt()
        #expect(String(decoding: session.transcript, as: UTF8.self).contains("Ctrl-D leaves"))
        session.type(Self.controlD)
        #expect(try session.expectExit() == 0)
        #expect(session.isCooked)

        let quiet = try home.terminal(["-q", "--color", "never", "--sandbox-path", ":memory:"])
        #expect(try !quiet.expect("ampsh sandbox> ").contains("ampsh"))
    }

    @Test func theBannerShowsWhatCouldAct() throws {
        let session = try home.terminal(
            ["--color", "never", "--sandbox-path", home.path + "/\u{1B}]0;x\u{7}.sqlite"], columns: 200)
        try session.expect("ampsh sandbox> ")
        #expect(session.transcript.contains(Array("\\x1b]0;x\\x07.sqlite".utf8)))
        #expect(!session.transcript.contains(Array("\u{1B}]".utf8)) && !session.transcript.contains(0x07))
        session.type(Self.controlD)
        #expect(try session.expectExit() == 0)
    }

    @Test func aListIsATableThatFitsAndAnItemIsACard() throws {
        let session = try home.prompt(columns: 80)
        let table = try session.reply(to: "experiments.list{limit = 3}")
        let lines = table.split(whereSeparator: \.isNewline)
        #expect(lines.count == 5, "\(table)")
        #expect(lines.first?.hasPrefix("id     key ") == true)
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(lines.last?.hasPrefix("3 experiments · 0 active · more pages: ") == true)
        let card = try session.reply(to: "experiments.get('31238')")
        #expect(card.contains("rolloutWeights   control █████ 100 %  cap 0 %"))
        #expect(card.contains("deployments      5741"))
        #expect(!(table + card).contains("0x"))
        try session.reply(to: "x = 20")
        #expect(try session.reply(to: "x + 1, nil, 'two'") == "21\nnil\ntwo\n")
        try session.reply(to: "local y = 1")
    }

    @Test func helpComesFromThreePlaces() throws {
        let session = try home.prompt()
        for line in ["help(experiments.get)", "experiments.get?", ".help experiments.get"] {
            #expect(try session.reply(to: line).contains("GET /experiments/{id}"), "\(line)")
        }
        #expect(try session.reply(to: ".nothing").contains(".help"))
    }

    @Test func errorsLeaveThePromptAsItWas() throws {
        let session = try home.prompt()
        for (line, message) in [
            ("error('boo')", "boo"), ("x = = 1", "near '='"), ("nothing.at.all", "nil value"),
            ("experiments.list{limt = 1}", "did you mean limit?"), ("error()", "nil"), ("error({})", "table"),
            ("setmetatable({}, {__tostring = error})", "raised"),
        ] {
            #expect(try session.reply(to: line).contains(message), "\(line)")
        }
        #expect(try session.reply(to: "1 + 1") == "2\n")
    }

    @Test func controlCAtThePromptDropsTheLineAndNeverLeaves() throws {
        let session = try home.prompt()
        for typed in ["", "some text", "x = {\r"] {
            session.type(typed)
            if typed.hasSuffix("\r") {
                try session.expect(">> ")
                session.type("1,")
                try session.expect("1,")
            } else {
                try session.expect(typed)
            }
            session.type(Self.controlC)
            try session.expect("ampsh sandbox> ")
        }
        #expect(try session.reply(to: "x") == "note: x is nil\n")
        #expect(try session.reply(to: "'alive'") == "alive\n")
    }

    @Test(arguments: [
        "while true do end", "coroutine.wrap(function() while true do end end)()",
        "while true do pcall(function() while true do end end) end",
        "parallel({1, 2}, function() while true do end end)", "sleep(1000)",
        "parallel({1, 2}, function() sleep(1000) end)", "coroutine.wrap(function() sleep(1000) end)()",
        "while true do pcall(sleep, 1000) end", "xpcall(function() while true do end end, function(e) return e end)",
        "local _ = setmetatable({}, {__index = function() while true do end end}).x",
        "table.sort({3, 2, 1}, function() while true do end end)",
        "string.gsub('aaa', 'a', function() while true do end end)",
    ])
    func controlCEndsWhatRuns(_ code: String) throws {
        let session = try home.prompt()
        try session.roundtrip("print('go') " + code, "go\r\n")
        session.type(Self.controlC)
        let said = try session.expect("ampsh sandbox> ")
        #expect(said.contains("interrupted") && !said.contains("interrupted: interrupted"), "\(said)")
        #expect(try session.reply(to: "'alive'") == "alive\n")
        session.type(Self.controlD)
        #expect(try session.expectExit() == 0)
        #expect(session.isCooked)
    }

    @Test(arguments: [
        "experiments.list{}", "parallel({1, 2}, experiments.get)", "while true do pcall(experiments.get, 1) end",
        "for e in experiments.each{} do end", "experiments.create{projectId = '1', key = 'k'}",
        "coroutine.wrap(function() request('GET', '/x') end)()",
    ])
    func controlCEndsARequestThatHangs(_ code: String) throws {
        let server = try ScriptedServer(.silence)
        defer { server.end() }
        let session = try home.terminal(
            ["--color", "never", "--url", server.url], environment: ["AMPSH_API_KEY": "ampex_12345678"],
            columns: 160)
        try session.expect("ampsh 127.0.0.1> ")
        try session.roundtrip("print('go') " + code, "go\r\n")
        session.type(Self.controlC)
        #expect(try session.expect("ampsh 127.0.0.1> ").contains("interrupted"))
        #expect(try session.reply(to: "'alive'", prompt: "ampsh 127.0.0.1> ") == "alive\n")
    }

    @Test func theSecondControlCEndsAFunctionThatHearsNothing() throws {
        let session = try home.prompt()
        try session.roundtrip("print('go'); (('a'):rep(40)):find(('a-'):rep(40) .. 'b')", "go\r\n")
        #expect(try session.expectExit(pressing: Self.controlC) == 130)
        #expect(session.isCooked)
    }

    @Test func tabCompletesByRawAccessAlone() throws {
        let session = try home.prompt()
        try session.reply(
            to: "trap = setmetatable({only = 1}, {__index = function() print('RAN') end, __pairs = error})")
        session.type("exper\t")
        try session.expect("iments")
        session.type(".set_\t")
        try session.expect("rollout_weights")
        session.type(Self.controlC)
        try session.expect("ampsh sandbox> ")
        session.type("trap.\t")
        try session.expect("only")
        session.type(".x.y\t\t" + Self.controlC)
        try session.expect("ampsh sandbox> ")
        session.type("experiments.list{}.\t\t" + Self.controlC)
        try session.expect("ampsh sandbox> ")
        #expect(try session.reply(to: "'alive'") == "alive\n")
        // As bytes: to a String, "\r\n" is one character, and "RAN\r" is never in it.
        #expect(!session.transcript.contains(Array("RAN\r".utf8)))
    }

    @Test func historyGoesOnInTheNextSessionAsWholeEntries() throws {
        let first = try home.prompt()
        try first.roundtrip("answer = {", ">> ")
        try first.reply(to: "6 * 7}")
        first.type(Self.controlD)
        #expect(try first.expectExit() == 0)
        #expect(try home.system("stat -c %a state/ampsh/history").output == "600\n")

        let second = try home.prompt()
        second.type("\u{1B}[A\r")
        try second.expect("ampsh sandbox> ")
        #expect(try second.reply(to: "answer[1]") == "42\n")
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func aSignalEndsWithTheTerminalRestoredAndTheHistoryKept(_ signal: Int32) throws {
        let session = try home.prompt()
        try session.reply(to: "'kept'")
        session.type("half a li")
        try session.expect("half a li")
        session.signal(signal)
        #expect(try session.expectExit() == 128 + signal)
        #expect(session.isCooked)
        #expect(home.read("state/ampsh/history")?.contains("'kept'") == true)
    }

    @Test func aHomeThatCannotBeWrittenCostsTheHistoryAlone() throws {
        let session = try home.terminal(
            ["--color", "never", "--sandbox-path", ":memory:"],
            environment: ["HOME": "/proc/nothing", "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": ""])
        let banner = try session.expect("ampsh sandbox> ")
        #expect(banner.contains("history"))
        #expect(try session.reply(to: "1 + 1") == "2\n")
        #expect(try session.reply(to: "1 + 2") == "3\n")
        session.type(Self.controlD)
        #expect(try session.expectExit() == 0)
    }

    @Test func aDumbTerminalGetsLinesAndNoSequences() throws {
        let session = try home.prompt(environment: ["TERM": "dumb"])
        #expect(try session.reply(to: "1 + 1").contains("2"))
        session.type(Self.controlD)
        #expect(try session.expectExit() == 0)
        #expect(!session.transcript.contains(0x1B))
    }

    @Test func pastedLinesRunInTheirOrder() throws {
        let session = try home.prompt()
        session.type("a = 1\rb = a + 1\rfunction f()\rreturn b * 21\rend\rf()\r")
        try session.expect("42\r\n")
        try session.expect("ampsh sandbox> ")
    }

    // field/faults 26
    @Test func linesThatAreNoTextAreNotRun() throws {
        let bad = [
            "if false then", "x = \\047\\351\\047", "print(\\047ran\\047)", "end", "print(#\\047\\351\\047)",
            "print(\\047on\\047)", "",
        ].joined(separator: "\\n")
        let line = "printf '\(bad)' | \"$AMPSH\" -q -i --sandbox-path :memory:"
        let refused = try home.system(line)
        #expect(refused.output == "on\n")
        #expect(refused.errors.split(separator: "\n").count { $0.contains("not run") } == 2)
        let converted = try home.system(line, environment: ["LC_ALL": "de_DE.iso88591"])
        #expect(converted.output == "2\non\n")
        #expect(!converted.errors.contains("not run"))
    }

    // field/faults 26
    @Test func aScriptsNameNeedNotBeText() throws {
        let made = try home.system("printf 'print(1 + 1, ...)' > $'caf\\351.lua'")
        #expect(made.exitCode == 0)
        let result = try home.system("\"$AMPSH\" --sandbox-path :memory: $'caf\\351.lua' a")
        #expect(result.output == "2\ta\n", "\(result.errors)")
        let refused = try home.system("\"$AMPSH\" --sandbox-path :memory: -e $'shell.load(\"caf\\351.lua\")'")
        #expect(refused.errors.contains("shell.load: path: the string is not valid UTF-8"))
    }

    @Test func theScriptsRunBeforeThePrompt() throws {
        let script = try home.write("print('script', ...)\nleft = 5", to: "first.lua")
        let session = try home.terminal([
            "--color", "never", "--sandbox-path", ":memory:", "-i", "-e", "print('code')", script, "a",
        ])
        try session.expect("code\r\nscript\ta\r\n")
        try session.expect("ampsh sandbox> ")
        #expect(try session.reply(to: "left") == "5\n")
        session.type("os.exit(3)\r")
        #expect(try session.expectExit() == 3)
        #expect(session.isCooked)
    }
}
