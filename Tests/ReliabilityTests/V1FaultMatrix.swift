import JSON
import ManagementAPI
import Sandbox
import Synchronization
import TestSupport

/// Each call of v1 under each fault, on fresh and on reused connections: what the client says against what the server did.
struct V1FaultMatrix: Sendable {
    let seed: UInt64
    let calls: [V1MatrixCall]

    /// What reached the server, by the call that it is.
    private final class Deliveries: Sendable {
        private let counts = Mutex<[String: (came: Int, applied: Int)]>([:])

        func note(_ exchange: SandboxExchange) {
            let path = String(exchange.request.target.prefix { $0 != "?" })
            guard let method = HTTPMethod(rawValue: exchange.request.method),
                let endpoint = Catalogue.all.route(method, path)?.endpoint
            else { return }
            let isApplied = exchange.answer.map { (200...299).contains($0.status) } ?? false
            counts.withLock { counts in
                counts[endpoint.id, default: (0, 0)].came += 1
                if isApplied { counts[endpoint.id, default: (0, 0)].applied += 1 }
            }
        }

        func counts(of ids: [String]) -> (came: Int, applied: Int) {
            counts.withLock { counts in
                ids.reduce((0, 0)) { sum, id in
                    let count = counts[id] ?? (0, 0)
                    return (sum.0 + count.came, sum.1 + count.applied)
                }
            }
        }

        func reset() { counts.withLock { $0 = [:] } }
    }

    /// All calls under `fault`.
    func play(_ played: PlayedFault) async throws -> FaultMatrix.Findings {
        let sandbox = try Sandbox(path: ":memory:")
        var findings = FaultMatrix.Findings()
        var random = SeededGenerator(seed: seed)
        for reused in [false, true] {
            for call in calls {
                guard let endpoint = Catalogue.all.endpoint(id: call.id, generation: .v1) else {
                    findings.wrong.append("there is no \(call.id)")
                    continue
                }
                let operations = endpoint.isOperation ? [call.id] : endpoint.composition?.calls ?? []
                let hits = [1, 1, 1, 2, 2, 7].randomElement(using: &random) ?? 1
                let rules = operations.map { FaultRule(played.fault, on: .endpoint($0), .nth(Array(1...hits))) }
                let deliveries = Deliveries()
                let server = try await SandboxServer.start(
                    sandbox: sandbox, faults: Faults(rules: rules, seed: seed), observer: { deliveries.note($0) })
                let (number, draw) = (findings.cases, random.next())
                let answer = try await onThread {
                    let runtime = try ServedRuntime(
                        port: server.port, timeout: .milliseconds(150), seed: draw, generation: .v1)
                    if reused { _ = try runtime.evaluate("return json.encode(pcall(request, 'GET', '/warm-up'))") }
                    return try runtime.evaluate(call.chunk(number))
                }
                await server.stop()
                findings.cases += 1
                judge(
                    answer, endpoint, deliveries.counts(of: operations), "\(played), \(reused ? "reused" : "fresh")",
                    &findings)
            }
        }
        return findings
    }

    private func judge(
        _ answer: JSONValue, _ endpoint: Endpoint, _ count: (came: Int, applied: Int), _ circumstances: String,
        _ findings: inout FaultMatrix.Findings
    ) {
        let place = "\(endpoint.id), \(circumstances): \(answer), came \(count.came), applied \(count.applied)"
        guard endpoint.mutates else {
            if answer["outcome"] != nil { findings.wrong.append("an outcome of a read: \(place)") }
            if answer["ok"] == true, answer["has"] != true { findings.wrong.append("nothing: \(place)") }
            return
        }
        let isMadeOnce = endpoint.effects.contains { effect in
            switch effect {
            case .create, .insert: true
            default: false
            }
        }
        if isMadeOnce, count.applied > 1 { findings.doubled.append(place) }
        if endpoint.isSentOnce, count.came > 1 { findings.doubled.append("it left twice: \(place)") }
        let said = answer["ok"] == true ? "applied" : answer["outcome"]?.stringValue
        // What is so already needs no request.
        let mayBeNothing = if case .edit? = endpoint.composition { true } else { false }
        switch said {
        case "applied" where count.applied == 0 && !(mayBeNothing && count.came == 0):
            findings.wrong.append("it was not done: \(place)")
        case "not_applied" where count.applied > 0: findings.wrong.append("it was done: \(place)")
        case "unknown", "partly": findings.unknown += 1
        case "applied", "not_applied": break
        default: findings.wrong.append("no outcome: \(place)")
        }
    }
}
