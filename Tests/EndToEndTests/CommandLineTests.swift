import TestSupport
import Testing

/// How the words on the command line are read.
struct CommandLineTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    @Test(arguments: [
        (["-e", "1 + 1"], "2\n"), (["-e1 + 1"], "2\n"),
        (["-e", "local x = 1"], ""),
        // field/faults 23: a nil keeps its place.
        (["-e", "'a', nil, 2"], "a\nnil\n2\n"), (["-e", "nil"], ""), (["-e", "1, nil"], "1\nnil\n"),
        (["-e", "nil, nil"], "nil\nnil\n"), (["-e", "select(2, 1)"], ""), (["-e", "nil", "-e", "1"], "1\n"),
        (["--output", "json", "-e", "1, nil, {}"], "1\nnull\n{}\n"),
        (["--output", "jsonl", "-e", "{1}, nil"], "1\nnull\n"), (["--output", "lua", "-e", "nil, 1"], "nil\n1\n"),
        (["--output", "table", "-e", "nil, 1"], "nil\n1\n"), (["--output", "csv", "-e", "nil, 1"], "\"\"\n1\n"),
        (["-e", "x = 2", "-e", "x"], "2\n"),
        (["-l", "string", "-e", "string.rep('a', 2)"], "aa\n"), (["-lmath", "-e", "math.pi > 3"], "true\n"),
        (["--output=json", "-e", "'x'"], "\"x\"\n"), (["-q", "-e", "'x'"], "x\n"), (["-e", "io.write('x')"], "x"),
        (["--sandbox-path", ":memory:", "-e", "session.target, session.url"], "sandbox\n:memory:\n"),
    ])
    func codeRunsAndExpressionsPrint(_ arguments: [String], _ output: String) throws {
        let result = try home.ampsh(arguments)
        #expect(result.output == output)
        #expect(result.errors == "")
        #expect(result.exitCode == 0)
    }

    @Test func theScriptSeesItsWords() throws {
        let script = try home.write(
            "#!/usr/bin/env ampsh\nfor i = -4, 4 do if arg[i] then print(i, arg[i]) end end print(...)\n",
            to: "words.lua")
        let result = try home.ampsh(["-q", "--", script, "a", "--help", ""])
        #expect(
            result.lines == [
                "-3\t\(ShellHome.executable)", "-2\t-q", "-1\t--", "0\t\(script)", "1\ta", "2\t--help", "3\t",
                "a\t--help\t",
            ])
    }

    @Test func theScriptMayComeFromStandardInput() throws {
        for arguments in [["-", "a"], []] {
            let result = try home.ampsh(arguments, input: "#!shebang\nprint(arg[0], ...)\nerror('here', 1)")
            #expect(result.output == (arguments.isEmpty ? "\(ShellHome.executable)\n" : "-\ta\n"))
            #expect(result.errors.hasPrefix("ampsh: stdin:3: here\n"))
        }
    }

    @Test func theVersionIsShownBeforeTheRest() throws {
        let result = try home.ampsh(["-v", "-e", "1"])
        #expect(result.lines.count == 2)
        #expect(result.lines.first?.hasPrefix("ampsh ") == true)
        #expect(try home.ampsh(["--version", "-e", "1"]).lines.count == 1)
    }

    @Test(arguments: [
        (["--sandbx"], "did you mean '--sandbox'?"), (["--foo"], "unknown option '--foo'"),
        (["-e"], "option '-e' needs a value"),
        (["--output", "xml", "-e", "1"], "none of table, json, jsonl, csv, lua"),
        (["--rps", "x"], "--rps"), (["--timeout", "0"], "--timeout"), (["--read-only=1"], "takes no value"),
        (["--url", "https://x.invalid"], "AMPSH_API_KEY"), (["--sandbox", "--profile", "x"], "different targets"),
        (["--profile", "x"], "config.toml"), (["plan"], "not in this version"), (["sandbox"], "serve, reset, info"),
        (["sandbox", "serve", "--port", "x"], "--port"), (["sandbox", "what"], "what"),
        (["--restricted=1"], "takes no value"), (["--time-limit", "0"], "--time-limit"),
    ])
    func aWrongWordIsAUsageErrorThatNamesIt(_ arguments: [String], _ message: String) throws {
        let result = try home.ampsh(arguments)
        #expect(result.exitCode == 2)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.output == "")
    }

    @Test(arguments: [
        ("http://example.com", "unencrypted"), ("foo", "scheme"), ("ftp://x", "ftp"), ("https://u:p@h", "password"),
        ("https://h:99999", "99999"), ("https://h/?q", "query"),
    ])
    func aWrongAddressIsRefusedBeforeAnythingIsSent(_ url: String, _ message: String) throws {
        for (arguments, name) in [(["--url", url], "--url"), ([], "AMPSH_URL")] {
            let result = try home.ampsh(
                arguments + ["-e", "1"],
                environment: ["AMPSH_API_KEY": "ampex_12345678"].merging(name == "AMPSH_URL" ? [name: url] : [:]) { $1 }
            )
            #expect(result.exitCode == 2)
            #expect(result.errors.contains(name) && result.errors.contains(message), "\(result.errors)")
        }
    }

    @Test(arguments: [
        ("[prod]\nurl = 5\n", "config.toml:2:1: profile 'prod': 'url' must be a string"),
        ("[prod]\nurll = 'x'\n", "did you mean 'url'?"), ("[prod\n", "not valid TOML"), ("a = 1\n", "is no table"),
    ])
    func aWrongConfigFileIsNamedWithItsPlace(_ text: String, _ message: String) throws {
        _ = try home.system("mkdir -p config/ampsh && touch config/ampsh/config.toml && chmod 600 config/ampsh/*")
        _ = try home.write(text, to: "config/ampsh/config.toml")
        let result = try home.ampsh(["-e", "1"])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(try home.ampsh(["doctor"]).exitCode == 2)
    }

    @Test func aConfigFileThatOthersReadIsRefused() throws {
        _ = try home.system("mkdir -p config/ampsh && touch config/ampsh/config.toml && chmod 644 config/ampsh/*")
        let result = try home.ampsh(["-e", "1"])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("chmod 600"))
    }
}
