import JSON
import TestSupport
import Testing

/// Runs, undo and resume, as the binary does them.
struct UndoCommandTests {
    private static let script = """
        -- writes: experiments.deactivate, experiments.set_rollout_weights
        for e in experiments.each{} do
          if e.projectId == "417260" and e.enabled then experiments.deactivate(e) end
          if e.rolloutWeights.control and e.rolloutWeights.treatment then
            experiments.set_rollout_weights(e, {control = 1, treatment = 7})
          end
        end
        """

    private func state(_ home: ShellHome, _ api: String) throws -> String {
        let code = "for e in experiments.each{} do print(e.id, e.enabled, json.encode(e.rolloutWeights)) end"
        return try home.ampsh(["--api", api, "--sandbox-path", home.sandbox, "-e", code]).output
    }

    @Test(arguments: ["beta", "v1"])
    func aRunIsListedShownTakenBackAndDoneAgain(_ api: String) throws {
        let home = try ShellHome()
        let target = ["--api", api, "--sandbox-path", home.sandbox]
        let before = try state(home, api)
        let file = try home.write(Self.script, to: "change.lua")
        #expect(try home.ampsh(target + ["--note", "T-1", file, "x y"]).exitCode == 0)
        let changed = try state(home, api)
        #expect(changed != before)

        let runs = try home.ampsh(target + ["--output", "table", "runs"])
        #expect(runs.lines.first?.split(separator: " ") == ["run", "begun", "target", "what", "changes", "state"])
        #expect(runs.lines[1].contains("sandbox  change.lua 'x y'") && runs.lines[1].hasSuffix("complete"))
        let run = try JSONValue(parsing: Array(try home.ampsh(target + ["runs", "show", "1"]).output.utf8))
        #expect(run["note"] == "T-1" && run["script"]?["sha256"]?.stringValue?.count == 64)
        let items = run["changes"]?.arrayValue ?? []
        #expect(items.count == run["counts"]?["applied"]?.integerValue.map { Int($0) })
        #expect(items[0]["before"] != items[0]["after"])
        #expect(items[0]["at"] == "change.lua:3" || items[0]["at"] == "change.lua:5")

        let asked = try home.ampsh(target + ["undo"])
        #expect(asked.exitCode == 7 && asked.errors.contains("--yes"))
        #expect(try state(home, api) == changed)
        let list = try home.ampsh(target + ["undo", "--list"])
        #expect(list.exitCode == 0)
        #expect(try state(home, api) == changed)
        let undo = try home.ampsh(target + ["--yes", "undo"])
        #expect(undo.exitCode == 0, "\(undo.errors)")
        #expect(try state(home, api) == before)
        #expect(try home.ampsh(target + ["runs"]).output.contains(#""undoneBy":2"#))
        // What was taken back is not taken back twice, and the undo of an undo does the run again.
        #expect(try home.ampsh(target + ["--yes", "undo"]).exitCode == 7)
        #expect(try home.ampsh(target + ["--yes", "undo", "1"]).errors.contains("ampsh undo 2 does it again"))
        #expect(try home.ampsh(target + ["--yes", "undo", "2"]).exitCode == 0)
        #expect(try state(home, api) == changed)
        #expect(try home.ampsh(target + ["--yes", "undo"]).exitCode == 0)
        #expect(try state(home, api) == before)
    }

