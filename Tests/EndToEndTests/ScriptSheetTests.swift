import JSON
import TestSupport
import Testing

/// `scripts/export.lua` and `scripts/create_from_csv.lua`.
struct ScriptSheetTests {
    @Test func jsonHoldsWhatTheServiceAnswers() throws {
        let home = try ShellHome()
        let export = try home.script("export.lua", ["--format", "json", "--project", "530118"])
        #expect(export.exitCode == 0)
        let items = try #require(try JSONValue(parsing: export.outputBytes).arrayValue)
        #expect(items.count == 24)
        #expect(items.first?["key"] == "fare-capping")
        let lines = try home.script("export.lua", ["--format", "jsonl", "--project", "530118"]).lines
        #expect(try lines.map { try JSONValue(parsing: Array($0.utf8)) } == items)
        let none = try home.script("export.lua", ["--format", "json", "nothing"])
        #expect(try JSONValue(parsing: none.outputBytes) == [])
    }

    @Test func cellsThatASpreadsheetWouldRunAreHarmless() throws {
        let home = try ShellHome()
        _ = try home.evaluate(
            """
            for index, text in ipairs{"=1+1", "+1", "-1", "@SUM(A1)", "\\tx", "\\rx", "'=quoted", "a\\nb, \\"c\\""} do
              experiments.create{projectId = "1", key = "f" .. index, description = text}
            end
            """)
        let export = try home.script("export.lua", ["--project", "1"])
        for cell in [
            ",'=1+1,", ",'+1,", ",'-1,", ",'@SUM(A1),", ",\"'\tx\",", ",\"'\rx\",", ",''=quoted,",
            ",\"a\nb, \"\"c\"\"\",",
        ] {
            #expect(export.output.contains(cell), "\(cell.debugDescription)")
        }
        #expect(export.output.hasPrefix("projectId,key,description,"))
        #expect(export.output.hasSuffix("\r\n"))
    }

    @Test func anExportCanBeImported() throws {
        let home = try ShellHome()
        let descriptions = """
            local out = {}
            for e in experiments.each{} do
              out[#out + 1] = json.encode{e.key, e.description, e.variants, e.rolloutWeights, e.targetSegments,
                e.deployments, e.bucketingKey, e.stickyBucketing}
            end
            table.sort(out)
            return table.concat(out, "\\n")
            """
        _ = try home.evaluate(
            "experiments.create{projectId = '417260', key = 'odd', description = '=1\\r\\n\\'+', variants = {{key = 'a,b'}, {key = 'c'}}}"
        )
        let before = try home.evaluate(descriptions)
        let export = try home.script("export.lua", ["--out", "all.csv"])
        #expect(export.output == "")
        #expect(export.errors == "61 experiments written to all.csv\n")
        #expect(home.read("all.csv.part") == nil)
        // A sandbox that has the deployments, but under other keys: every key gets a prefix.
        let sheet = try home.write(
            (home.read("all.csv") ?? "").replacing("\r\n417260,", with: "\r\n417260,copy-").replacing(
                "\r\n530118,", with: "\r\n530118,copy-"), to: "copies.csv")
        let create = try home.script("create_from_csv.lua", [sheet])
        #expect(create.exitCode == 0, "\(create.errors)")
        #expect(create.lines.count == 61)
        let copies = try home.evaluate(
            descriptions.replacing(
                "for e in experiments.each{} do",
                with: "for e in experiments.each{} do if e.key:find '^copy%-' then e.key = e.key:sub(6)"
            )
            .replacing("\nend\ntable.sort", with: " end\nend\ntable.sort"))
        #expect(copies == before)
    }

    @Test func aFileThatCannotBeWrittenIsSaid() throws {
        let home = try ShellHome()
        let result = try home.script("export.lua", ["--out", "missing/all.json"])
        #expect(result.exitCode == 1)
        #expect(result.errors.contains("cannot write: missing/all.json"))
    }

