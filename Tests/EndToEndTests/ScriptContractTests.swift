import TestSupport
import Testing

/// What holds for every script of `scripts/`.
struct ScriptContractTests {
    static let scripts = [
        "copy", "create_from_csv", "export", "kill_switch", "policy", "ramp", "status", "tour", "weights_report",
    ]

    /// Arguments with which each writing script would change the fresh sandbox, but for `--dry-run`.
    static let writers: [(script: String, arguments: [String])] = [
        ("copy", ["--to-sandbox", "copies.sqlite", "--project", "417260", "--to-project", "7", "s*"]),
        ("create_from_csv", ["--project", "417260", "sheet.csv"]),
        ("kill_switch", ["*"]),
        ("kill_switch", ["--restore", "26369:control=3,treatment=1"]),
        ("ramp", ["address-autocomplete"]),
        ("ramp", ["--set", "control=3,treatment=1", "--deactivate", "address-autocomplete"]),
        ("ramp", ["--activate", "fare-capping"]),
    ]

    @Test(arguments: scripts)
    func theHeaderIsTheHelp(_ script: String) throws {
        let help = try ShellHome().script("\(script).lua", ["--help"])
        #expect(help.exitCode == 0)
        #expect(help.errors == "")
        #expect(help.lines.first?.hasPrefix("\(script).lua: ") == true)
        #expect(help.output.contains("\nUsage: ampsh \(script).lua [options]"))
        #expect(help.output.contains("\nOptions:\n  -"))
        #expect(help.lines.filter { $0.hasPrefix("writes: ") }.count == 1)
    }

    @Test(arguments: scripts)
    func anUnknownOptionIsAUsageError(_ script: String) throws {
        let result = try ShellHome().script("\(script).lua", ["--halp"])
        #expect(result.exitCode == 2)
        #expect(result.output == "")
        #expect(result.errors.hasPrefix("\(script).lua: unknown option --halp; did you mean --help?\n"))
    }

    @Test(arguments: scripts)
    func whatItSaysItWritesIsWhatItCalls(_ script: String) throws {
        let home = try ShellHome()
        let code = """
            local file <close> = assert(io.open("\(ShellHome.repository)/scripts/\(script).lua"))
            local text = file:read "a"
            local declared = text:match "\\n%-%- writes: ([^\\n]*)"
            for name in ("activate deactivate set_rollout_weights create"):gmatch "%S+" do
              local calls = text:find("experiments%." .. name .. "[%(, ){]") or text:find("creation%." .. name .. "%(")
              local says = declared:find("experiments." .. name .. "%f[^%w_]") ~= nil
              assert((calls ~= nil) == says, name)
            end
            """
        #expect(try home.evaluate(code) == "")
    }

    /// Each script with arguments that need no file, and the code that it ends with. field/faults 16
    static let untrusted: [(script: String, arguments: [String], code: Int32)] = [
        ("copy", ["--to-sandbox", "copies.sqlite", "s*"], 7),
        ("create_from_csv", ["--project", "417260", "sheet.csv"], 2), ("export", [], 0),
        ("export", ["--format", "json", "s*"], 0), ("export", ["--format", "jsonl", "-p", "417260"], 0),
        ("kill_switch", ["--dry-run", "*"], 0), ("kill_switch", ["s*"], 0),
        ("kill_switch", ["--restore", "26369:control=3,treatment=1"], 0), ("policy", ["--json"], 1),
        ("policy", ["--rules", "weights"], 0), ("ramp", ["--wait", "0", "address-autocomplete"], 0),
        ("ramp", ["--set", "control=3,treatment=1", "address-autocomplete"], 0), ("status", [], 0),
        ("status", ["-e", "yes", "--width", "60"], 0), ("tour", [], 0), ("weights_report", ["--segments"], 0),
    ]

