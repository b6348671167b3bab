import TestSupport
import Testing

/// `scripts/status.lua` and `scripts/weights_report.lua`.
struct ScriptStatusTests {
    @Test(arguments: [
        (["checkout-*"], ["26301"]),
        (["checkout-copy-test", "chat-bubb?e"], ["26671", "26301"]),
        (["--project", "530118", "--state", "analyzing"], ["31177", "31110", "31027"]),
        (["--deployment", "search*", "--enabled", "no"], ["26490"]),
        (["--deployment", "mailer", "--state", "running", "--sort", "key"], ["26624", "26650", "26730", "26611"]),
        (["--sort", "id", "--enabled", "yes", "g*"], ["26211"]),
    ])
    func filtersChoose(_ arguments: [String], _ ids: [String]) throws {
        let home = try ShellHome()
        let result = try home.script("status.lua", arguments)
        #expect(result.exitCode == 0)
        let shown = result.lines.dropFirst().map { String($0.drop { $0 == " " }.prefix { $0 != " " }) }
        #expect(shown == ids)
        #expect(result.errors.contains("\(ids.count) experiment"))
    }

    @Test func theTableFitsItsWidthAndKeysAreNeverCut() throws {
        let home = try ShellHome()
        let narrow = try home.script("status.lua", ["--width", "90"])
        #expect(narrow.lines.count == 61)
        #expect(narrow.output.contains("search-ranker-small-shops"))
        #expect(narrow.output.contains("…"))
        #expect(narrow.lines.allSatisfy { $0.count <= 106 })
        let wide = try home.script("status.lua", ["--width", "0"])
        #expect(!wide.output.contains("…"))
        #expect(wide.output.contains("boost-low 10, boost-mid 10, boost-high 10"))
        let byVariable = try home.script("status.lua", environment: ["COLUMNS": "90"])
        #expect(byVariable.output == narrow.output)
    }

    @Test func whatIsActiveButReachesNobodyIsNamed() throws {
        let home = try ShellHome()
        let result = try home.script("status.lua", ["tutorial-*"])
        #expect(result.errors.contains("tutorial-overlay (31107) is active, but no deployment serves it"))
        _ = try home.evaluate("experiments.set_rollout_weights('26301', {control = 0, treatment = 0})")
        let zero = try home.script("status.lua", ["checkout-*"])
        #expect(zero.errors.contains("checkout-copy-test (26301) is active, but all its weights are 0"))
    }

    @Test func nothingFoundIsAnEmptyOutputAndNoFailure() throws {
        let result = try ShellHome().script("status.lua", ["nothing-like-this"])
        #expect(result.exitCode == 0)
        #expect(result.output == "")
        #expect(result.errors == "0 experiments, 0 active (sandbox)\n")
    }

    @Test func barsShowTheSplitToScale() throws {
        let home = try ShellHome()
        let report = try home.script("weights_report.lua", ["--bar", "10", "sign-in*"])
        #expect(
            report.output == """
                sign-in-with-phone (31019)  active, running, on ios, android, backend-eu
                  control   ██████         60 %  6
                  sms       ███            30 %  3
                  whatsapp  █              10 %  1

                """)
        let ascii = try home.script("weights_report.lua", ["--bar", "10", "--ascii", "--segments", "sign-in*"])
        #expect(ascii.output.contains("  sms       ###.......     30 %  3\n"))
        #expect(
            ascii.output.contains("  in Brazil and India, 100 % of its users:\n    control   ###.......     25 %  1\n"))
    }
}
