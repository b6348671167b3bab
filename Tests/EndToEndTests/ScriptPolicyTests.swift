import JSON
import TestSupport
import Testing

/// `scripts/policy.lua`.
struct ScriptPolicyTests {
    @Test func eachRuleFindsItsBreach() throws {
        let home = try ShellHome()
        _ = try home.evaluate(
            """
            local function create(key, fields)
              fields.projectId, fields.key, fields.description = "1", key, fields.description or "Owner: me"
              return experiments.create(fields)
            end
            create("Bad_Key", {})
            create("double--hyphen", {})
            create("no-owner", {description = "somebody's"})
            experiments.activate(create("nowhere", {}))
            create("zero", {rolloutWeights = {control = 0, treatment = 0}})
            create("lonely", {variants = {{key = "only"}}})
            create("segment-zero", {targetSegments = {{name = "all", rolloutWeights = {control = 0, treatment = 0}}}})
            create("fine", {})
            """)
        let result = try home.script("policy.lua", ["--project", "1", "--json"])
        #expect(result.exitCode == 1)
        let found = try result.lines.map { line in
            let violation = try JSONValue(parsing: Array(line.utf8))
            return ["key", "rule", "message"].map { violation[$0]?.stringValue ?? "" }.joined(separator: ": ")
        }
        #expect(
            found == [
                "segment-zero: weights: segment all: all weights are 0",
                "lonely: weights: fewer than two variants",
                "zero: weights: all weights are 0",
                "nowhere: deployment: active, but no deployment serves it",
                "no-owner: owner: the description names no owner",
                "double--hyphen: naming: the key is not in kebab case",
                "Bad_Key: naming: the key is not in kebab case",
            ])
        #expect(result.errors == "7 violations in 7 of 8 experiments\n")
    }

    @Test func theRulesCanBeChosenAndBent() throws {
        let home = try ShellHome()
        let naming = try home.script("policy.lua", ["--rules", "naming"])
        #expect(naming.exitCode == 1)
        #expect(naming.lines.count == 2)
        #expect(naming.output.contains("the variant distance_2 is not in kebab case"))
        let any = try home.script("policy.lua", ["--rules", "naming,weights", "--naming", "any"])
        #expect(any.exitCode == 0)
        #expect(any.output == "")
        #expect(any.errors == "0 violations in 0 of 60 experiments\n")
        #expect(
            try home.script("policy.lua", ["--rules", "owner", "--owner", "."]).output.contains("chat-bubble") == false)
        #expect(try home.script("policy.lua", ["--owner", "["]).exitCode == 2)
    }
}
