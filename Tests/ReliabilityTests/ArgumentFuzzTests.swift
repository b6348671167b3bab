import APIClient
import JSON
import ManagementAPI
import TestSupport
import Testing

/// Random arguments: refused before anything is sent, or sent as a request that the service finds nothing wrong with.
struct ArgumentFuzzTests {
    /// Values of every kind, most of them wrong where they will stand.
    private static let values = [
        "nil", "true", "0", "1", "-1", "1.5", "2^53", "math.huge", "0/0", "math.mininteger", "''", "'417260'", "'k'",
        "'\\0\\xff'", "('x'):rep(3000)", "{}", "array{}", "null", "{1, 2}", "{key = 'a'}", "{{key = 'a'}, {key = 'b'}}",
        "{control = 1}", "{control = -1, [5] = 2}", "{[1.5] = 1}", "print", "coroutine.create(print)", "io.stdout",
        "setmetatable({}, {__index = function() error('x') end})", "(function() local t = {} t.t = t return t end)()",
        "{variants = {{}}}", "{conditions = {{prop = 'gp:x', op = 'is', values = {'a'}}}}", "{id = '31223'}",
        "{id = {}}",
    ]

    private static let names = [
        "limit", "cursor", "projectId", "key", "name", "variants", "rolloutWeights", "deployments", "targetSegments",
        "bucketingKey", "stickyBucketing", "enabled", "nonsense", "description", "id",
    ]

    private static let functions = [
        "experiments.list", "experiments.get", "experiments.create", "experiments.activate",
        "experiments.set_rollout_weights", "deployments.list", "experiments.each", "experiments.all",
    ]

    @Test func whatIsSentHasNothingWrongWithIt() throws {
        let start = ContinuousClock.now
        let count = Reliability.count(3000, full: 200_000)
        let transport = FixedTransport()
        let runtime = try ServedRuntime(transport: transport, timeout: .seconds(1), seed: 1, retry: .never)
        var mutator = ByteMutator(seed: 9, tokens: [])
        func pick(_ texts: [String]) -> String { texts[mutator.number(below: texts.count)] }
        var sent = 0
        for _ in 0..<count {
            transport.answer(with: HTTPResponse(status: 418))
            let fields = (0..<mutator.number(below: 4)).map { _ in "\(pick(Self.names)) = \(pick(Self.values))" }
            let first = mutator.number(below: 2) == 0 ? pick(Self.values) : "{\(fields.joined(separator: ", "))}"
            let second = mutator.number(below: 3) == 0 ? ", \(pick(Self.values))" : ""
            let call = "\(pick(Self.functions))(\(first)\(second))"
            let said = try runtime.evaluate(
                """
                local ok, e = pcall(function() local r = \(call) if type(r) == "function" then r() end end)
                return json.encode{ok = ok, kind = type(e) == "table" and e.kind or null, text = tostring(e)}
                """)
            for request in transport.sent {
                sent += 1
                if let problem = Self.problem(request) { Issue.record("\(call): \(problem)") }
            }
            let isRefused = said["kind"] == "argument" || said["text"]?.stringValue?.contains("x") == true
            if transport.sent.isEmpty, said["ok"] == false, !isRefused { Issue.record("\(call): \(said)") }
        }
        #expect(sent > count / 50)
        Reliability.report("random arguments", count: count, "0 crashes, \(sent) sent, all well-formed", since: start)
    }

    /// What the rules of the catalogue find wrong with a request.
    private static func problem(_ request: HTTPRequest) -> String? {
        guard let method = HTTPMethod(rawValue: request.method) else { return "the method is \(request.method)" }
        let path = String(request.target.prefix { $0 != "?" })
        guard let endpoint = Catalogue.all.route(method, path, generation: .beta)?.endpoint else { return "no route" }
        guard endpoint.mutates else { return nil }
        guard let body = request.body else { return endpoint.body == nil ? nil : "no body" }
        guard let value = try? JSONValue(parsing: body) else { return "the body is no JSON" }
        let type = endpoint.body ?? ObjectType("body", help: "A body without fields.", fields: [])
        let problems = TypeChecker().problems(in: value, against: .object(type))
        return problems.isEmpty ? nil : "\(problems)"
    }
}
