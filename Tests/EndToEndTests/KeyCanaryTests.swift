import Platform
import TestSupport
import Testing

/// A canary key in the environment of many runs, and every sink searched for any form of it afterwards.
struct KeyCanaryTests {
    static let canary = "ampex_Zq7Rk2Vw9Xt4Yb6Nm3Hc8Jd5Lf1Pg0Sa"
    private static let forms = KeyForms(canary)

    @Test func theFormsAreFound() {
        func found(_ text: String) -> Bool { Self.forms.found(in: Array(text.utf8)) != nil }
        #expect(found("Bearer \(Self.canary)."))
        // printf 'Bearer ampex_Zq7R...' | base64, at the three offsets of a key in a longer text.
        #expect(found("YW1wZXhfWnE3UmsyVnc5WHQ0WWI2Tm0zSGM4SmQ1TGYxUGcwU2E="))
        #expect(found("IGFtcGV4X1pxN1JrMlZ3OVh0NFliNk5tM0hjOEpkNUxmMVBnMFNh"))
        #expect(found("ICBhbXBleF9acTdSazJWdzlYdDRZYjZObTNIYzhKZDVMZjFQZzBTYQ=="))
        #expect(found("Yb6Nm3Hc") && found("cH3mN6bY"))
        #expect(found(Self.canary.utf8.dropFirst(6).map { "%" + String($0, radix: 16) }.joined()))
        #expect(!found("ampex_…g0Sa ampex_ Zq7Rk2V"))
    }

    /// Lua that tries to get at the key, or has an error say something of it.
    private static let codes = [
        "print(os.getenv('AMPSH_API_KEY'))", "print(io.open('/proc/self/environ'):read('a'))",
        "print(io.open('/proc/self/cmdline'):read('a'))",
        "os.execute('env; cat /proc/$PPID/environ /proc/$PPID/cmdline /proc/self/environ; ps -ef 2>/dev/null')",
        "print(io.popen('env; set'):read('a'))", "for n, v in pairs(session) do print(n, v) end pp(session)",
        "error(select(2, pcall(experiments.list)))", "pp(select(2, pcall(experiments.get, 1)))",
        "print(json.encode(select(2, pcall(experiments.activate, 'x'))))",
        "experiments.create{projectId = '1', key = 'k'}",
        "experiments.set_rollout_weights('1', {a = 1})", "request('POST', '/x', {body = {1}})",
        "local r, more = pcall(request, 'GET', '/x') pp(more)", "print(select(2, request('GET', '/x')))",
        "for k, v in pairs(select(2, request('GET', '/x')).headers) do print(k, v) end",
        "pp(debug.getregistry())", "for l = 0, 20 do local i = debug.getinfo(l) if i then pp(i) end end",
        "parallel({1, 2, 3}, function(i) return experiments.get(i) end)", "error('boom')", "local x = = 1",
        "os.execute('kill -SEGV $PPID')", "os.execute('kill -TERM $PPID')", "os.execute('kill -ABRT $PPID')",
        "print(debug.traceback())", "warn('@on') warn('x')", "for e in experiments.each{} do print(e) end",
        "local f = io.open('dump', 'w') for k, v in pairs(_G) do f:write(tostring(k), tostring(v), '\\n') end f:close()",
        "print(collectgarbage('count')) print(string.format('%p', print))", "help(request)", "help(session)",
    ]

    /// What the server says back: the key as it came, in fields and body, whatever the status.
    private static let replies: [ScriptedServer.Reply] = [
        .answer(401, #"{"message":"no key \#(canary) here"}"#, headers: ["X-Echo: \(canary)"]),
        .answer(
            200, #"{"id":"1","key":"\#(canary)","experiments":[{"id":"1","key":"\#(canary)"}]}"#,
            headers: ["X-Echo: Bearer \(canary)"]),
        .answer(302, "", headers: ["Location: http://127.0.0.1:1/?key=\(canary)"]),
        .answer(500, "<html>Authorization: Bearer \(canary)</html>", type: "text/html"),
        .bytes(
            Array("HTTP/1.1 200 \(canary)\r\nX: \(canary)\r\nContent-Length: 900\r\n\r\n\(canary)".utf8),
            thenClose: true),
    ]

    @Test(arguments: replies.indices)
    func noRunShowsOrKeepsAnyFormOfTheKey(_ reply: Int) throws {
        let start = ContinuousClock.now
        let server = try ScriptedServer(Self.replies[reply])
        defer { server.end() }
        let home = try ShellHome()
        let environment = ["AMPSH_API_KEY": Self.canary, "AMPSH_LOG": "trace", "AMPSH_HISTORY": home.path + "/history"]
        // In the suite each code meets one of the servers, for the report all of them.
        let codes = Self.codes.enumerated().filter { place, _ in
            Reliability.isFull || place % Self.replies.count == reply
        }
        for (_, code) in codes {
            let result = try home.ampsh(["--url", server.url, "-e", code], environment: environment)
            try expectClean(result, home, code)
        }
        #expect(server.requests.allSatisfy { $0.text.contains("Bearer \(Self.canary)") })
        try expectClean(
            try home.ampsh(["--url", server.url, "doctor"], environment: environment), home, "doctor")
        // These ask no server, so that one of them is as good as another.
        guard Reliability.isFull || reply == 0 else { return }
        for arguments in [
            ["--sandbox", "-e", "experiments.list{}"], ["doctor"], ["sandbox", "info"],
            ["--bogus"], ["--help"], ["-v"],
            ["--url", "http://example.com", "-e", "experiments.list{}"],
            ["--ca-file", "/nonexistent", "-e", "experiments.list{}"],
            ["--url", "https://127.0.0.1:1", "-e", "experiments.list{}"], ["--sandbox", "nonexistent.lua"],
        ] {
            try expectClean(try home.ampsh(arguments, environment: environment), home, arguments.joined(separator: " "))
        }
        Reliability.report(
            "key canary, server \(reply + 1)", count: codes.count, "0 hits of \(Self.forms.needles.count) forms",
            since: start)
    }

    @Test func thePromptAndItsHistoryDoNotKeepIt() throws {
        let home = try ShellHome()
        let session = try home.terminal(
            ["--sandbox-path", home.sandbox],
            environment: ["AMPSH_API_KEY": Self.canary, "NO_COLOR": "1", "AMPSH_LOG": "trace"], columns: 160)
        try session.expect("ampsh sandbox> ")
        for line in ["os.getenv('AMPSH_API_KEY')", "session", "experiments.list{limit=1}", "x = y.z"] {
            try session.reply(to: line)
        }
        session.type("\u{4}")
        _ = try session.expectExit()
        #expect(Self.forms.found(in: try home.everyFile()) == nil)
    }

    private func expectClean(_ result: ShellProcess.Result, _ home: ShellHome, _ what: String) throws {
        for (name, bytes) in [
            ("standard output", result.outputBytes), ("standard error", result.errorBytes),
            ("a file", try home.everyFile()),
        ] {
            if let form = Self.forms.found(in: bytes) { Issue.record("\(what): \(name) holds \(form)") }
        }
    }
}
