import JSON
import TestSupport
import Testing

/// Where an undo or a resume could say what is not so.
struct UndoCornersTests {
    private let home: ShellHome
    private let target: [String]

    init() throws {
        home = try ShellHome()
        target = ["--api", "v1", "--sandbox-path", home.sandbox]
    }

    @discardableResult
    private func run(_ words: [String]) throws -> ShellProcess.Result { try home.ampsh(target + words) }

    private func evaluate(_ code: String) throws -> String {
        try home.ampsh(target + ["--no-ledger", "-e", code]).output
    }

    private func faults(_ line: String) throws -> [String] {
        ["--faults", try home.write(line + "\n", to: "faults.jsonl")]
    }

    @Test func anUndoThatDidNotFinishIsGoneOnWith() throws {
        try run(["-e", "for _, id in ipairs{'26211', '26317', '26301', '26344'} do experiments.deactivate(id) end"])
        let half = try run(
            try faults(#"{"play": "status", "status": 400, "on": "experiments.edit", "nth": [2, 3]}"#) + [
                "--yes", "undo", "1",
            ])
        #expect(half.exitCode == 6)
        let rest = try run(["--yes", "undo"])
        #expect(rest.exitCode == 0 && rest.errors.contains("undo of run 1"), "\(rest.errors)")
        #expect(
            try evaluate("local n = 0 for e in experiments.each{} do n = n + (e.enabled and 1 or 0) end return n")
                == "29\n")
        #expect(try run(["--yes", "undo", "1"]).errors.contains("does it again"))
    }

    @Test func anUndoThatFailedIsTakenUpAsAWhole() throws {
        try run(["-e", "for _, id in ipairs{'26211', '26317', '26301', '26344'} do experiments.deactivate(id) end"])
        let fault = try faults(#"{"play": "status", "status": 400, "on": "experiments.edit", "nth": [2]}"#)
        #expect(try run(fault + ["--yes", "undo", "--stop-after", "1"]).exitCode == 6)
        let resumed = try run(["--yes", "resume"])
        #expect(resumed.exitCode == 0, "\(resumed.errors)")
        #expect(
            try evaluate("local n = 0 for e in experiments.each{} do n = n + (e.enabled and 1 or 0) end return n")
                == "29\n")
    }

    @Test func onlySomeKeysLeaveTheOthersForLater() throws {
        try run(["-e", "experiments.edit('31200', {name = 'A'}) experiments.edit('31223', {name = 'B'})"])
        #expect(try run(["--yes", "undo", "--only", "co2*"]).exitCode == 0)
        #expect(try evaluate("return experiments.get('31223').name") == "B\n")
        #expect(try run(["--yes", "undo"]).exitCode == 0)
        #expect(try evaluate("return experiments.get('31223').name") != "B\n")
    }

    @Test func whatDidNotHappenIsNotClaimedWhereAnotherDidIt() throws {
        let fault = try faults(#"{"play": "status", "status": 400, "on": "experiments.edit", "nth": [1]}"#)
        try run(fault + ["-e", "experiments.edit('31200', {name = 'same'})"])
        _ = try evaluate("experiments.edit('31200', {name = 'same'})")
        let resumed = try run(["--yes", "resume"])
        #expect(resumed.errors.contains("not by this run, and so already: 1"), "\(resumed.errors)")
        #expect(try run(["--yes", "undo"]).exitCode == 7)
        #expect(try evaluate("return experiments.get('31200').name") == "same\n")
    }

    @Test func anUndoCoversBothHalvesOfAChangeThatWasPartlyDone() throws {
        let fault = try faults(#"{"play": "status", "status": 400, "on": "experiments.variants.edit", "nth": [2]}"#)
        let before = try evaluate("return json.encode(experiments.get('31200').rolloutWeights)")
        try run(fault + ["-e", "experiments.set_rollout_weights('31200', {control = 5, grams = 6, trees = 7})"])
        #expect(try run(["--yes", "resume"]).exitCode == 0)
        #expect(try run(["--yes", "undo"]).exitCode == 0)
        #expect(try evaluate("return json.encode(experiments.get('31200').rolloutWeights)") == before)
    }

    @Test func aVariantGetsItsNameBackWithAllThatWasChangedInIt() throws {
        let before = try evaluate("return json.encode(flags.variants.list('24170'))")
        try run(["-e", "flags.variants.edit('24170', 'on', {key = 'renamed', rolloutWeight = 0.5, name = 'q'})"])
        let undo = try run(["--yes", "undo"])
        #expect(undo.exitCode == 0, "\(undo.errors)")
        #expect(try evaluate("return json.encode(flags.variants.list('24170'))") == before)
    }

    @Test func aSlotThatAListHasShownComesBack() throws {
        let code = "local g = mutexes.list{}[1] mutexes.slots.edit(g, 2, {individuals = {'q'}})"
        let read = "return json.encode(mutexes.get(mutexes.list{}[1]).slots[2].individuals)"
        let before = try evaluate(read)
        try run(["-e", code])
        #expect(try evaluate(read) != before)
        #expect(try run(["--yes", "undo"]).exitCode == 0)
        #expect(try evaluate(read) == before)
    }

    @Test func whatHasNoWayBackIsNamedAndTheRestGoesBack() throws {
        try run([
            "-e",
            "for _, id in ipairs{'31223', '31215'} do experiments.edit(id, {startDate = '2026-12-24', name = 'N'}) end",
        ])
        let undo = try run(["--yes", "undo"])
        #expect(undo.exitCode == 6)
        #expect(undo.errors.contains("cannot be taken back: startDate: there is no way back to none"))
        #expect(undo.errors.contains("2 = 2 applied and verified · cannot be taken back: 2"), "\(undo.errors)")
        #expect(try evaluate("return experiments.get('31223').name") != "N\n")
    }

    @Test func aRunThatChangedNothingIsPassedOver() throws {
        try run(["-e", "experiments.edit('31200', {name = 'first'})"])
        try run(["-e", "experiments.edit('31223', {enabled = false})"])
        let undo = try run(["--yes", "undo"])
        #expect(undo.exitCode == 0 && undo.errors.contains("undo of run 1"), "\(undo.errors)")
        #expect(try evaluate("return experiments.get('31200').name") != "first\n")
    }

    @Test func theKeyIsInNoRowWhoeverWroteItThere() throws {
        let key = "k1234567890abcdef"
        let live = ["AMPSH_API_KEY": key, "AMPSH_LEDGER": "on"]
        let server = try ScriptedServer(.answer(200, #"{"id":"1","key":"a","description":"k1234567890abcdef"}"#))
        _ = try home.ampsh(
            [
                "--url", server.url, "--api", "v1", "--note", "by \(key)", "-e",
                "local k = '\(key)' experiments.edit('1', {description = k})",
            ],
            environment: live)
        let rows = try home.ampsh(["--url", server.url, "--api", "v1", "runs", "show", "1"], environment: live)
        #expect(
            rows.output.contains("left out: it holds a key") && !rows.output.contains(key),
            "\(rows.output)\(rows.errors)")
        let found = try ShellProcess.run(
            "/bin/grep", ["-rlaF", key, home.path + "/state"], environment: [:], in: home.path)
        #expect(found.output == "")
    }

    @Test func whatAScriptChangesAfterAnUndoIsNoUndo() throws {
        try run(["-e", "experiments.edit('31200', {name = 'A'})"])
        try run(["--yes", "-e", "undo(1) experiments.edit('31223', {name = 'B'})"])
        let runs = try JSONValue(parsing: Array(try run(["runs"]).output.utf8)).arrayValue ?? []
        #expect(runs.map { $0["kind"]?.stringValue } == ["script", "undo", "script"])
        #expect(runs[0]["undoes"] == nil)
        #expect(try run(["--yes", "undo"]).errors.contains("undo of run 3"))
    }

    @Test func anUndoInAScriptDoesNotWidenItsBound() throws {
        try run(["-e", "experiments.edit('31200', {name = 'A'})"])
        let code = "experiments.edit('31223', {name = 'B'}) undo(1) experiments.edit('31215', {name = 'C'})"
        let bounded = try run(["--yes", "--max-changes", "1", "-e", code])
        #expect(bounded.exitCode == 7 && bounded.errors.contains("may change 1"), "\(bounded.errors)")
    }

    @Test func nothingIsTakenBackReadOnly() throws {
        try run(["-e", "experiments.edit('31200', {name = 'A'})"])
        let undo = try run(["--read-only", "--yes", "undo"])
        #expect(undo.exitCode == 7 && undo.errors.contains("read-only"))
        #expect(try evaluate("return experiments.get('31200').name") == "A\n")
        #expect(try run(["--read-only", "undo", "--list"]).exitCode == 0)
    }

    @Test func aChangeWhoseRowLeavesOutTheKeyIsSaidNotToGoBack() throws {
        let environment = ["AMPSH_API_KEY": "k1234567890abcdef"]
        let words = target + ["-e", "experiments.edit('31200', {name = 'k1234567890abcdef'})"]
        let home = try ShellHome()
        let place = ["--api", "v1", "--sandbox-path", home.sandbox]
        _ = try home.ampsh(place + words.suffix(2), environment: environment)
        let undo = try home.ampsh(place + ["--yes", "undo"], environment: environment)
        #expect(undo.exitCode == 6 && undo.errors.contains("before unknown (it holds a key)"), "\(undo.errors)")
    }

    @Test func anUndoThatWasTakenUpIsComplete() throws {
        try run(["-e", "for _, id in ipairs{'26211', '26317', '26301', '26344'} do experiments.deactivate(id) end"])
        let fault = try faults(#"{"play": "status", "status": 400, "on": "experiments.edit", "nth": [2]}"#)
        try run(fault + ["--yes", "undo", "--stop-after", "1"])
        try run(["--yes", "resume"])
        let runs = try JSONValue(parsing: Array(try run(["runs"]).output.utf8)).arrayValue ?? []
        #expect(runs.map { $0["state"]?.stringValue } == ["complete", "complete"])
        #expect(runs[1]["undoneBy"] == 2)
    }
}
