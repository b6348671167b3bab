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
        let sheet = "key,variants\nfirst,\"a,b\"\nsecond,\"a,a\"\nthird,\n"
        let result = try home.script("create_from_csv.lua", ["-p", "1", "-"], input: sheet)
        #expect(result.exitCode == 6)
        #expect(result.lines.count == 3)
        #expect(result.lines[1].hasPrefix("create second in project 1: failed: "))
        #expect(result.errors == "3 items: 2 done, 1 failed\n")
    }
}
