import TestSupport
import Testing

/// The exit codes, as another program sees them.
struct ExitCodeTests {
    @Test(
        arguments: [
            ("print(1)", 0), ("error('x')", 1), ("error()", 1), ("error({})", 1), ("x =", 1), ("nothing.at.all", 1),
            ("error({kind = 'other'})", 1),
            ("experiments.list{limit = 0}", 2), ("experiments.get('nope')", 2), ("experiments.create{}", 2),
            ("connect{profile = 'nowhere'}", 2),
            ("error({kind = 'auth'})", 3), ("error({kind = 'forbidden'})", 3),
            ("request('GET', '/nope')", 4), ("error({kind = 'network'})", 5), ("error({kind = 'decode'})", 5),
            ("error({kind = 'refused'})", 7),
            ("os.exit()", 0), ("os.exit(true)", 0), ("os.exit(false)", 1), ("os.exit(7)", 7), ("os.exit(300)", 44),
            ("setmetatable({}, {__gc = function() os.exit(9) end})", 9),
            ("coroutine.wrap(function() os.exit(5) end)()", 5),
            ("parallel({1}, function() os.exit(6) end)", 6),
            ("parallel({1}, function() experiments.list{limit = 0} end)", 2),
        ] as [(String, Int32)])
    func anEndingHasItsCode(_ code: String, _ exitCode: Int32) throws {
        let result = try ShellHome().ampsh(["--sandbox-path", ":memory:", "-e", code])
        #expect(result.exitCode == exitCode, "\(result.errors)")
    }

    @Test func refusedWritesEndWithSeven() throws {
        let home = try ShellHome()
        let result = try home.ampsh([
            "--read-only", "--sandbox-path", home.sandbox, "-e", "experiments.activate(31238)",
        ])
        #expect(result.exitCode == 7)
        #expect(result.errors.contains("read-only"))
        #expect(try home.evaluate("experiments.get(31238).enabled") == "false")
    }

    @Test func aServiceThatIsAwayEndsWithFive() throws {
        let result = try ShellHome().ampsh(
            ["--url", "http://127.0.0.1:1", "-e", "experiments.list{}"],
            environment: ["AMPSH_API_KEY": "ampex_12345678"])
        #expect(result.exitCode == 5)
        #expect(result.errors.contains("connection refused"))
    }

    @Test(arguments: [([401], 3), ([403], 3), ([404], 4), ([400, 409, 422], 2)] as [([Int], Int32)])
    func statusesHaveTheirCodes(_ statuses: [Int], _ exitCode: Int32) throws {
        for status in statuses {
            let server = try ScriptedServer(.answer(status, #"{"message":"because"}"#))
            defer { server.end() }
            let result = try ShellHome().ampsh(
                ["--url", server.url, "-e", "experiments.list{}"], environment: ["AMPSH_API_KEY": "ampex_12345678"])
            #expect(result.exitCode == exitCode)
            #expect(result.errors.contains("because") && result.errors.contains("status \(status)"))
            #expect(server.requests.count == 1)
        }
    }

    @Test(arguments: ["missing.lua", ".", ""])
    func aScriptThatCannotBeReadIsNamed(_ name: String) throws {
        let result = try ShellHome().ampsh([name])
        #expect(result.exitCode == 1)
        #expect(result.errors.hasPrefix("ampsh: cannot open \(name)"))
    }

    @Test func aSyntaxErrorNamesFileAndLine() throws {
        let home = try ShellHome()
        let script = try home.write("local a\n\nlocal b = = 2\n", to: "wrong.lua")
        let result = try home.ampsh([script])
        #expect(result.exitCode == 1)
        #expect(result.errors == "ampsh: \(script):3: unexpected symbol near '='\n")
    }

    /// field/faults 20
    @Test(arguments: [
        ("error('mine')", true), ("local x = nil; x()", true), ("experiments.list{limit = 0}", true),
        ("error({})", true), ("error({message = 'mine'})", true), ("parallel({1}, function() error('mine') end)", true),
        ("experiments.get('nope')", false), ("request('GET', '/nope')", false), ("error({kind = 'auth'})", false),
        ("error({kind = 'network'})", false), ("error({kind = 'refused'})", false),
        ("error({kind = 'unknown'})", false),
        ("error({kind = 'server'})", false), ("error({kind = 'decode'})", false),
        ("parallel({1}, function() experiments.get('nope') end)", false),
    ])
    func aTracebackIsForFaultsOfTheScript(_ code: String, _ hasOne: Bool) throws {
        let result = try ShellHome().ampsh(["--sandbox-path", ":memory:", "-e", code])
        #expect(result.errors.contains("stack traceback:") == hasOne, "\(result.errors)")
        #expect(result.errors.hasPrefix("ampsh: "))
        if !hasOne { #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)") }
    }

    @Test func aRefusalOfTheShellHasNoTraceback() throws {
        let result = try ShellHome().ampsh([
            "--read-only", "--sandbox-path", ":memory:", "-e", "experiments.activate(31238)",
        ])
        #expect(!result.errors.contains("traceback"), "\(result.errors)")
    }

    @Test func anInterruptedScriptEndsWith130() throws {
        for code in ["print('go') while true do pcall(function() while true do end end) end", "print('go') sleep(100)"]
        {
            let session = try ShellHome().terminal(["--sandbox-path", ":memory:", "-e", code])
            try session.expect("go")
            session.type("\u{3}")
            #expect(try session.expectExit() == 130)
        }
    }
}