    @Test func rowsFillTheTemplateAndKeysThatExistAreLeftAlone() throws {
        let home = try ShellHome()
        let template = try home.write(
            """
            {"projectId": "417260", "key": "price-{{country}}", "description": "Owner: {{owner}}",
             "variants": [{"key": "control"}, {"key": "low", "payload": "{\\"in\\": \\"{{country}}\\"}"}],
             "deployments": ["pricing-service"]}
            """, to: "template.json")
        let sheet =
            "\u{FEFF}country;owner;rolloutWeights;note\r\nnorway;\"a; \"\"b\"\"\";\"control=3,low=1\";x\r\nsweden;c;;\r\n"
        let first = try home.script("create_from_csv.lua", ["--template", template, "-"], input: sheet)
        #expect(first.exitCode == 0, "\(first.errors)")
        #expect(
            first.lines == [
                "create price-norway in project 417260: done, id 31239",
                "create price-sweden in project 417260: done, id 31240",
            ])
        #expect(first.errors.contains("the column note is not used"))
        let made = try JSONValue(parsing: Array(home.evaluate("return json.encode(experiments.get('31239'))").utf8))
        #expect(made["description"] == "Owner: a; \"b\"")
        #expect(made["rolloutWeights"] == ["control": 3, "low": 1])
        #expect(made["deployments"] == ["5521"])
        #expect(made["variants"]?.arrayValue?.last?["payload"] == "{\"in\": \"norway\"}")

