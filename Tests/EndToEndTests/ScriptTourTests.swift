import TestSupport
import Testing

/// `scripts/tour.lua`.
struct ScriptTourTests {
    @Test func itRunsWithoutArgumentsAndLeavesEverythingAsItWas() throws {
        let home = try ShellHome()
        let before = try home.script("export.lua", ["--format", "json"]).output
        let tour = try home.script("tour.lua")
        #expect(tour.exitCode == 0, "\(tour.errors)")
        #expect(tour.errors == "")
        for line in [
            "> experiments.list{limit = 5}", "4. Mistakes", "> problem.kind", "argument", "> #names", "20",
            "{\"control\":9,\"treatment\":1}",
        ] {
            #expect(tour.lines.contains(line), "\(line)")
        }
        #expect(tour.output.contains("did you mean description?"))
        #expect(try home.script("export.lua", ["--format", "json"]).output == before)
    }

    @Test func aPauseAtTheEndOfInputEndsItQuietly() throws {
        let tour = try ShellHome().script("tour.lua", ["--pause"], input: "\n")
        #expect(tour.exitCode == 0)
        #expect(tour.output.contains("2. One experiment"))
        #expect(!tour.output.contains("3. Changing"))
    }
}
