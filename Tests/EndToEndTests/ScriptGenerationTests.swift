import JSON
import TestSupport
import Testing

/// The scripts on each generation of the API.
struct ScriptGenerationTests {
    private static let v1 = ["--api", "v1"]

    @Test(
        arguments: ["beta", "v1"],
        [
            ("tour.lua", [], 0),
            ("status.lua", ["--state", "running", "checkout-*"], 0),
            ("weights_report.lua", ["search-ranker"], 0),
            ("policy.lua", ["--rules", "naming", "chat-bubble"], 0),
            ("export.lua", ["--format", "json", "search-ranker"], 0),
            ("ramp.lua", ["--steps", "5,50", "--wait", "0", "address-autocomplete"], 0),
            ("kill_switch.lua", ["search-ranker"], 0),
            ("create_from_csv.lua", ["--project", "417260", "-"], 0),
            ("copy.lua", ["--to-sandbox", "other.sqlite", "--to-project", "7", "search-ranker"], 0),
        ] as [(String, [String], Int32)])
    func eachRunsOnBoth(_ api: String, _ run: (script: String, arguments: [String], exitCode: Int32)) throws {
        let home = try ShellHome()
        let result = try home.script(
            run.script, run.arguments, options: ["--api", api], input: "key,variants\nnew-one,\"a,b\"\n")
        #expect(result.exitCode == run.exitCode, "\(result.output)\(result.errors)")
    }

    @Test func whoMadeItIsTheOwnerWhereTheServiceSaysIt() throws {
        let home = try ShellHome()
        let arguments = ["--rules", "owner", "chat-bubble"]
        #expect(try home.script("policy.lua", arguments, options: ["--api", "beta"]).exitCode == 1)
        #expect(try home.script("policy.lua", arguments, options: Self.v1).exitCode == 0)
    }

    @Test func whatV1AddsIsShown() throws {
        let home = try ShellHome()
        let status = try home.script("status.lua", ["--width", "0", "--tag", "check*"], options: Self.v1)
        #expect(status.lines[0].split(separator: " ").suffix(4) == ["tags", "deployments", "owner", "project"])
        #expect(status.lines[1].contains("checkout") && status.lines[1].contains(" %  "), "\(status.output)")
        let beta = try home.script("status.lua", ["--tag", "x"], options: ["--api", "beta"])
        #expect(beta.exitCode == 2)
        #expect(beta.errors.contains("experiments have no tags in this API; --api v1 has them"), "\(beta.errors)")
        let sheet = try home.script("export.lua", ["checkout-copy-test"], options: Self.v1)
        #expect(sheet.lines[0].contains(",endDate,evaluationMode,") && sheet.lines[0].contains(",tags,"))
        let report = try home.script("weights_report.lua", ["checkout-copy-test"], options: Self.v1)
        #expect(report.lines[0].contains("for 100 % of the users"), "\(report.output)")
    }

