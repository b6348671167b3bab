import TestSupport
import Testing

/// The modules of `scripts/lib/` by themselves.
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
            local csv = require "lib.csv"
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
                ! line 1: column 2 has no name
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
            local csv = require "lib.csv"
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
            local glob = require "lib.glob"
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
            local format = require "lib.format"
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
            local weights = require "lib.weights"
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

    @Test func aBatchKeepsTheOrderAndGoesOnAfterFailures() throws {
        let output = try evaluate(
            """
            local batch = require "lib.batch"
            local failed = batch.run{
              items = {5, 4, 3, 2, 1, 0},
              words = function(item) return "item " .. item end,
              skip = function(item) return item == 4 and "left alone" or nil end,
              act = function(item)
                sleep(item / 100)
                if item == 3 then error({kind = "invalid"}, 0) end
                if item == 2 then error("odd", 0) end
                if item == 1 then return "told" end
              end,
            }
            print(failed)
            """)
        let lines = output.split(separator: "\n").map {
            $0.hasPrefix("item 3: failed: ") ? "item 3: failed" : String($0)
        }
        #expect(
            lines == [
                "item 5: done", "item 4: left alone", "item 3: failed", "item 2: failed: odd", "item 1: done, told",
                "item 0: done", "2",
            ])
    }

    @Test func outputThatTakesNoMoreDoesNotStopABatchHalfWay() throws {
        let output = try evaluate(
            """
            local batch = require "lib.batch"
            local stock, printed, acted = print, 0, 0
            function print(line)
              printed = printed + 1
              if printed > 1 then error "full" end
              stock(line)
            end
            batch.run{
              items = {1, 2, 3}, words = function(item) return "item " .. item end,
              act = function() acted = acted + 1 end,
            }
            stock(printed, acted)
            """)
        #expect(output == "item 1: done\n2\t3\n")
    }

    @Test(arguments: ["auth", "refused"])
    func aBatchStopsAtWhatWouldMeetEveryItem(_ kind: String) throws {
        let output = try evaluate(
            """
            local batch = require "lib.batch"
            local tried = 0
            local ok, problem = pcall(batch.run, {
              items = {1, 2, 3, 4, 5, 6}, concurrency = 2,
              words = function(item) return "item " .. item end,
              act = function(item)
                tried = tried + 1
                if item == 2 then error({kind = "\(kind)"}, 0) end
                sleep(0.01)
              end,
            })
            print(ok, problem.kind, tried)
            """)
        #expect(output == "item 1: done\nfalse\t\(kind)\t2\n")
    }

    @Test func aLostAnswerIsResolvedByTheKey() throws {
        let output = try evaluate(
            """
            local creation = require "lib.creation"
            local function service(outcome, key)
              return {experiments = {
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
