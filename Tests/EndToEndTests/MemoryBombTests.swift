import TestSupport
import Testing

/// field/attack.md 6: `--memory-limit` holds for what the host holds for a script, with an error that `pcall` can catch.
@Suite(.serialized) struct MemoryBombTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    /// Three times the limit, above what the shell has anyway: Lua's own tables double as they grow, and freed memory is not
    /// all given back. Without a guard it is gigabytes.
    private static let allowed = 3 * MemoryBomb.limit

    private func limited(_ arguments: [String]) throws -> ShellProcess.Result {
        try home.ampsh(
            ["--sandbox-path", ":memory:", "--memory-limit", "\(MemoryBomb.limit)"] + arguments, looksAtMemory: true)
    }

    /// What the shell has without any bomb.
    private func base() throws -> Int {
        let peak = try limited([home.write("for i = 1, 1e5 do local t = {i} end", to: "base.lua")]).peakMemory
        #expect(peak > 1 << 20)
        return peak
    }

    /// What is wrong with the end of a bomb; nil for nothing.
    private func problem(_ result: ShellProcess.Result, _ bomb: MemoryBomb, base: Int) -> String? {
        let said = result.output.split(separator: "\n").last { $0.hasPrefix("caught ") } ?? ""
        let isRight =
            bomb.error.map { said.hasPrefix("caught false") && said.contains($0) } ?? said.hasPrefix("caught true")
        if !isRight || result.exitCode != 0 {
            return "\(bomb.path): code \(result.exitCode), \(said) \(result.errors.prefix(300))"
        }
        return result.peakMemory <= base + Self.allowed ? nil : "\(bomb.path): \(result.peakMemory >> 20) MB"
    }

    @Test func noPathToTheHostLeadsPastTheLimit() throws {
        let start = ContinuousClock.now
        let base = try base()
        var problems: [String] = []
        var peak = 0
        var runs = 0
        func note(_ result: ShellProcess.Result, _ problem: String?) {
            runs += 1
            peak = max(peak, result.peakMemory)
            if let problem { problems.append(problem) }
        }
        for bomb in MemoryBomb.anywhere + MemoryBomb.trusted {
            let result = try limited([home.write(bomb.script, to: "bomb.lua")])
            note(result, problem(result, bomb, base: base))
        }
        for bomb in MemoryBomb.anywhere.prefix(Reliability.count(3, full: .max)) {
            let writes = "-- writes: request, experiments.create\n"
            let result = try limited(["--restricted", home.write(writes + bomb.restrictedScript, to: "bomb.lua")])
            note(result, problem(result, bomb, base: base))
        }
        for (name, code) in MemoryBomb.results.prefix(Reliability.count(3, full: .max)) {
            for format in ["table", "json", "jsonl", "csv", "lua"] {
                let result = try limited(["--output", format, "-e", code])
                let isRefused =
                    result.exitCode == 1 && result.output == "" && result.errors.hasPrefix("ampsh: not enough memory: ")
                // Views for people show a part of a large text or table.
                let isShown = result.exitCode == 0 && result.errors == "" && result.outputBytes.count < MemoryBomb.limit
                let isRight = (isRefused || isShown) && result.peakMemory <= base + Self.allowed
                note(
                    result,
                    isRight
                        ? nil
                        : "\(format), \(name): \(result.exitCode), \(result.peakMemory >> 20) MB, \(result.errors)")
            }
        }
        #expect(problems == [])
        Reliability.report(
            "memory bombs", count: runs,
            "\(problems.count) past the limit; most \((peak - base) >> 20) MB above the shell's own, limit \(MemoryBomb.limit >> 20)",
            since: start)
    }

    /// While the script does something else, answers arrive that together are many times the limit.
    @Test func answersUnderWayStayWithinTheLimit() throws {
        let body = "{\"a\":\"" + String(repeating: "y", count: 4 << 20) + "\"}"
        let server = try ScriptedServer(.answer(200, body))
        defer { server.end() }
        let base = try base()
        let script = try home.write(
            """
            local items, told = {}, {}
            for i = 1, 24 do items[i] = i end
            parallel(items, function(i)
              if i == 24 then
                local start = os.time()
                while os.time() < start + 2 do end
                return
              end
              local ok, e
              if i % 2 == 0 then ok, e = pcall(request, "GET", "/x") else ok, e = pcall(request, "POST", "/x", {body = {}}) end
              local word = ok and "answered"
                or type(e) == "table" and ("%s %s %s"):format(e.kind, e.outcome, e.message) or "nil nil " .. e
              told[word] = (told[word] or 0) + 1
            end, {concurrency = 24})
            local words = {}
            for word in pairs(told) do words[#words + 1] = word end
            table.sort(words)
            print(table.concat(words, "\\n"))
            """, to: "answers.lua")
        let result = try home.ampsh(
            ["--url", server.url, "--memory-limit", "\(MemoryBomb.limit)", script],
            environment: ["AMPSH_API_KEY": "akey"], looksAtMemory: true)
        #expect(result.exitCode == 0, "\(result.errors)")
        // A change whose answer did not fit may have been done, and one whose answer came but fits into nothing was.
        let refusals = ["nil", "unknown", "applied"].map { "decode \($0) not enough memory for the answer" }
        let ends = Set(result.lines)
        #expect(ends.isSuperset(of: ["answered"] + refusals.prefix(2)), "\(result.output) \(result.errors)")
        #expect(ends.isSubset(of: ["answered", "nil nil not enough memory"] + refusals), "\(result.output)")
        #expect(result.peakMemory <= base + Self.allowed, "\(result.peakMemory >> 20) MB")
    }

    /// What is garbage does not stand in the way of an answer, which comes on a thread that cannot collect.
    @Test func oneAnswerAfterTheOtherFits() throws {
        let body = "{\"a\":\"" + String(repeating: "y", count: 5 << 20) + "\"}"
        let server = try ScriptedServer(.answer(200, body))
        defer { server.end() }
        let script = try home.write(
            """
            collectgarbage("stop")
            for i = 1, 6 do
              assert(#request("GET", "/x").a == 5 << 20)
              for j = 1, 1e5 do local t = {j} end
            end
            print("all")
            """, to: "answers.lua")
        let result = try home.ampsh(
            ["--url", server.url, "--memory-limit", "\(MemoryBomb.limit)", script],
            environment: ["AMPSH_API_KEY": "akey"])
        #expect(result.output == "all\n", "\(result.errors)")
    }

    /// What the script made into garbage before does not count.
    @Test func garbageIsCollectedBeforeTheHostIsRefused() throws {
        let script = try home.write(
            """
            collectgarbage("stop")
            local s = ("x"):rep(1 << 20)
            for i = 1, 12 do local t = s .. i end
            assert(#json.encode{s, s, s} > 3 << 20)
            print("fits")
            """, to: "garbage.lua")
        let result = try limited([script])
        #expect(result.output == "fits\n", "\(result.errors)")
    }
}
