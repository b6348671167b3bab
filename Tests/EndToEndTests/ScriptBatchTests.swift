import TestSupport
import Testing

/// `ampsh.batch`: one thing done to many items.
struct ScriptBatchTests {
    private func run(_ code: String) throws -> ShellProcess.Result {
        let home = try ShellHome()
        let result = try home.ampsh(
            ["--sandbox-path", ":memory:", "-"], environment: ["LUA_PATH": "\(ShellHome.repository)/scripts/?.lua;;"],
            input: code)
        guard result.exitCode == 0 else { throw ShellHomeError.failed(code, result.errors) }
        return result
    }

    private func evaluate(_ code: String) throws -> String { try run(code).output }

    @Test func eachItemIsToldAsItEnds() throws {
        // field/faults 3
        let output = try evaluate(
            """
            local batch = require "ampsh.batch"
            local ended = 0
            local failed = batch.run{
              items = {5, 4, 3, 2, 1, 0},
              words = function(item) return "item " .. item end,
              skip = function(item) return item == 4 and "left alone" or nil end,
              act = function(item)
                -- The first item ends last.
                while item == 5 and ended < 4 do sleep(0.001) end
                ended = ended + 1
                if item == 3 then error({kind = "invalid"}, 0) end
                if item == 2 then error("odd", 0) end
                if item == 1 then return "told" end
              end,
            }
            print(failed)
            """)
        #expect(
            output == """
                item 4: left alone
                item 3: failed: invalid
                item 2: failed: odd
                item 1: done, told
                item 0: done
                item 5: done
                2

                """)
    }

    @Test func eachOutcomeHasItsOwnCount() throws {
        // field/faults 8
        let result = try run(
            """
            local batch = require "ampsh.batch"
            local ends = {
              fine = function() end,
              refused = function() error({kind = "invalid", message = "no", outcome = "not_applied"}, 0) end,
              lost = function() error({kind = "network", message = "gone", outcome = "unknown"}, 0) end,
              unknown = function() error({kind = "unknown", message = "nobody knows"}, 0) end,
              slip = function() local x = nil; return x.y end,
            }
            local items = {"fine", "refused", "lost", "unknown", "slip", "there", "other", "fine", "unreadable"}
            local number, counts = batch.run{
              items = items, concurrency = 1, words = function(item) return item end,
              look = function(item) if item == "unreadable" then error({kind = "network", message = "no read"}, 0) end end,
              conflict = function(item) return item == "other" and "differs" or nil end,
              skip = function(item) return item == "there" and "exists" or nil end,
              act = function(item) ends[item]() end,
              stop_after = 100,
            }
            local sum = 0
            for _, count in pairs(counts) do sum = sum + count end
            assert(sum == #items)
            print(number)
            """)
        #expect(
            result.output.hasPrefix(
                """
                fine: done
                refused: failed: no
                lost: unknown, may have been applied: gone
                unknown: unknown, may have been applied: nobody knows
                slip: failed: stdin:
                """))
        #expect(
            result.output.hasSuffix("there: exists\nother: differs\nfine: done\nunreadable: failed: no read\n6\n"))
        #expect(
            result.errors
                == "9 items: 2 done, 1 left as they are, 1 in conflict, 3 failed, 2 unknown (may have been applied)\n")
    }

    @Test func aDryRunLooksAndJudgesAndDoesNothing() throws {
        let result = try run(
            """
            local batch = require "ampsh.batch"
            print((batch.run{
              items = {1, 2, 3, 4}, concurrency = 1, dry_run = true, words = function(item) return "item " .. item end,
              look = function(item)
                if item == 1 then error({kind = "invalid", message = "not there"}, 0) end
                return item == 4 and "as seen" or nil
              end,
              conflict = function(item) return item == 2 and "differs" or nil end,
              act = function() error "acted" end,
            }))
            """)
        #expect(
            result.lines == [
                "item 1: failed: not there", "item 2: differs", "item 3: would be done",
                "item 4: would be done, as seen", "2",
            ])
        #expect(
            result.errors == "4 items: 2 would be done, 1 in conflict, 1 failed (dry run, nothing was written)\n")
    }

    @Test(arguments: [
        // How the items end: done, failed, unknown. How many are tried, and why it stops.
        ("fffffffff", "", 5, "5 failures in a row"),
        ("ffffdffffd", "", 7, "6 of 10 items failed"),
        ("ffffdd", "", 6, ""),
        ("fufufuf", "", 5, "5 failures in a row"),
        ("ffddd", "stop_after = 2,", 2, "2 failures in a row"),
        ("dfdfdfdfdfdfdfd", "", 12, "6 of 15 items failed"),
        ("dfdfdfdfdfdfdfd", "stop_after = 100,", 12, "6 of 15 items failed"),
        ("fffff", "stop_after = 6,", 5, ""),
    ])
    func failuresStopIt(_ ends: String, _ option: String, _ tried: Int, _ reason: String) throws {
        // field/faults 9
        let result = try run(
            """
            local batch = require "ampsh.batch"
            local ends, items, tried = "\(ends)", {}, 0
            for index = 1, #ends do items[index] = ends:sub(index, index) end
            local number, counts = batch.run{
              items = items, concurrency = 1, \(option) words = function(item) return item end,
              act = function(item)
                tried = tried + 1
                if item == "f" then error({kind = "invalid"}, 0) end
                if item == "u" then error({kind = "network", outcome = "unknown"}, 0) end
              end,
            }
            assert(number == #items - counts.done and counts.not_tried == #items - tried)
            print(tried)
            """)
        #expect(result.output.hasSuffix("\n\(tried)\n"))
        #expect(result.errors.contains("stopped: ") == !reason.isEmpty)
        #expect(result.errors.contains("stopped: \(reason)\n") == !reason.isEmpty)
    }

    @Test func fewFailuresAmongManyStopNothing() throws {
        let result = try run(
            """
            local batch = require "ampsh.batch"
            local items = {}
            for index = 1, 500 do items[index] = index end
            batch.run{
              items = items, words = tostring,
              act = function(item) if item % 60 == 0 then error({kind = "invalid"}, 0) end end,
            }
            """)
        #expect(result.errors == "500 items: 492 done, 8 failed\n")
    }

    @Test func aForbiddenKeyStopsItUnlessSomethingWasDone() throws {
        let output = try evaluate(
            """
            local batch = require "ampsh.batch"
            for _, first in ipairs{1, 3} do
              local tried = 0
              local ok, problem = pcall(batch.run, {
                items = {1, 2, 3, 4}, concurrency = 1, words = tostring,
                act = function(item)
                  tried = tried + 1
                  if item == first then error({kind = "forbidden"}, 0) end
                end,
              })
              print(ok, tried, ok and problem or problem.kind)
            end
            """)
        #expect(
            output == """
                1: failed: forbidden
                false\t1\tforbidden
                1: done
                2: done
                3: failed: forbidden
                4: done
                true\t4\t1

                """)
    }

    @Test func whatIsInFlightWhenItStopsIsToldAndCounted() throws {
        let result = try run(
            """
            local batch = require "ampsh.batch"
            local failed, items = 0, {}
            for index = 1, 30 do items[index] = index end
            batch.run{
              items = items, concurrency = 6, words = tostring,
              act = function(item)
                while item == 1 and failed < 5 do sleep(0.001) end
                if item == 1 then return end
                failed = failed + 1
                error({kind = "invalid"}, 0)
              end,
            }
            """)
        #expect(result.lines.last == "1: done")
        // Four more had begun when the fifth failed.
        #expect(result.errors == "stopped: 5 failures in a row\n30 items: 1 done, 9 failed, 20 not tried\n")
    }

    @Test func linesLeaveAtOnceAlsoIntoAFile() throws {
        let home = try ShellHome()
        let script = try home.write(
            """
            local batch = require "ampsh.batch"
            batch.run{items = {1, 2}, concurrency = 1, words = tostring, act = function(item)
              if item == 2 then os.execute "kill -9 $PPID" end
            end}
            """, to: "killed.lua")
        let result = try home.ampsh(
            ["--sandbox-path", ":memory:", script],
            environment: ["LUA_PATH": "\(ShellHome.repository)/scripts/?.lua;;"])
        #expect(result.exitCode == 128 + 9)
        #expect(result.output == "1: done\n")
    }

    @Test func outputThatTakesNoMoreDoesNotStopABatchHalfWay() throws {
        let output = try evaluate(
            """
            local batch = require "ampsh.batch"
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
            local batch = require "ampsh.batch"
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
        #expect(output == "item 2: failed: \(kind)\nitem 1: done\nfalse\t\(kind)\t2\n")
    }
}