    @Test(arguments: untrusted)
    func itRunsWhereItIsNotTrusted(_ script: String, _ arguments: [String], _ code: Int32) throws {
        let home = try ShellHome()
        _ = try home.write("key\nsheet-one\n", to: "sheet.csv")
        let free = try home.script("\(script).lua", arguments)
        let restricted = try ShellHome()
        _ = try restricted.write("key\nsheet-one\n", to: "sheet.csv")
        let result = try restricted.script("\(script).lua", arguments, options: ["--restricted", "-q"])
        #expect(result.exitCode == code, "\(result.errors)")
        #expect(!result.errors.contains("attempt to") && !result.errors.contains("traceback"), "\(result.errors)")
        guard code < 2 else { return }
        #expect(result.output.replacing(restricted.path, with: home.path) == free.output)
        #expect(result.errors.replacing(restricted.path, with: home.path) == free.errors)
        #expect(result.exitCode == free.exitCode)
    }

    /// The scripts that need the API of today.
    static let untrustedOnV1: [(script: String, arguments: [String])] = [
        ("flags", []), ("history", ["guest-checkout"]), ("stale", ["--days", "30"]),
        ("retag", ["--add", "q", "search-ranker"]), ("qa_users", ["search-ranker", "control", "--clear"]),
    ]

    @Test(arguments: untrustedOnV1)
    func itRunsOnV1WhereItIsNotTrusted(_ script: String, _ arguments: [String]) throws {
        let free = try ShellHome().script("\(script).lua", arguments, options: ["--api", "v1"])
        let result = try ShellHome().script("\(script).lua", arguments, options: ["--api", "v1", "--restricted", "-q"])
        #expect(free.exitCode == 0, "\(free.errors)")
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(result.output == free.output)
    }

    @Test func everyScriptIsTriedWhereItIsNotTrusted() throws {
        #expect(Set(Self.untrusted.map(\.script)) == Set(Self.scripts))
        let tried = Set(Self.scripts + Self.untrustedOnV1.map(\.script))
        let files = try ShellProcess.run("/bin/ls", [ShellHome.repository + "/scripts"], in: "/")
        #expect(Set(files.lines.filter { $0.hasSuffix(".lua") }.map { String($0.dropLast(4)) }) == tried)
    }

    @Test(arguments: scripts)
    func itsHelpIsThereWhereItIsNotTrusted(_ script: String) throws {
        let home = try ShellHome()
        let free = try home.script("\(script).lua", ["--help"])
        let result = try home.script("\(script).lua", ["--help"], options: ["--restricted", "-q"])
        #expect(result.exitCode == 0 && result.errors == "")
        #expect(result.output == free.output)
    }

    @Test(arguments: [
        ("export", ["-o", "x.csv"]), ("create_from_csv", ["-p", "1", "-"]), ("tour", ["--pause"]),
        ("ramp", ["--check", "x.lua", "address-autocomplete"]),
    ])
    func whatNeedsFilesSaysSoWhereThereAreNone(_ script: String, _ arguments: [String]) throws {
        let result = try ShellHome().script("\(script).lua", arguments, options: ["--restricted"])
        #expect(result.exitCode == 2, "\(result.errors)")
        #expect(result.errors.contains("needs files, and --restricted has none"), "\(result.errors)")
    }

    @Test(arguments: writers)
    func aDryRunWritesNothingAndSaysTheSameWords(_ script: String, _ arguments: [String]) throws {
        let home = try ShellHome()
        _ = try home.write("key,description\nsheet-one,\"Owner: a, b\"\nsheet-two,x\n", to: "sheet.csv")
        let before = try home.script("export.lua", ["--format", "json"])
        let dry = try home.script("\(script).lua", ["--dry-run"] + arguments)
        #expect(dry.exitCode == 0, "\(dry.errors)")
        #expect(dry.output.contains(": would be done"))
        #expect(!dry.output.contains(": done"))
        #expect(try home.script("export.lua", ["--format", "json"]).output == before.output)
        #expect(
            try home.evaluate("return #connect{sandbox = 'copies.sqlite'}.experiments.all{}") == "60",
            "the target of the copy has what every new sandbox has")

