import TestSupport
import Testing

/// `find`, the functions on lists and `diff` on the real binary.
struct FindTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    private func evaluate(_ code: String, _ options: [String] = []) throws -> String {
        let result = try home.ampsh(options + ["--sandbox-path", home.sandbox, "-e", code])
        guard result.exitCode == 0 else { throw ShellHomeError.failed(code, result.errors) }
        return result.output.hasSuffix("\n") ? String(result.output.dropLast()) : result.output
    }

    @Test func whatIsFoundShowsAsATable() throws {
        let found = "experiments.find{state = 'running', key = 'fare-*'}"
        let table = try evaluate(found, ["--output", "table"])
        #expect(table.hasPrefix("id     key           enabled  state    rolloutWeights"), "\(table)")
        #expect(table.hasSuffix("\n1 experiment · 0 active"), "\(table)")
        #expect(try evaluate(found, ["--output", "csv"]).hasPrefix("id,key,"))
        #expect(try evaluate("json.decode(json.encode(\(found)))[1].key") == "fare-capping")
        #expect(try evaluate("pp(\(found))").contains("1 experiment"))
        let prompt = try home.ampsh(
            ["--sandbox-path", home.sandbox, "-i", "--output", "json"], input: "\(found)\n_[1].key\n")
        #expect(prompt.output.hasSuffix("]\n\"fare-capping\"\n"), "\(prompt.output)\(prompt.errors)")
        let nothing = try evaluate("experiments.find{key = {}}")
        #expect(nothing == "[]")
    }

    @Test func countsShowAsATable() throws {
        #expect(
            try evaluate("count_by(experiments.find{}, 'state')", ["--output", "table"]) == """
                state          count
                running           29
                planning          14
                decision-made      9
                analyzing          8
                4 rows
                """)
    }

    /// A field by field comparison of two generations finds hundreds of differences, and not one is real.
    @Test func nothingDiffersBetweenGenerationsAndSandboxesOfOneProject() throws {
        let other = "connect{sandbox = ':memory:', api = 'beta'}.experiments"
        for api in ["beta", "v1"] {
            #expect(try evaluate("diff(experiments.find{}, \(other).find{})", ["--api", api]) == "[]")
            #expect(
                try evaluate("diff(experiments.find{}, \(other).each{})", ["--api", api, "--output", "table"])
                    == "no difference")
        }
        let naive = """
            local there, count = index_by(\(other).find{}, "id"), 0
            for e in experiments.find{} do
              for name, value in pairs(e) do
                if json.encode(value) ~= json.encode(there[e.id][name] or null) then count = count + 1 end
              end
            end
            return count
            """
        #expect(try #require(Int(try evaluate(naive, ["--api", "v1"]))) > 400)
    }

    @Test func onlyWhatIsRealDiffersBetweenACopyAndItsOriginal() throws {
        let copy = try home.script(
            "copy.lua", ["--to-sandbox", "other.sqlite", "--project", "417260", "--to-project", "7", "*"],
            options: ["--api", "v1"])
        #expect(copy.exitCode == 0, "\(copy.errors)")
        // What a copy is not: active, ramped up, tagged, in its state, on its deployments, and who depends on what.
        let code = """
            local rows = diff(experiments.find{projectId = "417260"},
              connect{sandbox = "other.sqlite", api = "v1"}.experiments.find{projectId = "7"})
            return table.concat(pluck(sort_by(count_by(rows, "field"), "field"), "field"), " ")
            """
        #expect(
            try evaluate(code, ["--api", "v1"])
                == "decision decisionReason deliveryMethod deployments enabled endDate rolledOutVariant rolloutPercentage "
                + "startDate state stickyBucketing tags")
        let same = """
            local e = experiments.find{key = "search-ranker"}()
            local there = connect{sandbox = "other.sqlite", api = "v1"}.experiments
            local other = there.find{key = "search-ranker"}()
            there.edit(other, {enabled = e.enabled, rolloutPercentage = e.rolloutPercentage, tags = e.tags, startDate = e.startDate})
            local before = there.get(other)
            there.set_rollout_weights(other, {[other.variants[1].key] = 900})
            return tostring(diff(before, there.get(other)))
            """
        let changed = try evaluate(same, ["--api", "v1"])
        #expect(changed.hasPrefix("rolloutWeights    "), "\(changed)")
        #expect(changed.contains(" → 900"))
        #expect(!changed.contains("\n"))
    }

    @Test(arguments: ["beta", "v1"])
    func theCodeThatNobodyTrustsHasIt(_ api: String) throws {
        let script = try home.write(
            "print(#pluck(experiments.find{key = 'checkout-*'}, 'id'), #diff({a = 1}, {a = 2}), getmetatable(experiments.find{}))",
            to: "r.lua")
        let result = try home.ampsh(["--api", api, "--sandbox-path", home.sandbox, "--restricted", script])
        #expect(result.output == "1\t1\tfalse\n", "\(result.errors)")
    }

    @Test func onABadDayAllAreFoundOnce() throws {
        let faults = ShellHome.repository + "/scripts/faults/bad-day.jsonl"
        let result = try home.ampsh(
            [
                "--api", "v1", "--sandbox-path", home.sandbox, "--faults", faults, "-e",
                "#pluck(experiments.find{deployment = '*'}, 'id')",
            ])
        let calm = try evaluate("#pluck(experiments.find{deployment = '*'}, 'id')", ["--api", "v1"])
        #expect(result.output == calm + "\n", "\(result.errors)")
    }
}
