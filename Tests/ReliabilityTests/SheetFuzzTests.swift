import APIClient
import JSON
import TestSupport
import Testing

/// Sheets: what is written reads back, and what is mutated is read or refused with a line.
struct SheetFuzzTests {
    @Test func sheetsAreReadOrRefusedAndWrittenCellsReadBack() throws {
        let start = ContinuousClock.now
        let count = Reliability.count(1500, full: 100_000)
        let module = try #require(
            ShellHome.text(ofFile: ShellHome.repository + "/Sources/ScriptLibrary/modules/csv.lua"))
        let runtime = try ServedRuntime(
            transport: FixedTransport(), timeout: .seconds(1), seed: 1, retry: .never)
        let problems = try runtime.evaluate(
            """
            math.randomseed(42)
            local csv = (function() \(module) end)()
            local pieces = {"a", ",", ";", "\\t", '"', '""', "\\n", "\\r\\n", "\\r", "=1+1", "@x", "'", " ", "\\xEF\\xBB\\xBF", "ä", "\\0", "-5", "key"}
            local function text(most)
                local parts = {}
                for i = 1, math.random(0, most) do parts[i] = pieces[math.random(#pieces)] end
                return table.concat(parts)
            end
            local problems = array{}
            for i = 1, \(count) do
                local rows, why = csv.read("key,name\\n" .. text(12))
                if not rows and not why:find "line %d+" then problems[#problems + 1] = "no line: " .. why end
                local cell = "x" .. text(6)
                rows, why = csv.read("a,b\\n" .. csv.line{cell, "y"} .. "\\n")
                if not rows or rows[1].values.a ~= cell then problems[#problems + 1] = cell .. ": " .. tostring(why) end
            end
            return json.encode(problems)
            """)
        #expect(problems == .array([]))
        Reliability.report("mutated sheets", count: count, "0 crashes, written cells read back", since: start)
    }
}
