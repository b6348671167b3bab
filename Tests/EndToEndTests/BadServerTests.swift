import TestSupport
import Testing

/// Answers that a service should not give, and what the shell makes of them.
struct BadServerTests {
    /// What comes, and what a list and an action make of it; no text means that the action succeeds.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let reply: ScriptedServer.Reply
        let list: (kind: String, message: String)
        let action: (kind: String, message: String)?

        var testDescription: String { name }
    }

    private static let cases = [
        Case(
            name: "HTML", reply: .answer(200, "<html>login</html>", type: "text/html"),
            list: ("decode", "got an HTML page"), action: ("decode", "got an HTML page")),
        Case(
            name: "text", reply: .answer(200, "hello", type: "text/plain"),
            list: ("decode", "got text"), action: ("decode", "got text")),
        Case(name: "OK", reply: .answer(200, "OK", type: "text/plain"), list: ("decode", "got text"), action: nil),
        Case(name: "nothing", reply: .answer(200, ""), list: ("decode", "empty body"), action: nil),
        Case(
            name: "half of the JSON", reply: .answer(200, #"{"experiments":[1,"#),
            list: ("decode", "JSON"), action: ("decode", "JSON")),
        Case(
            name: "bytes that are not UTF-8",
            reply: .answer(200, Array(#"{"experiments":[""#.utf8) + [0xFF] + Array(#""]}"#.utf8)),
            list: ("decode", "UTF-8"), action: ("decode", "UTF-8")),
        Case(
            name: "brackets without end", reply: .answer(200, String(repeating: "[", count: 100_000)),
            list: ("decode", "deeper than"), action: ("decode", "deeper than")),
        Case(name: "null", reply: .answer(200, "null"), list: ("decode", "JSON object"), action: nil),
        Case(name: "no items", reply: .answer(200, "{}"), list: ("decode", "experiments"), action: nil),
        Case(
            name: "items that are no array", reply: .answer(200, #"{"experiments":{"a":1}}"#),
            list: ("decode", "experiments"), action: nil),
        Case(
            name: "a redirect", reply: .answer(302, "", headers: ["Location: https://elsewhere.invalid/"]),
            list: ("decode", "not followed"), action: ("decode", "not followed")),
        Case(
            name: "a login page with 403", reply: .answer(403, "<html>\u{1B}[31m</html>", type: "text/html"),
            list: ("forbidden", "HTML"), action: ("forbidden", "HTML")),
    ]

    private static let key = ["AMPSH_API_KEY": "ampex_12345678"]

    @Test(arguments: cases)
    func anAnswerIsReadByWhatItIs(_ example: Case) throws {
        let server = try ScriptedServer(example.reply)
        defer { server.end() }
        let code = """
            local function show(fn, ...)
                local ok, e = pcall(fn, ...)
                if ok then print('done') else print(e.kind, e.outcome, (tostring(e):gsub('\\n', ' '))) end
            end
            show(experiments.list) show(experiments.activate, 'x')
            """
        let result = try ShellHome().ampsh(["--url", server.url, "-e", code], environment: Self.key)
        try #require(result.lines.count == 2, "\(result.errors)")
        #expect(result.lines[0].hasPrefix("\(example.list.kind)\tnil\t"))
        #expect(result.lines[0].contains(example.list.message), "\(result.lines[0])")
        #expect(result.lines[0].contains("GET /experiments/list"))
        if let action = example.action {
            let outcome = action.kind == "decode" ? "unknown" : "not_applied"
            #expect(result.lines[1].hasPrefix("\(action.kind)\t\(outcome)\t"), "\(result.lines[1])")
            #expect(result.lines[1].contains(action.message), "\(result.lines[1])")
        } else {
            #expect(result.lines[1] == "done")
        }
        #expect(!result.output.contains("\u{1B}"))
        // None of these is worth a second try.
        #expect(server.requests.count == 2)
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{", "middle of the answer"), ("HTTP/1.1 200 O", "ended"),
        ("", "closed before an answer"), ("\u{0}nonsense\r\n\r\n", "not HTTP"),
    ])
    func aWriteThatIsCutOffIsNotRepeatedAndMayHaveHappened(_ bytes: String, _ message: String) throws {
        let server = try ScriptedServer(.bytes(Array(bytes.utf8), thenClose: true))
        defer { server.end() }
        let result = try ShellHome().ampsh(
            ["--url", server.url, "-e", "experiments.create{projectId = '1', key = 'k'}"], environment: Self.key)
        #expect(result.exitCode == 5)
        #expect(result.errors.contains("unknown: cannot tell whether the experiment was made: "), "\(result.errors)")
        #expect(result.errors.contains(message) || message == "ended", "\(result.errors)")
        #expect(result.errors.contains("may have been applied"))
        // What follows are lookups in the list.
        #expect(server.requests.count { $0.text.hasPrefix("POST ") } == 1)
        #expect(
            server.requests.count { $0.text.hasPrefix("GET /experiments/list?limit=1000 ") } == server.requests.count
                - 1)
    }

    @Test func silenceEndsWithTheTimeout() throws {
        let server = try ScriptedServer(.silence)
        defer { server.end() }
        let result = try ShellHome().ampsh(
            ["--url", server.url, "--timeout", "0.2", "-e", "experiments.create{projectId = '1', key = 'k'}"],
            environment: Self.key)
        #expect(result.exitCode == 5)
        #expect(result.errors.contains("timeout") && result.errors.contains("may have been applied"))
    }

    @Test func aCursorThatComesTwiceIsNoLoop() throws {
        let server = try ScriptedServer(.answer(200, #"{"experiments":[{"id":"1"}],"nextCursor":"again"}"#))
        defer { server.end() }
        for code in ["experiments.all{}", "for e in experiments.each{} do end"] {
            let result = try ShellHome().ampsh(["--url", server.url, "-e", code], environment: Self.key)
            #expect(result.exitCode == 5)
            #expect(result.errors.contains("again"))
        }
    }

    @Test func aLongAnswerIsCutInTheError() throws {
        let server = try ScriptedServer(
            .answer(400, String(repeating: "no ", count: 100_000), type: "text/plain"))
        defer { server.end() }
        let code = "local _, e = pcall(experiments.list) print(#e.body, #tostring(e))"
        let result = try ShellHome().ampsh(["--url", server.url, "-e", code], environment: Self.key)
        let lengths = result.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        try #require(lengths.count == 2, "\(result.errors)")
        #expect(lengths[0] > 500 && lengths[0] <= 10_000)
        #expect(lengths[1] <= 1_000)
    }

    @Test func textOfTheServiceReachesNoTerminalRaw() throws {
        let server = try ScriptedServer(
            .answer(200, #"{"experiments":[{"id":"1","key":"a\u001b]0;owned\u0007b","name":"\u202ez"}]}"#))
        defer { server.end() }
        let session = try ShellHome().terminal(
            ["--url", server.url, "-e", "experiments.list{}[1], experiments.list{}[1].key", "--color", "never"],
            environment: Self.key)
        #expect(try session.expectExit() == 0)
        #expect(session.rest.contains(#"a\x1b]0;owned\x07b"#))
        #expect(!session.rest.contains("\u{1B}"))
        #expect(!session.rest.contains("\u{202E}"))
    }
}