        let wait = script == "ramp" && !arguments.contains("--set") ? ["--wait", "0"] : []
        let real = try home.script("\(script).lua", wait + arguments)
        #expect(real.exitCode == 0, "\(real.errors)")
        let words = { (line: String) in line.replacing(": would be done", with: ": done").prefix { $0 != ":" } }
        #expect(real.lines.map(words) == dry.lines.map(words))
        #expect(real.output.contains(": done") && !real.output.contains("would be"))
    }

    @Test(arguments: ["copy", "create_from_csv", "kill_switch", "ramp"])
    func aReadOnlySessionIsRefusedWithItsCode(_ script: String) throws {
        let home = try ShellHome()
        _ = try home.write("key\nsheet-one\n", to: "sheet.csv")
        let before = try home.script("export.lua", ["--format", "json"])
        let arguments = Self.writers.first { $0.script == script }?.arguments ?? []
        let result = try home.script("\(script).lua", arguments, options: ["--read-only"])
        #expect(result.errors.contains("read-only"))
        #expect(result.exitCode == 7)
        #expect(try home.script("export.lua", ["--format", "json"]).output == before.output)
    }

    @Test func aValueThatIsMissingOrWrongIsAUsageError() throws {
        let home = try ShellHome()
        let cases: [(String, [String], String)] = [
            ("status.lua", ["--state", "runing"], "--state: expected one of planning, running, analyzing"),
            ("status.lua", ["--state"], "--state needs a value: STATE"),
            ("weights_report.lua", ["--bar=0"], "--bar: expected a whole number from 1, got \"0\""),
            ("weights_report.lua", ["--ascii=yes"], "--ascii takes no value"),
            ("ramp.lua", [], "it needs EXPERIMENT"),
            ("ramp.lua", ["a", "b"], "unexpected argument \"b\""),
            ("ramp.lua", ["--steps", "5,1", "a"], "--steps: 1 does not rise above 5"),
            ("ramp.lua", ["--steps", "5,x", "a"], "--steps: expected percentages from 0 to 100"),
            ("ramp.lua", ["--deactivate", "a"], "--deactivate goes with --set"),
            ("kill_switch.lua", ["--restore", "zork"], "expected ID:WEIGHTS"),
            ("kill_switch.lua", ["--dry-runs", "a"], "unknown option --dry-runs; did you mean --dry-run?"),
            ("policy.lua", ["--rules", "naming,nope"], "--rules: expected one of naming, owner"),
            ("copy.lua", ["a"], "say where to: --to-profile or --to-sandbox"),
            ("ramp.lua", ["--set", "control=1", "--steps", "5", "a"], "--steps does not go with --set"),
            ("kill_switch.lua", ["-dry-run", "a"], "unknown option -dry-run; did you mean --dry-run?"),
            ("policy.lua", ["--owner", "a%"], "--owner: malformed pattern"),
        ]
        for (script, arguments, message) in cases {
            let result = try home.script(script, arguments)
            #expect(result.exitCode == 2, "\(script) \(arguments)")
            #expect(result.errors.contains(message), "\(script) \(arguments): \(result.errors)")
            #expect(result.output == "")
        }
    }

    /// What a script leaves to its end is the script's as well.
    @Test func aDeclarationHoldsForFinalizersAtTheEnd() throws {
        let home = try ShellHome()
        let script = try home.write(
            """
            -- writes: nothing
            setmetatable({}, {__gc = function() print(pcall(experiments.activate, "31238")) end})
            """, to: "final.lua")
        let result = try home.ampsh(["--sandbox-path", ":memory:", script])
        #expect(result.output.hasPrefix("false\trefused: "), "\(result)")
    }

    @Test func aKeyInThePlaceOfAModuleIsNotShown() throws {
        let home = try ShellHome()
        let key = "ampex_0123456789abcdefghijklmn"
        for arguments in [["-l", key], ["-l", "x\(key)"], ["-e", "require '\(key)'"]] {
            let result = try home.ampsh(["--sandbox-path", ":memory:"] + arguments)
            #expect(result.exitCode == 1 && result.errors.contains("not found"))
            #expect(!(result.output + result.errors).contains("0123456789"), "\(result.errors)")
        }
        _ = try home.system("mkdir -p config/ampsh")
        _ = try home.write("require '\(key)'", to: "config/ampsh/init.lua")
        let prompt = try home.ampsh(["--sandbox-path", ":memory:", "-i"])
        #expect(prompt.errors.contains("not found") && !prompt.errors.contains("0123456789"), "\(prompt.errors)")
        let doctor = try home.ampsh(["doctor"], environment: ["XDG_CONFIG_HOME": "/none/\(key)"])
        #expect(!(doctor.output + doctor.errors).contains("0123456789"), "\(doctor.output)")
    }
}