    @Test func aCopyOnV1IsTheSameAndSaysWhatIsNot() throws {
        let home = try ShellHome()
        let arguments = ["--to-sandbox", "other.sqlite", "--project", "417260", "--to-project", "7", "*"]
        let copy = try home.script("copy.lua", arguments, options: Self.v1)
        #expect(copy.exitCode == 0, "\(copy.errors)")
        #expect(copy.errors == "36 items: 36 done\n")
        #expect(
            copy.lines.contains {
                $0.hasPrefix(
                    "copy checkout-copy-test (26301) to project 7 without enabled, rolloutPercentage, "
                        + "parentDependencies, tags, state, startDate, the deployment web-storefront: done")
            })
        let again = try home.script("copy.lua", arguments, options: Self.v1)
        #expect(again.exitCode == 0)
        #expect(again.errors == "36 items: 36 left as they are\n")
        let compare = """
            local there, differ = {}, {}
            for e in connect{sandbox = "other.sqlite"}.experiments.each{projectId = "7"} do there[e.key] = e end
            for e in experiments.each{projectId = "417260"} do
              for _, parameter in ipairs(catalogue.resources.experiments.endpoints.create.parameters) do
                local field = parameter.name
                if field ~= "projectId" and field ~= "deployments"
                  and json.encode(e[field]) ~= json.encode(there[e.key][field]) then
                  differ[#differ + 1] = e.key .. "." .. field
                end
              end
            end
            return table.concat(differ, " ")
            """
        let differ = try home.ampsh(Self.v1 + ["--sandbox-path", home.sandbox, "-e", compare])
        #expect(differ.output == "\n", "\(differ.output)\(differ.errors)")
    }

    @Test(arguments: [("beta", "v1"), ("v1", "beta")])
    func everyExperimentCanBeDraftedForTheOtherGeneration(_ from: String, _ to: String) throws {
        let home = try ShellHome()
        let code = """
            package.path = "\(ShellHome.repository)/scripts/?.lua;" .. package.path
            local draft, arguments, creation = require "ampsh.draft", require "ampsh.arguments", require "ampsh.creation"
            local to = connect{sandbox = "other.sqlite", api = "\(to)"}
            local here = {catalogue = catalogue}
            local count = 0
            for e in experiments.each{} do
              local given = draft.of(e, here, to)
              given.projectId = e.projectId .. "0"
              assert(not arguments.problem(to, given), e.key)
              local made = to.experiments.get(to.experiments.create(given).id)
              local differences = creation.differences(to, given, made)
              assert(#differences == 0, e.key .. table.concat(differences, " "))
              count = count + 1
            end
            print(count)
            """
        let result = try home.ampsh(["--api", from, "--sandbox-path", home.sandbox, "-e", code])
        #expect(result.output == "60\n", "\(result.errors)")
    }

    @Test func whatOneGenerationWantsAndTheOtherDoesNotIsFilledAndTurned() throws {
        let home = try ShellHome()
        let code = """
            package.path = "\(ShellHome.repository)/scripts/?.lua;" .. package.path
            local draft = require "ampsh.draft"
            local beta, v1 = connect{sandbox = ":memory:", api = "beta"}, connect{sandbox = ":memory:", api = "v1"}
            local experiment = {
              key = "k", name = "K", enabled = false, decision = null, bucketingUnit = "Company",
              evaluationMode = "local", experimentType = "no-harm", createdBy = "a@b.c", tags = {},
              variants = {{key = "a", payload = "[1]"}, {key = "b", payload = {x = 1}}, {key = "c", payload = "plain"}},
              rolloutWeights = {a = 1},
              targetSegments = {{conditions = {{type = "property", prop = "p", op = "set is", values = {"1"}}}}},
            }
            local function show(from, to)
              local given, left_out = draft.of(experiment, from, to)
              local payloads = {}
              for index, variant in ipairs(given.variants) do payloads[index] = json.encode(variant.payload) end
              local segment = given.targetSegments[1]
              print(table.concat(payloads, " "), given.name, segment and segment.name, segment and segment.percentage,
                segment and segment.rolloutWeights.a, table.concat(left_out, ", "))
            end
            show(beta, v1)
            show(v1, v1)
            show(v1, beta)
            """
        let result = try home.ampsh(["--sandbox-path", home.sandbox, "-e", code])
        #expect(
            result.output == #"""
                [1] {"x":1} "plain"	K	segment 1	0	1	bucketingUnit, experimentType
                "[1]" {"x":1} "plain"	K	segment 1	0	1	bucketingUnit, experimentType
                "\"[1]\"" "{\"x\":1}" "\"plain\""	nil	nil	nil	nil	segment 1 (no name), which has the operator "set is", name, evaluationMode, bucketingUnit, experimentType

                """#, "\(result.errors)")
    }

    @Test func theWayBackNamesTheGeneration() throws {
        let home = try ShellHome()
        let kill = try home.script("kill_switch.lua", ["search-ranker"], options: Self.v1)
        let way = try #require(kill.lines.first)
        #expect(way.hasPrefix("ampsh --sandbox-path \(home.sandbox) --api v1 "), "\(way)")
    }

    @Test func aSheetIsHeldToTheRulesOfItsGeneration() throws {
        let home = try ShellHome()
        let sheet = """
            key,rolloutWeights,targetSegments,name,experimentType,variants
            k1,"{""control"":1.5}",,A name,multi-arm-bandit,
            k2,,"[{""conditions"":[]}]",,,
            k3,,,,zork,
            k4,,,,,"[{""key"":""off""}]"
            k5,"{""control"":-1}",,,,
            k6,,"[{""name"":""s"",""conditions"":[{""type"":""property"",""prop"":""p"",""op"":""is"",""values"":[]}],""percentage"":1,""rolloutWeights"":{}}]",,,
            k7,,,,,"[{""key"":""a"",""payload"":{""x"":1}}]"

            """
        let wrong = try home.script("create_from_csv.lua", ["-p", "1", "-"], options: Self.v1, input: sheet)
        #expect(wrong.exitCode == 2)
        #expect(
            wrong.errors == """
                line 3: targetSegments[1].name is missing
                line 4: experimentType: expected one of a-b-test, multi-arm-bandit, got "zork"
                line 5: variants[1].key: off is reserved
                line 6: rolloutWeights.control: expected a number from 0, got -1
                line 7: targetSegments[1].conditions[1].values: expected an array that is not empty, got {}
                create_from_csv.lua: 5 rows of 7 wrong, nothing was created

                """)
        let right = sheet.split(separator: "\n").filter { !$0.contains(/^k[2-6]/) }.joined(separator: "\n")
        let done = try home.script("create_from_csv.lua", ["-p", "1", "-"], options: Self.v1, input: right)
        #expect(done.exitCode == 0, "\(done.errors)")
        let again = try home.script("create_from_csv.lua", ["-p", "1", "-"], options: Self.v1, input: right)
        #expect(again.errors == "2 items: 2 left as they are\n")
        let made = """
            local a, b = table.unpack(experiments.all{projectId = "1"})
            if a.key ~= "k1" then a, b = b, a end
            return a.name, a.experimentType, a.rolloutWeights.control, b.name, b.variants[1].payload.x
            """
        let values = try home.ampsh(Self.v1 + ["--sandbox-path", home.sandbox, "-e", made])
        #expect(values.output == "A name\nmulti-arm-bandit\n1.5\nk7\n1\n", "\(values.errors)")
    }

    @Test func whatIsLikeAnExperimentHasANameOfItsOwn() throws {
        let home = try ShellHome()
        let done = try home.script(
            "create_from_csv.lua", ["--like", "checkout-copy-test", "-p", "99", "-"], options: Self.v1,
            input: "key\nlike-it\n")
        #expect(done.exitCode == 0, "\(done.errors)")
        let name = try home.ampsh(
            Self.v1 + ["--sandbox-path", home.sandbox, "-e", "return experiments.all{projectId = '99'}[1].name"])
        #expect(name.output == "like-it\n")
    }
}
