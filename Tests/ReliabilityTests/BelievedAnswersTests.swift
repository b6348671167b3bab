import APIClient
import JSON
import TestSupport
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Each answer of `Tests/Fixtures/answers/believed.txt` to each kind of call, through Lua: what the call makes of it.
struct BelievedAnswersTests {
    private struct Line: Sendable {
        let isBelieved: [Bool]
        let status: Int
        let body: String
    }

    private struct Call: Sendable {
        let code: String
        let isWrite: Bool
    }

    private static let calls = [
        Call(code: "experiments.list()", isWrite: false), Call(code: "experiments.get('5')", isWrite: false),
        Call(code: "experiments.create{projectId = '1', key = 'k'}", isWrite: true),
        Call(code: "experiments.activate('5')", isWrite: true), Call(code: "request('GET', '/x')", isWrite: false),
        Call(code: "request('POST', '/x', {body = {}})", isWrite: true),
    ]

    private static func lines() throws -> [Line] {
        let path = ShellHome.repository + "/Tests/Fixtures/answers/believed.txt"
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            let words = line.split(separator: " ", maxSplits: calls.count + 1)
            guard words.count > calls.count, let status = Int(words[calls.count].prefix(3)) else { return nil }
            let body = words.count > calls.count + 1 ? String(words[calls.count + 1]) : ""
            return Line(isBelieved: words.prefix(calls.count).map { $0 == "+" }, status: status, body: body)
        }
    }

    /// Nil where the call says what is true of it.
    private static func problem(_ line: Line, _ call: Call, isBelieved: Bool) throws -> String? {
        let transport = FixedTransport()
        transport.answer(with: HTTPResponse(status: line.status, body: Array(line.body.utf8)))
        var retry = RetryPolicy()
        retry.base = .milliseconds(1)
        let runtime = try ServedRuntime(transport: transport, timeout: .seconds(1), seed: 1, retry: retry)
        let said = try runtime.evaluate(
            """
            local ok, e = pcall(function() return \(call.code) end)
            return json.encode(ok and {ok = true} or {ok = false, kind = e.kind, outcome = e.outcome, status = e.status})
            """)
        let isHonest =
            isBelieved
            ? said["ok"] == true
            : said["ok"] == false && ["decode", "unknown"].contains(said["kind"]?.stringValue)
                && said["outcome"] == (call.isWrite ? "unknown" : nil)
        return isHonest ? nil : "\(call.code), \(line.status) \(line.body): \(said)"
    }

    @Test func whatIsBelievedIsTheTables() async throws {
        let start = ContinuousClock.now
        let lines = try Self.lines()
        #expect(lines.count > 60)
        let wrong = try await onThread {
            try lines.flatMap { line in
                try zip(Self.calls, line.isBelieved).compactMap { try Self.problem(line, $0, isBelieved: $1) }
            }
        }
        #expect(wrong == [])
        Reliability.report(
            "believed answers", count: lines.count * Self.calls.count, "\(wrong.count) wrong verdicts", since: start)
    }
}
