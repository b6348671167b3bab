import TestSupport
import Testing

/// `cli.parse`: a script's arguments, read by its header.
struct ScriptArgumentTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    /// Runs a script with this header, which prints its options and operands.
    private func parse(
        _ header: String, _ arguments: [String], readers: String = "{}"
    ) throws -> ShellProcess.Result {
        let comment = header.split(separator: "\n", omittingEmptySubsequences: false).map { "-- \($0)\n" }.joined()
        let script = try home.write(
            comment + """

                local cli = require "ampsh.cli"
                local options, operands = cli.parse(\(readers), ...)
                print(json.encode(options) .. " " .. json.encode(array(operands)))
                """, to: "try.lua")
        return try home.ampsh(
            ["--sandbox-path", ":memory:", script] + arguments,
            environment: ["LUA_PATH": "\(ShellHome.repository)/scripts/?.lua;;"])
    }

    private static let twoForms = """
        try.lua: tries

        Usage: ampsh try.lua [options] GLOB...
               ampsh try.lua --undo [-n] [--id ID]
                     FILE [MORE]
               ampsh try.lua --move FROM TO

        Options:
          --undo         a flag
          --move         a flag
          -n, --dry-run  a flag
          -v             a flag
          -p, --id ID    a value

        """

    @Test(arguments: [
        (["a", "b"], "[\"a\",\"b\"]"), (["-n", "a"], "[\"a\"]"), (["--undo", "a"], "[\"a\"]"),
        (["a", "--undo", "b"], "[\"a\",\"b\"]"), (["--undo", "-n", "--id", "7", "a"], "[\"a\"]"),
        (["--move", "a", "b"], "[\"a\",\"b\"]"),
    ])
    func eachUsageLineIsAWayToCallIt(_ arguments: [String], _ operands: String) throws {
        // field/faults 17
        let result = try parse(Self.twoForms, arguments)
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(result.output.hasSuffix(" \(operands)\n"))
    }

    @Test(arguments: [
        ([], "it needs GLOB..."), (["--undo"], "it needs FILE [MORE]"), (["--undo", "a", "b", "c"], "argument \"c\""),
        (["--move", "a"], "it needs FROM TO"), (["--move", "a", "b", "c"], "unexpected argument \"c\""),
        (["--undo", "-v", "a"], "-v does not go with --undo"),
        (["--move", "-n", "a", "b"], "-n does not go with --move"),
    ])
    func whatNoUsageLineTakesIsAUsageError(_ arguments: [String], _ message: String) throws {
        let result = try parse(Self.twoForms, arguments)
        #expect(result.exitCode == 2)
        #expect(result.errors.hasPrefix("try.lua: "))
        #expect(result.errors.contains(message))
        #expect(result.errors.hasSuffix("\ntry.lua --help says what it takes\n"))
    }

    @Test func twoUsageLinesOfTheSameOptionsAreToldApartByTheirCount() throws {
        let header = "Usage: try.lua FILE\nUsage: try.lua FILE FROM TO\n"
        #expect(try parse(header, ["a"]).exitCode == 0)
        #expect(try parse(header, ["a", "b", "c"]).exitCode == 0)
        #expect(try parse(header, ["a", "b"]).exitCode == 2)
    }

    @Test(arguments: [
        (["-nv"], "\"dry_run\":true", "\"v\":true"), (["-np", "7"], "\"dry_run\":true", "\"id\":\"7\""),
        (["-vnp", "7", "-p", "8"], "\"v\":true", "\"id\":\"8\""),
    ])
    func shortFlagsMayStandTogether(_ arguments: [String], _ one: String, _ other: String) throws {
        // field/faults 17
        let result = try parse(Self.twoForms, arguments + ["x"])
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(result.output.contains(one) && result.output.contains(other))
    }

    @Test(arguments: [
        (["-pn", "7"], "unknown option -pn"), (["-nx"], "unknown option -nx"),
        (["-dry-run"], "unknown option -dry-run; did you mean --dry-run?"), (["-p7"], "unknown option -p7"),
    ])
    func whatIsNoBundleIsAUsageError(_ arguments: [String], _ message: String) throws {
        let result = try parse(Self.twoForms, arguments + ["x"])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains(message))
    }

    @Test func aReaderWithoutItsOptionIsAnError() throws {
        // field/faults 17
        let header = "Usage: try.lua\n\nOptions:\n  --times N  a number\n  --flag     a flag\n"
        let cases = [
            ("{time = cli.count}", "there is a reader for time", "did you mean times?"),
            ("{flag = cli.count}", "there is a reader for flag", ""),
            ("{times = cli.cuont}", "ampsh.cli has no cuont", "did you mean count?"),
        ]
        for (readers, message, hint) in cases {
            let result = try parse(header, ["--times", "abc"], readers: readers)
            #expect(result.exitCode == 1)
            #expect(result.errors.contains(message) && result.errors.contains(hint))
        }
        #expect(try parse(header, ["--times", "abc"], readers: "{times = cli.count}").exitCode == 2)
        let inherited = "require 'lib.pick'.readers{times = cli.count}"
        #expect(try parse(header, ["--times", "3"], readers: inherited).exitCode == 0)
    }

    @Test func anOptionInAUsageLineThatNoLineDeclaresIsAnError() throws {
        let result = try parse("Usage: try.lua [--nope N] FILE\n", ["a"])
        #expect(result.exitCode == 1)
        #expect(result.errors.contains("the usage line names --nope"))
    }

    @Test(arguments: ["a\r", "a\nb", "\u{1B}[31m", "a\u{7F}", "a\u{85}"])
    func aControlCharacterIsAUsageError(_ word: String) throws {
        // field/faults 19
        for arguments in [[word], ["--id", word, "x"], ["--id=\(word)", "x"], ["--", word]] {
            let result = try parse(Self.twoForms, arguments)
            #expect(result.exitCode == 2, "\(arguments)")
            #expect(result.errors.contains("a control character (U+"))
            #expect(result.output == "")
        }
    }

    @Test(arguments: [
        ("status.lua", ["checkout-*\r"]), ("kill_switch.lua", ["checkout-*\u{A0}"]),
        ("kill_switch.lua", ["-d", "ios\u{200B}", "*"]),
        ("kill_switch.lua", ["-p", "417260\u{200B}", "*"]), ("ramp.lua", ["address-autocomplete\u{FEFF}"]),
        ("ramp.lua", ["-v", "treatment\u{A0}", "address-autocomplete"]), ("export.lua", ["\u{2009}g*"]),
        ("copy.lua", ["--to-sandbox", "x.sqlite", "--to-project", "7\u{A0}", "a*"]),
    ])
    func aNameWithWhatNobodySeesIsAUsageError(_ script: String, _ arguments: [String]) throws {
        // field/faults 19
        let result = try home.script(script, arguments)
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("character (U+"))
        #expect(result.output == "")
    }

    @Test func whatEndsAScriptLeavesThePromptOpen() throws {
        // field/faults 17
        let scripts = "\(ShellHome.repository)/scripts"
        let session = try home.prompt(environment: ["LUA_PATH": "\(scripts)/?.lua;;"], columns: 300)
        func load(_ line: String) throws -> String { try session.reply(to: ".load \(scripts)/\(line)") }
        #expect(
            try load("status.lua --halp")
                == "status.lua: unknown option --halp; did you mean --help?\nstatus.lua --help says what it takes\n")
        #expect(try load("ramp.lua nope").contains("no experiment has the key or id nope"))
        #expect(try load("kill_switch.lua --restore 999:a=1").hasSuffix("1 item: 1 failed\n"))
        #expect(try load("policy.lua").hasSuffix("of 60 experiments\n"))
        let help = try load("status.lua --help")
        #expect(help.hasPrefix("status.lua: says") && help.hasSuffix("writes: nothing\n"))
        try session.reply(to: "ok, e = pcall(shell.load, '\(scripts)/status.lua', '--halp')")
        #expect(try session.reply(to: "e.kind, e.exit, tostring(e) == e.message") == "argument\n2\ntrue\n")
    }

    @Test func aRaisedTableWithAnExitCodeEndsAScript() throws {
        let cases: [(String, Int32, String)] = [
            ("error({exit = 3, message = 'bye'})", 3, "bye\n"), ("error{exit = 0}", 0, ""),
            ("error({exit = 6, kind = 'argument'}, 0)", 6, ""),
            ("parallel({1, 2}, function() error{exit = 9} end)", 9, ""),
            ("coroutine.wrap(function() error{exit = 4} end)()", 4, ""),
        ]
        for (code, exit, errors) in cases {
            let result = try home.ampsh(["--sandbox-path", ":memory:", "-"], input: code)
            #expect(result.exitCode == exit, "\(code)")
            #expect(result.errors == errors)
        }
        for exit in ["'north'", "256", "-1", "1.5"] {
            let result = try home.ampsh(["--sandbox-path", ":memory:", "-"], input: "error{exit = \(exit)}")
            #expect(result.exitCode == 1, "\(exit)")
            #expect(result.errors.hasPrefix("ampsh: "))
        }
    }
}
