import TestSupport
import Testing

/// `scripts/kill_switch.lua`.
struct ScriptKillSwitchTests {
    private static let searchers = """
        local out = {}
        for e in experiments.each{} do
          if e.key:find "^search" then
            out[#out + 1] = e.id .. (e.enabled and "+" or "-") .. json.encode(e.rolloutWeights)
          end
        end
        return table.concat(out, " ")
        """

    @Test func whatItTurnsOffTheCommandItPrintsBringsBack() throws {
        let home = try ShellHome()
        let before = try home.evaluate(Self.searchers)
        let kill = try home.script("kill_switch.lua", ["search*"])
        #expect(kill.exitCode == 0)
        #expect(kill.lines.count == 4, "the way back and the three that were active")
        #expect(kill.lines.last == "deactivate search-ranker (26460), control 50 %, treatment 50 %: done")
        #expect(kill.errors == "3 items: 3 done\n")
        #expect(try home.evaluate(Self.searchers) == before.replacing("+", with: "-"))

        _ = try home.evaluate("experiments.set_rollout_weights('26460', {control = 5})")
        let words = try #require(kill.lines.first).split(separator: " ").map(String.init)
        #expect(words.first == "ampsh")
        let back = try home.ampsh(Array(words.dropFirst()))
        #expect(back.exitCode == 0, "\(back.errors)")
        #expect(
            back.output.contains(
                "activate 26460 with control=1,treatment=1: done, the weights were control=5,treatment=1\n"))
        #expect(try home.evaluate(Self.searchers) == before)
    }

    @Test func oddVariantKeysSurviveTheWayBack() throws {
        let home = try ShellHome()
        _ = try home.evaluate(
            """
            local e = experiments.create{projectId = "1", key = "odd", variants = {{key = "a, b=c: 50%"}, {key = "d'"}}}
            experiments.set_rollout_weights(e, {["a, b=c: 50%"] = 7})
            experiments.activate(e)
            """)
        let kill = try home.script("kill_switch.lua", ["odd"])
        let command = try #require(kill.lines.first)
        _ = try home.evaluate("experiments.set_rollout_weights(experiments.list{limit = 1}[1], {[\"d'\"] = 0})")
        let shell = try ShellProcess.run(
            "/bin/sh", ["-c", "ampsh() { \"$AMPSH\" \"$@\"; }; " + command],
            environment: ["AMPSH": ShellHome.executable, "HOME": home.path], in: home.path)
        #expect(shell.exitCode == 0, "\(shell.errors)")
        #expect(
            try home.evaluate(
                "local e = experiments.list{limit = 1}[1] return json.encode(e.rolloutWeights), e.enabled")
                == "{\"a, b=c: 50%\":7,\"d'\":1}\ntrue")
    }

    @Test func itemsThatFailAreNamedAndTheOthersAreDone() throws {
        let home = try ShellHome()
        let result = try home.script(
            "kill_switch.lua",
            ["--restore", "26369:control=3,treatment=1", "999:a=1", "26730:zork=1", "31238:control=1,cap=0"])
        #expect(result.exitCode == 6)
        #expect(result.lines.count == 4)
        #expect(
            result.lines[0] == "activate 26369 with control=3,treatment=1: done, the weights were control=1,treatment=1"
        )
        #expect(result.lines[1].hasPrefix("activate 999 with a=1: failed: "))
        #expect(result.lines[1].contains("no experiment has the id 999"))
        #expect(result.lines[2].contains("no such variant"))
        #expect(result.lines[3] == "activate 31238 with control=1,cap=0: done")
        #expect(result.errors == "4 items: 2 done, 2 failed\n")
        #expect(try home.evaluate("return experiments.get('26730').enabled") == "false", "its weights were refused")
    }

    @Test func withoutARecordOfTheWayBackNothingIsWritten() throws {
        let home = try ShellHome()
        let script = "\(ShellHome.repository)/scripts/kill_switch.lua"
        let result = try ShellProcess.run(
            "/bin/sh", ["-c", "\"$AMPSH\" --sandbox-path \"$SANDBOX\" \(script) '*' > /dev/full"],
            environment: ["AMPSH": ShellHome.executable, "SANDBOX": home.sandbox, "HOME": home.path], in: home.path)
        #expect(result.exitCode == 1)
        #expect(result.errors.contains("cannot write to standard output"))
        let active = "local n = 0 for e in experiments.each{} do if e.enabled then n = n + 1 end end return n"
        #expect(try home.evaluate(active) == "29")
    }

    @Test func filtersNarrowIt() throws {
        let home = try ShellHome()
        let result = try home.script("kill_switch.lua", ["--deployment", "ios", "--project", "417260", "*"])
        #expect(result.output == "")
        #expect(result.errors == "no active experiment matches\n")
        let ios = try home.script("kill_switch.lua", ["--deployment", "ios", "--state", "decision-made", "*"])
        #expect(ios.lines.count == 3)
    }
}
