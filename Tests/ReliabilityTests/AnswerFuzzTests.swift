import APIClient
import JSON
import TestSupport
import Testing

/// Any answer at all: a value or an error table of a known kind, and never a crash or an endless loop.
struct AnswerFuzzTests {
    private static let bodies: [[UInt8]] = [
        #"{"experiments":[{"id":"1","key":"a"},{"id":"2","key":"b"}],"nextCursor":"abc"}"#,
        #"{"experiments":[],"nextCursor":null}"#, #"{"deployments":[{"id":1,"label":"x"}],"nextCursor":7}"#,
        #"{"id":"31223","key":"k","rolloutWeights":{"control":1}}"#, #""OK""#, "OK", "", "ok", "null", "[]",
        "<html></html>", #"{"error":"no such experiment"}"#, #"{"message":["a",{"b":1}]}"#,
        #"{"experiments":{"id":1}}"#, #"{"nextCursor":{}}"#, #"{"experiments":[null,1,"x",[],{}],"nextCursor":""}"#,
    ].map { Array($0.utf8) }

    private static let statuses = [
        200, 200, 200, 200, 201, 204, 206, 299, 302, 400, 401, 403, 404, 409, 429, 500, 503, 999,
    ]

    private static let calls = [
        "experiments.list{}", "experiments.get('31223')", "experiments.activate('1')", "deployments.list{limit = 2}",
        "experiments.create{projectId = '1', key = 'k'}", "experiments.set_rollout_weights('1', {a = 1})",
        "#experiments.all{}", "request('GET', '/x')", "request('DELETE', '/x')",
        "(function() local n = 0 for e in experiments.each{limit = 2} do n = n + 1 if n > 20 then break end end return n end)()",
    ]

    private static let kinds: Set<String> = [
        "invalid", "auth", "forbidden", "not_found", "rate_limited", "server", "network", "decode", "unknown",
    ]

    @Test func everyAnswerIsAValueOrAnErrorOfAKnownKind() throws {
        let start = ContinuousClock.now
        let count = Reliability.count(150, full: 20_000)
        let transport = FixedTransport()
        var retry = RetryPolicy.never
        // How long a lost create waits before it looks.
        retry.base = .microseconds(10)
        let runtime = try ServedRuntime(transport: transport, timeout: .seconds(1), seed: 1, retry: retry)
        var mutator = ByteMutator(
            seed: 11,
            tokens: [#""nextCursor":"#, #""experiments":"#, "null", "{", "}", "[", "]", "\u{0}", "\"", "1e999"])
        for _ in 0..<count {
            let body = mutator.next(of: Self.bodies)
            let status = Self.statuses[mutator.number(below: Self.statuses.count)]
            let call = Self.calls[mutator.number(below: Self.calls.count)]
            transport.answer(with: HTTPResponse(status: status, headers: [("retry-after", "0")], body: body))
            let said = try runtime.evaluate(
                """
                local ok, e = pcall(function() return \(call) end)
                if ok then return '{"kind":"value"}' end
                return json.encode{kind = type(e) == "table" and e.kind or tostring(e), text = tostring(e)}
                """)
            let kind = said["kind"]?.stringValue ?? "none"
            let isExpected = kind == "value" ? (200...299).contains(status) : Self.kinds.contains(kind)
            if !isExpected || transport.sent.count > 50 {
                Issue.record("\(call), \(status), \(String(decoding: body, as: UTF8.self).debugDescription): \(said)")
            }
        }
        Reliability.report("mutated answers", count: count, "0 crashes, each a value or a known error", since: start)
    }
}