    @Test func whatOthersHaveChangedSinceIsLeftAndNamed() throws {
        let home = try ShellHome()
        let target = ["--sandbox-path", home.sandbox]
        let file = try home.write(Self.script, to: "change.lua")
        #expect(try home.ampsh(target + [file]).exitCode == 0)
        let other =
            "experiments.set_rollout_weights('26211', {control = 3, treatment = 2}); experiments.activate('26317')"
        #expect(try home.ampsh(target + ["--no-ledger", "-e", other]).exitCode == 0)
        let undo = try home.ampsh(target + ["--yes", "undo", "1"])
        #expect(undo.exitCode == 6)
        #expect(
            undo.errors.contains(
                "! guest-checkout (26211)   rolloutWeights.control was 1, is 3 now, rolloutWeights.treatment was 7, is 2 now: "
                    + "left as it is"))
        let now = try home.ampsh(target + ["-e", "return experiments.get('26211').rolloutWeights.control"])
        #expect(now.output == "3\n")
    }

    @Test func aCreateIsTakenOutOfTheWayAndSaidToStay() throws {
        let home = try ShellHome()
        let target = ["--api", "v1", "--sandbox-path", home.sandbox]
        let code = "flags.edit(flags.create{projectId = '417260', key = 'brand-new'}, {enabled = true})"
        #expect(try home.ampsh(target + ["-e", code]).exitCode == 0)
        let undo = try home.ampsh(target + ["--yes", "undo"])
        #expect(undo.exitCode == 6)
        #expect(undo.errors.contains("cannot be taken back: flags.create: What was created stays"))
        let list = "local f = flags.list{key = 'brand-new', includeArchived = true}[1] return f.deleted, f.enabled"
        #expect(try home.ampsh(target + ["-e", list]).output == "true\ntrue\n")
    }

    @Test func aRunThatFailedHalfWayIsTakenUpUnderItsNumber() throws {
        let home = try ShellHome()
        let faults = try home.write(
            #"{"play": "status", "status": 403, "on": "experiments.deactivate", "nth": [2, 3, 4]}"# + "\n",
            to: "faults.jsonl")
        let code = """
            for _, id in ipairs{"26211", "26317", "26301", "26344", "26352", "26433"} do
              pcall(experiments.deactivate, id)
            end
            """
        let target = ["--sandbox-path", home.sandbox]
        let run = try home.ampsh(target + ["--faults", faults, "-e", code])
        #expect(run.exitCode == 0, "\(run.errors)")
        let failed = try home.ampsh(target + ["--output", "csv", "runs", "show", "1", "--items", "failed,unknown"])
        #expect(failed.lines.count == 4, "\(failed.output)\(failed.errors)")
        let resumed = try home.ampsh(target + ["--yes", "resume"])
        #expect(resumed.exitCode == 0, "\(resumed.errors)")
        #expect(resumed.errors.contains("run it again for that"))
        let after = try home.ampsh(target + ["runs"])
        #expect(
            after.output.contains(#""state":"complete""#) && after.output.contains(#""resumed":1"#), "\(after.output)")
        #expect(try home.ampsh(target + ["--yes", "undo"]).exitCode == 0)
        let on = "local n = 0 for e in experiments.each{} do n = n + (e.enabled and 1 or 0) end return n"
        #expect(try home.ampsh(target + ["-e", on]).output == "29\n")
    }

    @Test(
        arguments: [
            (["undo", "99"], 7, "there is no run 99"), (["undo", "x"], 2, "x"),
            (["undo", "--stop-after", "0"], 2, "above 0"),
            (["runs", "show"], 2, "run"), (["runs", "show", "1", "--items", "lost"], 2, "lost is none of"),
            (["runs", "import", "nowhere"], 7, "nowhere"), (["runs", "prune", "--before", "soon"], 2, "ISO 8601"),
            (["resume"], 7, "there is no run"), (["--restricted", "undo"], 2, "--restricted"),
            (["--max-changes", "0", "runs"], 2, "above 0"),
        ] as [([String], Int32, String)])
    func badInputIsNamed(_ words: [String], _ code: Int32, _ message: String) throws {
        let home = try ShellHome()
        let result = try home.ampsh(["--sandbox-path", home.sandbox] + words)
        #expect(result.exitCode == code && result.errors.contains(message), "\(result.exitCode) \(result.errors)")
    }

    @Test func theBoundOnObjectsNamesTheRunAndTheWayBack() throws {
        let home = try ShellHome()
        let code = "for _, id in ipairs{'26211', '26211', '26317', '26301'} do experiments.deactivate(id) end"
        let result = try home.ampsh(["--sandbox-path", home.sandbox, "--max-changes", "2", "-e", code])
        #expect(result.exitCode == 7)
        #expect(
            result.errors.contains(
                "this run may change 2 objects and has (--max-changes N); ampsh undo 1 takes back what it did"))
        #expect(try home.ampsh(["--sandbox-path", home.sandbox, "runs"]).output.contains(#""changes":3"#))
    }

    @Test func aRunGoesToAnotherMachineAndIsTakenBackThere() throws {
        let home = try ShellHome()
        let target = ["--sandbox-path", home.sandbox]
        #expect(try home.ampsh(target + ["-e", "experiments.deactivate('26211')"]).exitCode == 0)
        let file = home.path + "/run.jsonl"
        #expect(try home.ampsh(target + ["runs", "export", "1", "-o", file]).exitCode == 0)
        let other = ["XDG_STATE_HOME": home.path + "/other"]
        #expect(try home.ampsh(target + ["runs", "import", file], environment: other).exitCode == 0)
        #expect(try home.ampsh(target + ["runs", "import", file], environment: other).exitCode == 7)
        #expect(try home.ampsh(target + ["--yes", "undo"], environment: other).exitCode == 0)
        #expect(try home.ampsh(target + ["-e", "return experiments.get('26211').enabled"]).output == "true\n")
    }

    @Test func withoutALedgerNothingIsKept() throws {
        let home = try ShellHome()
        let target = ["--sandbox-path", home.sandbox]
        for setting in [(["--no-ledger"], [:]), ([], ["AMPSH_LEDGER": "off"])] {
            #expect(
                try home.ampsh(target + setting.0 + ["-e", "experiments.deactivate('26211')"], environment: setting.1)
                    .exitCode
                    == 0)
        }
        #expect(try home.ampsh(target + ["runs"]).output == "[]\n")
    }

    @Test func aLiveTargetIsNotChangedWhereNothingCanBeKept() throws {
        let home = try ShellHome()
        let server = try ScriptedServer(.answer(200, #"{"id":"1","enabled":true,"key":"k"}"#))
        let live = [
            "AMPSH_API_KEY": "k-1234567890", "AMPSH_URL": server.url, "XDG_STATE_HOME": "/proc/nowhere",
            "AMPSH_LEDGER": "on",
        ]
        let refused = try home.ampsh(["-e", "experiments.deactivate('1')"], environment: live)
        #expect(
            refused.exitCode == 7 && refused.errors.contains("no record of the change can be kept"), "\(refused.errors)"
        )
        #expect(server.requests.allSatisfy { $0.method == "GET" })
        // A sandbox is nobody's live service: it is said once, and done.
        let done = try home.ampsh(
            ["--sandbox-path", home.sandbox, "-e", "experiments.deactivate('26211')"],
            environment: ["XDG_STATE_HOME": "/proc/nowhere"])
        #expect(done.exitCode == 0 && done.errors.contains("no record of changes is kept"), "\(done.errors)")
    }
}