        let again = try home.script("create_from_csv.lua", ["--template", template, "-"], input: sheet)
        #expect(again.exitCode == 0)
        #expect(again.lines.first == "create price-norway in project 417260: exists, id 31239")
        #expect(again.errors.hasSuffix("2 items: 2 left as they are\n"))
    }

    @Test func anExperimentCanBeTheTemplate() throws {
        let home = try ShellHome()
        let result = try home.script(
            "create_from_csv.lua", ["--like", "checkout-copy-test", "-p", "99", "-"], input: "key\nlike-it\n")
        #expect(result.exitCode == 0, "\(result.errors)")
        let same = """
            local a, b = experiments.get "26301", experiments.list{limit = 1}[1]
            return b.key, json.encode(a.targetSegments) == json.encode(b.targetSegments),
              json.encode(a.variants) == json.encode(b.variants)
            """
        #expect(try home.evaluate(same) == "like-it\ntrue\ntrue")
    }

    @Test func oneWrongRowStopsEverythingBeforeItBegins() throws {
        let home = try ShellHome()
        let sheet = "key,rolloutWeights,deployments\ngood,,\na,zork,\n,x=1,\nc,,nope\nd,,\nd,,\ne,x=1,\n"
        let result = try home.script("create_from_csv.lua", ["-p", "417260", "-"], input: sheet)
        #expect(result.exitCode == 2)
        #expect(result.output == "")
        #expect(
            result.errors == """
                line 3: rolloutWeights: expected weights such as control=9,treatment=1, got "zork"
                line 4: no key
                line 5: project 417260 has no deployment nope
                line 7: the key d is in line 6, too
                line 8: rolloutWeights: there is no variant x
                create_from_csv.lua: 5 rows of 7 wrong, nothing was created

                """)
        #expect(try home.evaluate("return #experiments.all{}") == "60")
    }

    @Test func aRowThatTheServiceRefusesFailsAlone() throws {
        let home = try ShellHome()
        let rule = #"{"play": "status", "status": 400, "on": "writes", "nth": 2}"#
        let faults = try home.write(rule + "\n", to: "faults.jsonl")
        let result = try home.script(
            "create_from_csv.lua", ["-p", "1", "--concurrency", "1", "-"], options: ["--faults", faults],
            input: "key,variants\nfirst,\"a,b\"\nsecond,\nthird,\n")
        #expect(result.exitCode == 6)
        #expect(result.lines.count == 3)
        #expect(result.lines[1].hasPrefix("create second in project 1: failed: "))
        #expect(result.errors == "3 items: 2 done, 1 failed\n")
    }

    @Test(arguments: [" ", "\t", "\u{A0}", "\u{200B}", "\u{FEFF}", "\u{3000}", " \u{A0}\u{200B} "])
    func aBlankAtAnEndMakesNoTwin(_ blank: String) throws {
        // field/faults 11
        let home = try ShellHome()
        for row in ["417260,guest-checkout\(blank)", "\(blank)417260\(blank),\(blank)guest-checkout"] {
            let result = try home.script("create_from_csv.lua", ["-"], input: "projectId,\(blank)key\n\(row)\n")
            #expect(result.exitCode == 0, "\(result.errors)")
            #expect(result.lines == ["create guest-checkout in project 417260: exists, id 26211"])
        }
        let template = try home.write(#"{"projectId": "417260{{none}}", "key": "{{name}}-checkout"}"#, to: "t.json")
        let filled = try home.script(
            "create_from_csv.lua", ["-t", template, "-"], input: "name,none\n\(blank)guest\(blank),\(blank)\n")
        #expect(filled.lines == ["create guest-checkout in project 417260: exists, id 26211"])
        let inside = try home.script("create_from_csv.lua", ["-p", "1", "-"], input: "key\nguest\u{200B}checkout\n")
        #expect(inside.exitCode == 2)
        #expect(inside.errors.contains("line 2: key: \"guest\\u{200B}checkout\" has an invisible character (U+200B)"))
    }

    /// Rows of one wrong cell each, by their column, and words of the message.
    static let wrongCells: [(column: String, cell: String, words: String)] = [
        ("rolloutWeights", #"{"control": 1.5}"#, "rolloutWeights.control: expected a whole number from 0, got 1.5"),
        ("rolloutWeights", #"{"control": -1}"#, "expected a whole number from 0, got -1"),
        ("rolloutWeights", #"{"control": "1"}"#, "expected a whole number from 0, got \"1\""),
        ("rolloutWeights", "control=1.5", "expected weights such as control=9,treatment=1"),
        ("rolloutWeights", #"{"zork": 1}"#, "rolloutWeights: there is no variant zork"),
        ("variants", #"["a","b"]"#, "variants[1]: expected an object, got \"a\""),
        ("variants", "a,a", "variants: two have the key a"),
        ("variants", #"[{"key": "a"}, {"key": "a"}]"#, "variants: two have the key a"),
        ("variants", "a,,b", "expected keys between commas"),
        ("variants", #"[{"name": 7}]"#, "variants[1].name: expected a text, got 7"),
        ("variants", #"[{"key": ""}]"#, "variants[1].key: expected a text that is not empty"),
        ("variants", #"[{}]"#, "variants[1] has no key"),
        ("variants", #"[{"key": "a "}]"#, "variants[1].key: \"a \" has a blank at an end"),
        ("variants", #"[{"key": "a", "payload": {"x": 1}}]"#, "variants[1].payload: expected the text of a JSON value"),
        ("variants", #"[{"key": "a", "payload": "{"}]"#, "variants[1].payload: expected the text of a JSON value"),
        ("variants", #"[{"key": "a", "nope": 1}]"#, "variants[1].nope: there is no such field"),
        ("targetSegments", "[1]", "targetSegments[1]: expected an object, got 1"),
        ("targetSegments", #"[{"percentage": 101}]"#, "percentage: expected a number from 0 to 100, got 101"),
        ("targetSegments", #"[{"conditions": [{"type": "property", "prop": "p", "op": "is"}]}]"#, "values is missing"),
        (
            "targetSegments", #"[{"conditions": [{"type": "cohort", "prop": "p", "op": "is", "values": ["1"]}]}]"#,
            "conditions[1].type: expected one of property"
        ),
        (
            "targetSegments", #"[{"conditions": [{"type": "property", "prop": "p", "op": "=", "values": ["1"]}]}]"#,
            "conditions[1].op: expected one of is, is not"
        ),
        (
            "targetSegments", #"[{"conditions": [{"type": "property", "prop": "p", "op": "is", "values": [1]}]}]"#,
            "conditions[1].values[1]: expected a text, got 1"
        ),
        ("targetSegments", #"[{"rolloutWeights": {"zork": 1}}]"#, "there is no variant zork"),
        ("targetSegments", "{", "expected a JSON array of segments"),
        ("stickyBucketing", "perhaps", "expected true or false"),
        ("deployments", "nope", "has no deployment nope"),
        ("projectId", "4.1726E+05", "4.1726E+05 looks like a number as a spreadsheet shortens it"),
        ("projectId", "4,1726E+05", "looks like a number as a spreadsheet shortens it"),
        ("projectId", "0417260", "0417260 looks like a number that begins with 0"),
        ("projectId", "417,260", "417,260 looks like a number that was made to be read"),
        ("projectId", "417260.0", "looks like a number that was made to be read"),
        ("projectId", "#REF!", "looks like what a spreadsheet shows for an error"),
    ]

    @Test func everyRowIsCheckedBeforeTheFirstWriteAlsoInADryRun() throws {
        // field/faults 12, 14
        let home = try ShellHome()
        let columns = [
            "projectId", "key", "variants", "rolloutWeights", "targetSegments", "stickyBucketing", "deployments",
        ]
        var sheet = columns.joined(separator: ",") + "\n417260,right,,,,,\n"
        for (number, wrong) in Self.wrongCells.enumerated() {
            var cells = ["projectId": "417260", "key": "row-\(number)"]
            cells[wrong.column] = wrong.cell
            let line = columns.map { "\"\((cells[$0] ?? "").replacing("\"", with: "\"\""))\"" }
            sheet += line.joined(separator: ",") + "\n"
        }
        for options in [["--dry-run"], []] {
            let result = try home.script("create_from_csv.lua", options + ["-"], input: sheet)
            #expect(result.exitCode == 2)
            #expect(result.output == "")
            let lines = result.errors.split(separator: "\n").map(String.init)
            for (number, wrong) in Self.wrongCells.enumerated() {
                let line = lines.first { $0.hasPrefix("line \(number + 3): ") } ?? ""
                #expect(line.contains(wrong.words), "\(wrong.cell): \(line)")
            }
            #expect(lines.count == Self.wrongCells.count + 1)
        }
        #expect(try home.evaluate("return #experiments.all{}") == "60")
    }

    @Test(arguments: [
        (#"{"projectId": 417260, "key": "a"}"#, "projectId: expected a text that is not empty, got 417260"),
        (#"{"projectId": "417260", "key": ["a"]}"#, "key: expected a text that is not empty, got an array"),
        (#"{"projectId": "417260", "key": "a", "stickyBucketing": "yes"}"#, "stickyBucketing: expected true or false"),
        (#"{"projectId": "417260", "key": "a", "variants": {"key": "a"}}"#, "variants: expected an array, got an"),
        (#"{"projectId": "417260", "key": "a", "rolloutWeights": [1]}"#, "rolloutWeights: expected an object, got an"),
        (#"{"projectId": "417260", "key": "a", "deployments": [5521]}"#, "deployments[1]: expected a text"),
        (#"{"projectId": "417260", "key": "a "}"#, "key: \"a \" has a blank at an end"),
        (#"{"projectId": "417260\u200b", "key": "a"}"#, "projectId: \"417260\\u{200B}\" has an invisible character"),
    ])
    func theTemplateIsCheckedWithTheRows(_ template: String, _ words: String) throws {
        // field/faults 12
        let home = try ShellHome()
        let file = try home.write(template, to: "template.json")
        for options in [["--dry-run"], []] {
            let result = try home.script("create_from_csv.lua", options + ["-t", file, "-"], input: "owner\nme\n")
            #expect(result.exitCode == 2)
            #expect(result.errors.contains("line 2: \(words)"), "\(result.errors)")
        }
    }

    @Test(arguments: [
        ("projectId,key\n417260,a\n,\n,\n", "line 3: a row of empty cells, as spreadsheets leave them"),
        ("projectId;key\n417260;a\n;;;\n", "line 3: a row of empty cells"),
        ("projectId,key\n417260,a\n\u{A0}, \n", "line 3: a row of empty cells"),
        ("sep=;\nprojectId;key\n417260;a\n", "line 1: sep=; is a line that only Excel reads"),
        ("\u{FEFF}\"sep=,\"\nprojectId,key\n417260,a\n", "line 1: sep=, is a line that only Excel reads"),
        ("projectId,key,\n417260,a,\n", "line 1: column 3 has no name: the line ends with a separator"),
        ("projectId,key,,\n417260,a,,\n", "line 1: column 3 has no name: the line ends with a separator"),
        ("projectId,key\n417260,a,\n", "line 2: the line ends with a separator"),
        ("ProjectID,Key\n417260,a\n", "the column ProjectID: did you mean projectId?"),
        ("projectId,key,Rollout Weights\n417260,a,control=1\n", "Rollout Weights: did you mean rolloutWeights?"),
        ("project_id,key\n417260,a\n", "the column project_id: did you mean projectId?"),
        ("projectId,key,desciption\n417260,a,x\n", "the column desciption: did you mean description?"),
    ])
    func whatASpreadsheetLeavesIsNamed(_ sheet: String, _ words: String) throws {
        // field/faults 14
        let home = try ShellHome()
        let result = try home.script("create_from_csv.lua", ["-"], input: sheet)
        #expect(result.exitCode == 2)
        #expect(result.output == "")
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test func aDeletedDeploymentIsRefusedBeforeAnythingIsWritten() throws {
        let home = try ShellHome()
        let deleted = try home.evaluate(
            "for d in deployments.each{} do if d.deleted then return d.projectId .. ',' .. d.id end end")
        let result = try home.script(
            "create_from_csv.lua", ["--dry-run", "-"], input: "projectId,deployments,key\n\(deleted),a\n")
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("is deleted"), "\(result.errors)")
    }

    @Test func aKeyThatExistsAndDiffersIsAConflict() throws {
        // field/faults 6
        let home = try ShellHome()
        let sheet =
            "key,rolloutWeights,description\nsame,\"control=3,treatment=1\",x\n"
            + "other,\"control=3,treatment=1\",x\n"
        #expect(try home.script("create_from_csv.lua", ["-p", "1", "-"], input: sheet).exitCode == 0)
        let changed = sheet.replacing("other,\"control=3,treatment=1\",x", with: "other,\"control=1,treatment=1\",y")
        for options in [["--dry-run"], []] {
            let again = try home.script("create_from_csv.lua", ["-p", "1", "-"] + options, input: changed)
            #expect(again.exitCode == 6)
            #expect(
                again.lines == [
                    "create same in project 1: exists, id 31239",
                    "create other in project 1: exists, id 31240, with other description, rolloutWeights",
                ])
        }
        let allowed = try home.script("create_from_csv.lua", ["-p", "1", "--allow-differences", "-"], input: changed)
        #expect(allowed.exitCode == 0)
        #expect(allowed.lines[1].hasSuffix("exists, id 31240, with other description, rolloutWeights"))
    }

    @Test(arguments: ["beta", "v1"])
    func theCheckOfARowIsTheCatalogues(_ api: String) throws {
        // What the module lets pass the shell sends, and what it refuses the shell refuses.
        let home = try ShellHome()
        let code = #"""
            local check = require "ampsh.arguments"
            math.randomseed(12)
            local function pick(list) return list[math.random(#list)] end
            local function value()
              return pick{
                "a", "", "1", 0, 1, -1, 1.5, 2.0, 101, true, false, null, array{}, {}, {"a"}, {1}, {a = 1}, {a = 1.5}, {a = "1"},
                {control = 0, treatment = 3}, {{key = "a"}, {key = "b"}}, {{name = "n"}}, {{key = "a", payload = "1"}},
                {{key = "a", payload = {}}}, {{percentage = 5}}, {percentage = 5.5}, {{conditions = array{}, name = 1}},
                {{conditions = {{type = "property", prop = "p", op = "is", values = {"x"}}}}},
                {{conditions = {{type = "property", prop = "", op = "is", values = {"x"}}}}},
                {{rolloutWeights = {a = 1}, bucketingKey = "d"}}, {{nope = 1}}, "5521", {"5521"}, "off", {{key = "off"}}, "local",
                "multi-arm-bandit", {{key = "A b"}}, {{name = "s", conditions = {}, percentage = 5, rolloutWeights = {}}},
                {{name = "s", conditions = {{type = "property", prop = "p", op = "set is", values = {"x"}}}, percentage = 5,
                  rolloutWeights = {a = 0.5}}},
                {{name = "s", conditions = {{type = "property", prop = "p", op = "is", values = {}}}, percentage = 5,
                  rolloutWeights = {}}},
              }
            end
            local names = {
              "description", "variants", "rolloutWeights", "targetSegments", "bucketingKey", "stickyBucketing", "deployments", "nope",
              "name", "evaluationMode", "experimentType",
            }
            local passed = 0
            for round = 1, 3000 do
              local given = {projectId = "417260", key = "k" .. round}
              for _ = 1, math.random(0, 3) do given[pick(names)] = value() end
              if math.random(20) == 1 then given.key = value() end
              if math.random(20) == 1 then given.projectId = value() end
              local problem = check.problem({catalogue = catalogue}, given)
              local ok, err = pcall(experiments.create, given)
              local taken = ok or not (err.kind == "argument" or err.kind == "invalid")
              local is_state = not ok and (tostring(err):find "deployment" or tostring(err):find "has an experiment")
              if taken then passed = passed + 1 end
              if (problem == nil) ~= taken and not is_state then
                error(json.encode(given) .. ": " .. tostring(problem) .. " / " .. tostring(err), 0)
              end
            end
            print(passed > 200)
            """#
        let result = try home.ampsh(
            ["--api", api, "--sandbox-path", ":memory:", "-"],
            environment: ["LUA_PATH": "\(ShellHome.repository)/scripts/?.lua;;"],
            input: code)
        #expect(result.output == "true\n", "\(result.errors)")
    }
}
