import JSON
import TestSupport
import Testing

/// `scripts/copy.lua`.
struct ScriptCopyTests {
    @Test func whatCreateKnowsIsTakenOverAndTheRestIsNamed() throws {
        let home = try ShellHome()
        _ = try home.evaluate(
            "experiments.create{projectId = '417260', key = 'new-one', deployments = {'5521'}, description = 'Owner: me'}"
        )
        let copy = try home.script("copy.lua", ["--to-sandbox", "other.sqlite", "new-one", "checkout-copy-test"])
        #expect(copy.exitCode == 0, "\(copy.errors)")
        #expect(
            copy.lines == [
                "copy checkout-copy-test (26301) to project 417260 without name, enabled, state, startDate: exists, id 26301",
                "copy new-one (31239) to project 417260: done, id 31239",
            ])
        #expect(copy.errors == "2 items: 1 done, 1 left as they are\n")
        let there = try home.evaluate(
            "local e = connect{sandbox = 'other.sqlite'}.experiments.get '31239' return e.key, e.description, e.deployments[1]"
        )
        #expect(there == "new-one\nOwner: me\n5521")
    }

    @Test func deploymentsAreFoundByLabelInTheProjectThatReceives() throws {
        let home = try ShellHome()
        let copy = try home.script(
            "copy.lua",
            ["--to-sandbox", "other.sqlite", "--to-project", "530118", "--project", "417260", "search-ranker"])
        #expect(copy.exitCode == 0)
        #expect(copy.output.contains("enabled, state, startDate, the deployment search_service: done, id 31239"))
        let same = """
            local to = connect{sandbox = "other.sqlite"}
            local a, b = experiments.get "26460", to.experiments.get "31239"
            return b.projectId, b.enabled, #b.deployments, json.encode(a.variants) == json.encode(b.variants)
            """
        #expect(try home.evaluate(same) == "530118\nfalse\n0\ntrue")
    }

    @Test func everythingOfAProjectArrivesAsItWas() throws {
        let home = try ShellHome()
        let copy = try home.script(
            "copy.lua", ["--to-sandbox", "other.sqlite", "--project", "417260", "--to-project", "7", "*"])
        #expect(copy.exitCode == 0)
        #expect(copy.errors == "36 items: 36 done\n")
        let compare = """
            local there = {}
            for e in connect{sandbox = "other.sqlite"}.experiments.each{} do
              if e.projectId == "7" then there[e.key] = e end
            end
            local differ = {}
            for e in experiments.each{} do
              for _, field in ipairs{"description", "variants", "rolloutWeights", "targetSegments", "bucketingKey"} do
                local other = there[e.key]
                if e.projectId == "417260" and json.encode(e[field]) ~= json.encode(other[field]) then
                  differ[#differ + 1] = e.key .. "." .. field
                end
              end
            end
            return table.concat(differ, " ")
            """
        #expect(try home.evaluate(compare) == "")
    }

    @Test func aChangedExperimentThatExistsIsAConflict() throws {
        // field/faults 6
        let home = try ShellHome()
        let arguments = ["--to-sandbox", "other.sqlite", "--to-project", "7", "--project", "417260", "search-r*"]
        #expect(try home.script("copy.lua", arguments).exitCode == 0)
        let same = try home.script("copy.lua", arguments)
        #expect(same.exitCode == 0)
        #expect(same.errors == "2 items: 2 left as they are\n")

        _ = try home.evaluate("experiments.set_rollout_weights('26460', {control = 9})")
        for options in [["--dry-run"], []] {
            let again = try home.script("copy.lua", options + arguments)
            #expect(again.exitCode == 6)
            #expect(again.lines[0].hasSuffix(": exists, id 31239, with other rolloutWeights"))
            #expect(again.lines[1].hasSuffix(": exists, id 31240"))
            #expect(again.errors.hasPrefix("2 items: 1 left as they are, 1 in conflict"))
        }
        let allowed = try home.script("copy.lua", ["--allow-differences"] + arguments)
        #expect(allowed.exitCode == 0)
        #expect(allowed.lines[0].hasSuffix(": exists, id 31239, with other rolloutWeights"))
    }

    @Test func whatCannotBeCreatedFailsInADryRunToo() throws {
        // field/faults 12
        let home = try ShellHome()
        // A service can answer what it would not take.
        let answer = """
            local find = experiments.find
            function experiments.find(...)
              local found, place = sort_by(find(...), "id"), 0
              return function()
                place = place + 1
                local e = found[place]
                if e and e.key == "search-ranker" then e.rolloutWeights = {control = 1.5} end
                return e
              end
            end
            """
        for options in [["--dry-run"], []] {
            let copy = try home.script(
                "copy.lua", options + ["--to-sandbox", "other.sqlite", "--to-project", "7", "search-ranker"],
                options: ["-e", answer])
            #expect(copy.exitCode == 6)
            #expect(
                copy.output.hasSuffix(
                    ": failed: cannot be created: rolloutWeights.control: expected a whole number from 0, got 1.5\n"))
            #expect(copy.errors.hasPrefix("1 item: 1 failed"))
        }
    }

    @Test func twoThatWouldMeetAreRefusedBeforeAnythingIsWritten() throws {
        let home = try ShellHome()
        _ = try home.evaluate("experiments.create{projectId = '530118', key = 'search-ranker'}")
        let copy = try home.script("copy.lua", ["--to-sandbox", "other.sqlite", "--to-project", "7", "search-ranker"])
        #expect(copy.exitCode == 2)
        #expect(copy.errors.contains("would have the same key in project 7: choose with --project"))
    }

    @Test func whatCannotBeSentIsLeftOutWhole() throws {
        let home = try ShellHome()
        // Answers can hold more than can be sent: a table that looks like one.
        let code = """
            package.path = "\(ShellHome.repository)/scripts/?.lua;" .. package.path
            local draft = require "ampsh.draft"
            local here = {catalogue = catalogue}
            local arguments, left_out = draft.of({
              key = "k", name = "k", state = "planning", enabled = false, tags = {"a"}, owner = "x",
              variants = {{key = "on", payload = {a = 1}, rolloutWeight = 1}, {key = "off", payload = "plain"}},
              targetSegments = {
                {name = "cohort", conditions = {{type = "cohort", values = {"1"}}}},
                {name = "sets", conditions = {{type = "property", prop = "p", op = "set is", values = {"1"}}}},
                {name = "kept", conditions = {{type = "property", prop = "p", op = "is", values = {"1"}}}, percentage = 5},
              },
            }, here, here)
            return table.concat(left_out, "; "), #arguments.targetSegments, arguments.variants[1].payload,
              arguments.variants[2].payload
            """
        #expect(
            try home.evaluate(code) == """
                variant on.rolloutWeight; segment 1 (cohort), which has a condition of type cohort; \
                segment 2 (sets), which has the operator "set is"; owner; tags
                1
                {"a":1}
                "plain"
                """)
    }
}
