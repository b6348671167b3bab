import TestSupport
import Testing

/// The management key is nowhere but in the request's header.
struct KeyTests {
    private static let key = "ampex_5ecret0f7ests1234"
    private static let environment = ["AMPSH_API_KEY": key, "AMPSH_LOG": "trace"]

    @Test(arguments: [
        "print(os.getenv('AMPSH_API_KEY'))",
        "print(io.open('/proc/self/environ'):read('a'))",
        "os.execute('env; cat /proc/$PPID/environ /proc/self/environ')",
        "print(io.popen('env'):read('a'))",
        "for name, value in pairs(session) do print(name, value) end pp(session)",
        "error(select(2, pcall(experiments.list)))",
        "pp(select(2, pcall(experiments.list)))",
        "print(json.encode(select(2, pcall(experiments.get, 1))))",
        "experiments.activate('x')",
        "pp(debug.getregistry())",
        "for level = 0, 20 do local i = debug.getinfo(level) if i then pp(i) end end",
        "print(io.open('/proc/self/cmdline'):read('a'))",
    ])
    func noScriptAndNoLogShowsIt(_ code: String) throws {
        let server = try ScriptedServer(.answer(401, #"{"message":"no key \#(Self.key) here"}"#))
        defer { server.end() }
        let result = try ShellHome().ampsh(["--url", server.url, "-e", code], environment: Self.environment)
        #expect(!result.output.contains(Self.key))
        #expect(!result.errors.contains(Self.key))
        #expect(!(result.output + result.errors).contains("5ecret0f7ests"))
    }

    #if os(Linux)
        /// field/attack 7c
        @Test func noCoreDumpHoldsIt() throws {
            let home = try ShellHome()
            let result = try home.system(
                """
                ulimit -c unlimited 2> /dev/null || exit 0
                sh -c 'kill -ABRT $$' 2> /dev/null
                ls core* 2> /dev/null | wc -l
                rm -f core*
                for signal in ABRT SEGV QUIT XCPU SYS; do
                    "$AMPSH" -e "os.execute('(sleep 0.1; kill -$signal \\$PPID) &') sleep(100)" 2> /dev/null
                done
                ls core* 2> /dev/null | wc -l
                """, environment: Self.environment)
            // Where the control leaves no core, this system writes none here.
            #expect(result.lines.last ?? "0" == "0", "\(result.output)")
        }
    #endif

    @Test func itIsTheBearerOfEveryRequest() throws {
        let server = try ScriptedServer(.answer(200, "[]"))
        defer { server.end() }
        let code = "request('GET', '/x') request('POST', '/y', {body = {1}})"
        let result = try ShellHome().ampsh(["--url", server.url, "-e", code], environment: Self.environment)
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(server.requests.count == 2)
        for request in server.requests.map(\.text) {
            #expect(request.lowercased().contains("authorization: bearer \(Self.key)\r\n"))
            #expect(request.contains("User-Agent: ampsh/"))
        }
        #expect(server.requests.last?.text.hasSuffix("\r\n\r\n[1]") == true)
    }

    @Test func aProfileUsesItsOwnKeyAlone() throws {
        let home = try ShellHome()
        let server = try ScriptedServer(.answer(200, "{}"))
        defer { server.end() }
        _ = try home.system("mkdir -p config/ampsh && touch config/ampsh/config.toml && chmod 600 config/ampsh/*")
        _ = try home.write("[mine]\nurl = '\(server.url)'\nkey_env = 'MINE'\n", to: "config/ampsh/config.toml")
        let result = try home.ampsh(
            ["--profile", "mine", "-e", "request('GET', '/x') print(os.getenv('MINE'), os.getenv('AMPSH_API_KEY'))"],
            environment: ["AMPSH_API_KEY": "ampex_other", "MINE": Self.key])
        #expect(result.output == "nil\tnil\n", "\(result.errors)")
        #expect(server.requests.allSatisfy { $0.text.contains(Self.key) && !$0.text.contains("ampex_other") })
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [
        (" ", "white space"), ("a b", "white space"), ("a\nb", "white space"), ("ü", "not ASCII"), ("\u{1}", "control"),
    ])
    func aKeyThatIsNoneIsRefusedWithoutShowingIt(_ key: String, _ message: String) throws {
        let result = try ShellHome().ampsh(["-e", "1"], environment: ["AMPSH_API_KEY": key])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("AMPSH_API_KEY") && result.errors.contains(message), "\(result.errors)")
        #expect(!result.errors.contains("ü") && !result.errors.contains("a b"))
    }

    @Test func noKeyMeansTheSandbox() throws {
        let home = try ShellHome()
        #expect(try home.ampsh(["-e", "session.target"]).output == "sandbox\n")
        let empty = try home.ampsh(["-e", "session.target"], environment: ["AMPSH_API_KEY": ""])
        #expect(empty.output == "sandbox\n")
        #expect(empty.errors.contains("AMPSH_API_KEY"))
        let forced = try home.ampsh(["--sandbox", "-e", "session.target"], environment: Self.environment)
        #expect(forced.output == "sandbox\n")
    }
}
