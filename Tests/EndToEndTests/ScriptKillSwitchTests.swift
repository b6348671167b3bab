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

        let back = try home.again(kill)
        #expect(back.exitCode == 0, "\(back.errors)")
        #expect(back.output.contains("activate 26460 with control=1,treatment=1: done\n"))
        #expect(try home.evaluate(Self.searchers) == before)
        let again = try home.again(kill)
        #expect(again.exitCode == 0)
        #expect(again.errors == "3 items: 3 left as they are\n")
    }

    @Test func whatOthersChangedSinceIsNamedAndLeftAlone() throws {
        // field/faults 4
        let home = try ShellHome()
        let kill = try home.script("kill_switch.lua", ["search*"])
        _ = try home.evaluate("experiments.set_rollout_weights('26460', {control = 5})")
        _ = try home.evaluate("experiments.activate('26479')")
        let changed = try home.evaluate(Self.searchers)
        let conflict =
            "activate 26460 with control=1,treatment=1: search-ranker was changed since, to control=5,treatment=1: left as it is"

        let rehearsal = try home.again(kill, ["--dry-run"])
        #expect(rehearsal.exitCode == 6)
        #expect(rehearsal.lines.contains(conflict))
        #expect(rehearsal.errors.contains("3 items: 1 would be done, 1 left as they are, 1 in conflict"))
        #expect(try home.evaluate(Self.searchers) == changed)

        let back = try home.again(kill)
        #expect(back.exitCode == 6)
        #expect(back.lines.contains(conflict))
        #expect(back.errors == "3 items: 1 done, 1 left as they are, 1 in conflict\n")
        #expect(try home.evaluate(Self.searchers) == changed.replacing("26466-", with: "26466+"))
    }

    @Test func aCommandThatIsCutIsRefused() throws {
        // field/faults 4
        let home = try ShellHome()
        let kill = try home.script("kill_switch.lua", ["search*"])
        let killed = try home.evaluate(Self.searchers)
        let command = try #require(kill.lines.first)
        let start = try #require(command.firstRange(of: "kill_switch.lua ")).upperBound
        let rest = command.distance(from: start, to: command.endIndex)
        for length in stride(from: 1, to: rest, by: 3) {
            let cut = command.dropLast(rest - length).split(separator: " ").map(String.init)
            #expect(try home.ampsh(Array(cut.dropFirst())).exitCode == 2, "\(cut)")
        }
        #expect(try home.evaluate(Self.searchers) == killed)
    }

    @Test func aWayBackThatNoTerminalTakesIsSaid() throws {
        let home = try ShellHome()
        _ = try home.evaluate(
            """
            parallel({"a", "b", "c", "d"}, function(name)
              local variants, split = array{}, {}
              for index = 1, 40 do
                local key = (name .. index .. "-"):rep(10)
                variants[index], split[key] = {key = key}, index
              end
              experiments.activate(experiments.create{
                projectId = "1", key = "long-" .. name, variants = variants, rolloutWeights = split,
              })
            end);
            """)
        let kill = try home.script("kill_switch.lua", ["long-*"])
        #expect(kill.errors.contains("more than a terminal takes"))
        _ = try home.write(kill.output, to: "kept")
        let back = try home.system("ampsh() { \"$AMPSH\" \"$@\"; }; head -1 kept > back; . ./back")
        #expect(back.errors == "4 items: 4 done\n")
    }

    @Test func whatWasDoneIsKnownWhenTheFirstStallsAndItIsKilled() throws {
        // field/faults 3
        let home = try ShellHome()
        let faults = try home.write(#"{"play": "stall", "on": "writes", "nth": 1}"# + "\n", to: "stall.jsonl")
        let script = "\(ShellHome.repository)/scripts/kill_switch.lua"
        let line = """
            "$AMPSH" --sandbox-path "$SANDBOX" --faults \(faults) \(script) '*' > told &
            until [ "$(wc -l < told)" = 29 ] || ! kill -0 $! 2> /dev/null; do sleep 0.05; done
            kill -9 $!; wait $! 2> /dev/null; true
            """
        #expect(try home.system(line, environment: ["SANDBOX": home.sandbox]).exitCode == 0)
        let active = "local n = 0 for e in experiments.each{} do if e.enabled then n = n + 1 end end return n"
        #expect(try home.evaluate(active) == "1")
        let told = (home.read("told") ?? "").split(separator: "\n").dropFirst()
        #expect(told.count == 28)
        #expect(told.allSatisfy { $0.hasSuffix(": done") })
    }

    @Test(arguments: [
        (#"{"play": "reset", "at": "after_applying", "on": "experiments.deactivate"}"#, 6, 2, "unknown"),
        (#"{"play": "status", "status": 400, "on": "writes"}"#, 6, 2, "failed"),
        (#"{"play": "status", "status": 401, "on": "writes"}"#, 3, 1, "failed"),
    ])
    func theSummaryCountsEveryItem(_ fault: String, _ code: Int32, _ tried: Int, _ word: String) throws {
        // field/faults 8, 9
        let home = try ShellHome()
        let faults = try home.write(fault + "\n", to: "faults.jsonl")
        let result = try home.script(
            "kill_switch.lua", ["--concurrency", "1", "--stop-after", "2", "*"], options: ["--faults", faults])
        #expect(result.exitCode == code)
        #expect(result.lines.count == 1 + tried)
        #expect(result.lines.dropFirst().allSatisfy { $0.contains(": \(word)") })
        let words = word == "unknown" ? "unknown (may have been applied)" : word
        #expect(result.errors.contains("29 items: \(tried) \(words), \(29 - tried) not tried\n"))
    }

    @Test func optionsThatARestoreWouldNotHeedAreRefused() throws {
        let home = try ShellHome()
        for option in [["--project", "1"], ["--deployment", "ios"], ["--state", "running"]] {
            let result = try home.script("kill_switch.lua", ["--restore"] + option + ["26369:control=3"])
            #expect(result.exitCode == 2)
            #expect(result.errors.contains("\(option[0]) does not go with --restore"))
        }
        #expect(try home.script("kill_switch.lua", ["--whole", "1-2", "x"]).exitCode == 2)
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
        let lines = result.lines.sorted()
        #expect(lines[0] == "activate 26369 with control=3,treatment=1: done, the weights were control=1,treatment=1")
        #expect(lines[1].contains("zork: it has no such variant"))
        #expect(lines[2] == "activate 31238 with control=1,cap=0: done")
        #expect(lines[3].hasPrefix("activate 999 with a=1: failed: "))
        #expect(lines[3].contains("no experiment has the id 999"))
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

extension ShellHome {
    /// Runs the command that is the first line of an output, with further options of its script.
    fileprivate func again(
        _ result: ShellProcess.Result, _ options: [String] = []
    ) throws -> ShellProcess.Result {
        var words = (result.lines.first ?? "").split(separator: " ").map(String.init)
        #expect(words.first == "ampsh")
        let script = words.firstIndex { $0.hasSuffix(".lua") } ?? 0
        words.insert(contentsOf: options, at: script + 1)
        return try ampsh(Array(words.dropFirst()))
    }
}
