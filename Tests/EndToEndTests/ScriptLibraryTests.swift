import TestSupport
import Testing

/// The modules of the standard library by themselves.
struct ScriptLibraryTests {
    private func evaluate(_ code: String) throws -> String {
        let home = try ShellHome()
        let result = try home.ampsh(
            ["--sandbox-path", ":memory:", "-"], environment: ["LUA_PATH": "\(ShellHome.repository)/scripts/?.lua;;"],
            input: code)
        guard result.exitCode == 0 else { throw ShellHomeError.failed(code, result.errors) }
        return result.output
    }

    @Test func csvIsReadLeniently() throws {
        let output = try evaluate(
            #"""
            local csv = require "ampsh.csv"
            local function show(text)
              local rows, columns = csv.read(text)
              if not rows then return print("! " .. columns) end
              for _, row in ipairs(rows) do
                local cells = {}
                for index, column in ipairs(columns) do cells[index] = ("%q"):format(row.values[column]) end
                print(row.line .. " " .. table.concat(cells, " "):gsub("\\\n", "\\n"))
              end
            end
            show "a,b\n1,2"
            show "a;b\r\n1,5;2\r\n\r\n3;4\r\n"
            show "a\tb\r1\t2\r"
            show 'a,b\n"x ""y"", z","1\n2"\n3,4\n'
            show "a,b\n'=1,''x\n"
            show ""
            show "a,b\n1\n"
            show "a,a\n"
            show "a,\n"
            show 'a\n"x'
            show 'a\n"x"y\n'
            show 'a\nx"y\n'
            show "\xFF\xFEa\0"
            show "a\n\xFF\n"
            """#)
        #expect(
            output == #"""
                2 "1" "2"
                2 "1,5" "2"
                4 "3" "4"
                2 "1" "2"
                2 "x \"y\", z" "1\n2"
                4 "3" "4"
                2 "=1" "''x"
                ! it is empty
                ! line 2: 1 cells, but the first line names 2 columns
                ! line 1: two columns are named a
                ! line 1: column 2 has no name: the line ends with a separator, which spreadsheets write for empty columns: delete these columns
                ! line 2: a quoted cell begins here and never ends
                ! line 2: text after the quote that ends a cell
                ! line 2: a quote inside a cell that is not quoted
                ! it is UTF-16: save it as UTF-8
                ! it is not UTF-8

                """#)
    }

    @Test func everyTextSurvivesWritingAndReading() throws {
        let output = try evaluate(
            #"""
            local csv = require "ampsh.csv"
            local pieces = {"=", "+", "-", "@", "\t", "\r", "\n", "'", '"', ",", ";", " ", "a", "é", "0"}
            math.randomseed(7)
            for round = 1, 3000 do
              local cells = {}
              for column = 1, 3 do
                local text = {}
                for index = 1, math.random(0, 5) do text[index] = pieces[math.random(#pieces)] end
                cells[column] = table.concat(text)
              end
              cells[1] = cells[1] .. "x"
              local line = csv.line(cells)
              assert(not (line .. ","):find '^[=+@\t\r-]', line)
              local rows = assert(csv.read("a,b,c\r\n" .. line .. "\r\n"))
              assert(rows[1].values.a == cells[1] and rows[1].values.b == cells[2] and rows[1].values.c == cells[3], line)
            end
            print "same"
            """#)
        #expect(output == "same\n")
    }

    @Test func globsMatchWhole() throws {
        let output = try evaluate(
            """
            local glob = require "ampsh.glob"
            for _, case in ipairs{{"a-*", "a-b"}, {"a-*", "xa-b"}, {"a?c", "aéc"}, {"a?c", "ac"}, {"%a", "b"}, {"a.c", "abc"},
              {"[x]", "[x]"}, {"*", ""}, {"", "x"}} do
              io.write(tostring(glob.compile(case[1])(case[2])), " ")
            end
            print(glob.any_of{}("x"), glob.any_of{"a", "b"}("b"), glob.any_of{"a"}("b"))
            """)
        #expect(output == "true false true false false false true true false true\ttrue\tfalse\n")
    }

    @Test func wideTextIsPaddedAndCutByColumns() throws {
        let output = try evaluate(
            """
            local format = require "ampsh.format"
            for _, text in ipairs{"abc", "été", "日本", "e\\u{301}", "🎁", "👩\\u{200D}💻", "⛴\\u{FE0F}", "🇳🇴", "한국"} do
              io.write(format.width(text), " ")
            end
            print()
            print(format.cut("日本語", 4) .. "|", format.cut("abc", 3) .. "|", format.cut("abcd", 3) .. "|", format.cut("x", 0) .. "|")
            print(format.pad("日本", 6) .. "|", format.pad("7", 3, true) .. "|", format.clean("a\\n\\tb\\xFFc"))
            print(format.bar(0.5, 4) .. "|", format.bar(0.001, 4) .. "|", format.bar(0.5, 4, true) .. "|", format.bar(0, 2, true))
            for _, line in ipairs(format.table({{title = "n", right = true}, {title = "text", shrink = 5}},
              {{1, "日本語です"}, {22, "ok"}}, 11)) do print(line) end
            """)
        #expect(
            output == """
                3 3 4 1 2 2 2 2 4 \n\
                日…|\tabc|\tab…|\t|
                日本  |\t  7|\ta b?c
                ██  |\t▏   |\t##..|\t..
                 n  text
                 1  日本語…
                22  ok

                """)
    }

    @Test func weightsAreReadWrittenAndMoved() throws {
        let output = try evaluate(
            """
            local weights = require "ampsh.weights"
            local function experiment(...)
              local e = {variants = {}, rolloutWeights = {}}
              for index, weight in ipairs{...} do
                e.variants[index] = {key = "v" .. index}
                e.rolloutWeights["v" .. index] = weight
              end
              return e
            end
            local function moved(e, percent)
              e.rolloutWeights = weights.with(e, "v2", percent)
              return weights.text(e)
            end
            print(moved(experiment(1, 1), 5), moved(experiment(50, 50), 0), moved(experiment(9, 1), 100))
            print(moved(experiment(0, 1), 25), moved(experiment(98, 1, 1), 50), moved(experiment(6, 3, 3), 12.5))
            print(weights.describe(experiment(1, 1, 1)), weights.describe(experiment(0, 0)), weights.describe(experiment(3000, 1)))
            print(weights.parse "a=1,a=2", weights.parse "a", weights.parse "a=-1", weights.parse("x%2Cy=3")["x,y"])
            print(weights.parse "a=99999999999999999999")
            """)
        #expect(
            output == """
                v1=95,v2=5\tv1=100,v2=0\tv1=0,v2=100
                v1=75,v2=25\tv1=4900,v2=4950,v3=50\tv1=350,v2=75,v3=175
                v1 33.3 %, v2 33.3 %, v3 33.3 %\tv1 0 %, v2 0 %\tv1 100 %, v2 <0.1 %
                nil\tnil\tnil\t3
                nil\tweights such as control=9,treatment=1

                """)
    }

    @Test func whatALostCreateMayHaveMadeIsComparedBeforeItIsTaken() throws {
        let output = try evaluate(
            """
            local creation = require "ampsh.creation"
            local function try(there)
              there.projectId, there.key, there.id = "1", "k", "9"
              local api = {catalogue = catalogue, experiments = {
                create = function() error({kind = "network", outcome = "unknown", message = "lost"}, 0) end,
                each = function()
                  if there.fails then error({kind = "network", message = "no list"}, 0) end
                  return coroutine.wrap(function() coroutine.yield(there) end)
                end,
              }}
              local ok, result = pcall(creation.create, api, {projectId = "1", key = "k", description = "mine"})
              print(ok, ok and result or result.outcome .. ": " .. result.message)
            end
            try{description = "mine"}
            try{description = "other"}
            try{description = "mine", enabled = true}
            try{description = "mine", state = "running"}
            try{fails = true}
            """)
        let other = "false\tunknown: lost; id 9 has this key and is not what was sent\n"
        #expect(output == "true\tid 9 (the answer was lost)\n" + other + other + other + "false\tunknown: lost\n")
    }

    @Test func sharesOfLargeWeightsAreRight() throws {
        // field/faults 15
        let output = try evaluate(
            """
            local weights = require "ampsh.weights"
            local function experiment(a, b, t)
              return {variants = {{key = "a"}, {key = "b"}, {key = "t"}}, rolloutWeights = {a = a, b = b, t = t}}
            end
            print(weights.describe(experiment(2^62 | 0, 2^62 | 0, 0)))
            print(weights.describe(experiment(math.maxinteger, math.maxinteger, math.maxinteger)))
            -- A product of a weight and a small number, in two halves.
            local function times(x, n)
              local high, low = (x >> 32) * n, (x & 0xFFFFFFFF) * n
              return high + (low >> 32), low & 0xFFFFFFFF
            end
            -- Whether t has exactly its share of all, and whoever had something has something.
            local function is_exact(e, percent)
              local map = weights.with(e, "t", percent)
              local hundredths = math.tointeger(percent * 100)
              for _, weight in pairs(map) do assert(math.type(weight) == "integer" and weight >= 0) end
              local left_high, left_low = times(map.t, 10000 - hundredths)
              local right_high, right_low = times(map.a + map.b, hundredths)
              return left_high == right_high and left_low == right_low and map.a + map.b >= 0
                and (map.a > 0) == (percent < 100) and (map.b > 0) == (percent < 100)
            end
            local sizes = {1, 2, 3, 100, 2^31 | 0, 2^53 | 0, (2^53 | 0) + 1, 10^18 | 0, (10^18 | 0) + 1, 2^62 | 0, math.maxinteger}
            for _, a in ipairs(sizes) do
              for _, b in ipairs(sizes) do
                for _, percent in ipairs{0, 0.01, 1, 5, 12.5, 25, 50, 62.5, 99.75, 100} do
                  assert(is_exact(experiment(a, b, 7), percent), a .. " " .. b .. " " .. percent)
                end
              end
            end
            local map = weights.with(experiment(1000000000000000001, 1, 0), "t", 25)
            print(map.a, map.b, map.t)
            """)
        #expect(
            output == """
                a 50 %, b 50 %, t 0 %
                a 33.3 %, b 33.3 %, t 33.3 %
                3000000000000000003\t3\t1000000000000000002

                """)
    }

    @Test func aMisspeltNameOfAModuleIsAnError() throws {
        // field/faults 17
        let output = try evaluate(
            """
            local cli, weights = require "ampsh.cli", require "ampsh.weights"
            print(pcall(function() return {n = cli.cuont} end))
            print(pcall(function() return {n = weights.prase} end))
            """)
        #expect(output.contains("ampsh.cli has no cuont; did you mean count?"))
        #expect(output.contains("ampsh.weights has no prase; did you mean parse?"))
    }

    @Test func whatNobodySeesIsTrimmedAndNamed() throws {
        // field/faults 11
        let output = try evaluate(
            #"""
            local text = require "ampsh.text"
            local blanks = {
              " ", "\t", "\r\n", "\u{A0}", "\u{200B}", "\u{FEFF}", "\u{3000}", "\u{2009}", "\u{2060}", "\u{AD}", "\u{E0020}",
            }
            for _, blank in ipairs(blanks) do
              assert(text.trim(blank .. "a b" .. blank .. blank) == "a b", text.quoted(blank))
              assert(text.trim(blank) == "")
              assert(blank == " " or text.hidden("a" .. blank .. "b"), text.quoted(blank))
            end
            print(text.hidden "a b", text.hidden "été 👩\u{200D}💻", text.hidden "a\u{200B}b", text.hidden "a\r", text.hidden "\xFF")
            print(text.quoted "a\r\u{A0}é", text.trim "é", text.trim "")
            """#)
        #expect(
            output == #"""
                nil	nil	an invisible character (U+200B)	a control character (U+000D)	bytes that are not UTF-8
                "a\u{D}\u{A0}é"	é	

                """#)
    }

    @Test func aPatternWithWhatNobodySeesIsAUsageError() throws {
        // field/faults 19
        let output = try evaluate(
            #"""
            local glob, pick = require "ampsh.glob", require "ampsh.pick"
            for _, wrong in ipairs{"a*\r", "\na", "a\0", "a\u{A0}", "a\u{200B}*", "a\u{85}", "\u{FEFF}a"} do
              for _, try in ipairs{
                function() glob.compile(wrong) end, function() glob.any_of{"x", wrong} end,
                function() pick.filter{key = {wrong}} end, function() pick.filter({deployment = wrong}, {}) end,
                function() pick.one(pick.here, wrong) end,
              } do
                local ok, problem = pcall(try)
                assert(not ok and problem.kind == "argument" and problem.exit == 2 and tostring(problem) == problem.message)
              end
            end
            print(glob.compile "a b?"("a b👩"))
            """#)
        #expect(output == "true\n")
    }

    @Test func whatIsThereIsComparedWithWhatWouldBeCreated() throws {
        // field/faults 6
        let output = try evaluate(
            #"""
            local creation = require "ampsh.creation"
            local there = {
              projectId = "1", key = "k", description = "d", variants = {{key = "a", payload = {x = 1}}, {key = "b", name = "B"}},
              rolloutWeights = {a = 1, b = 2}, targetSegments = {{name = "s", conditions = {}, percentage = 5}}, deployments = {"2", "1"},
              enabled = true, state = "running",
            }
            local function differ(arguments) print(table.concat(creation.differences({catalogue = catalogue}, arguments, there), " ") .. ".") end
            differ{projectId = "1", key = "k"}
            differ{
              description = "d", variants = {{key = "a", payload = '{ "x": 1 }'}, {key = "b"}}, rolloutWeights = {b = 2},
              targetSegments = {{name = "s", percentage = 5.0}}, deployments = {"1", "2"}, bucketingKey = nil, stickyBucketing = true,
            }
            differ{description = "", rolloutWeights = {a = 2}, deployments = {"1"}}
            differ{variants = {{key = "a", payload = '{"x": 2}'}, {key = "b"}}, targetSegments = {}}
            differ{variants = {{key = "b"}, {key = "a"}}, bucketingKey = "device_id"}
            """#)
        #expect(
            output == """
                .
                .
                deployments description rolloutWeights.
                targetSegments variants.
                bucketingKey variants.

                """)
    }

    @Test func aLostAnswerIsResolvedByTheKey() throws {
        let output = try evaluate(
            """
            local creation = require "ampsh.creation"
            local function service(outcome, key)
              return {catalogue = catalogue, experiments = {
                create = function() error({kind = "network", outcome = outcome}, 0) end,
                each = function() return coroutine.wrap(function()
                  coroutine.yield{projectId = "2", key = "k", id = "8"}
                  coroutine.yield{projectId = "1", key = key, id = "9"}
                end) end,
              }}
            end
            local arguments = {projectId = "1", key = "k"}
            print(creation.create(service("unknown", "k"), arguments))
            print(pcall(creation.create, service("unknown", "other"), arguments) )
            print((pcall(creation.create, service("not_applied", "k"), arguments)))
            """)
        let lines = output.split(separator: "\n")
        #expect(lines[0] == "id 9 (the answer was lost)")
        #expect(lines[1].hasPrefix("false\t"))
        #expect(lines[2] == "false")
    }
}
