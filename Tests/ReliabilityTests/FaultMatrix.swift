import JSON
import Sandbox
import TestSupport

/// Each call under each fault: what the client says against what the server did.
///
/// Time is short by settings only: client, server and the bytes between them are those of the shell.
struct FaultMatrix: Sendable {
    /// What was found.
    struct Findings: Sendable {
        var cases = 0
        /// Creates and unbound writes that were done more than once.
        var doubled: [String] = []
        /// Outcomes, results or errors that are not true.
        var wrong: [String] = []
        /// Writes whose outcome the client did not know.
        var unknown = 0

        static func + (left: Findings, right: Findings) -> Findings {
            Findings(
                cases: left.cases + right.cases, doubled: left.doubled + right.doubled,
                wrong: left.wrong + right.wrong, unknown: left.unknown + right.unknown)
        }
    }

    let seed: UInt64

    private static let experiment = "31223"

    /// All calls under `fault`, on a fresh connection each and then on a reused one.
    func play(_ played: PlayedFault) async throws -> Findings {
        let sandbox = try Sandbox(path: ":memory:")
        let truth = ServerTruth()
        var findings = Findings()
        var random = SeededGenerator(seed: seed)
        for reused in [false, true] {
            for call in MatrixCall.all(Self.experiment) {
                // A fault in a row of one, two or seven: the last is more than all attempts of a call.
                let hits = [1, 1, 1, 2, 2, 7].randomElement(using: &random) ?? 1
                let number = findings.cases
                let server = try await SandboxServer.start(
                    sandbox: sandbox, faults: Faults(rules: rules(played.fault, call, hits), seed: seed),
                    observer: { truth.note($0) })
                let draw = random.next()
                let before = call.write.map { truth.applied(Self.name($0, number)) } ?? 0
                let answer = try await onThread {
                    try make(call, number, port: server.port, reused: reused, fault: played.fault, seed: draw)
                }
                await server.stop()
                findings.cases += 1
                judge(
                    answer, call, number, before, truth, sandbox, "\(played), \(reused ? "reused" : "fresh")", &findings
                )
            }
        }
        return findings
    }

    private func rules(_ fault: Fault, _ call: MatrixCall, _ hits: Int) -> [FaultRule] {
        if case .refuse = fault.kind { return [FaultRule(fault, on: .path(method: nil, segments: ["trigger"]))] }
        let id = call.endpoint == "request" ? "experiments.create" : call.endpoint
        return [FaultRule(fault, on: .endpoint(id), .nth(Array(1...hits)))]
    }

    private func make(
        _ call: MatrixCall, _ number: Int, port: Int, reused: Bool, fault: Fault, seed: UInt64
    ) throws -> JSONValue {
        let runtime = try ServedRuntime(port: port, timeout: .milliseconds(150), seed: seed)
        if reused { _ = try runtime.evaluate("return json.encode(pcall(request, 'GET', '/warm-up'))") }
        if case .refuse = fault.kind {
            let other = try ServedRuntime(port: port, timeout: .seconds(1), seed: seed)
            _ = try other.evaluate("return json.encode(pcall(request, 'GET', '/trigger'))")
        }
        return try runtime.evaluate(call.chunk(number))
    }

    // MARK: - Judging

    private func judge(
        _ answer: JSONValue, _ call: MatrixCall, _ number: Int, _ before: Int, _ truth: ServerTruth, _ sandbox: Sandbox,
        _ circumstances: String, _ findings: inout Findings
    ) {
        let place = "\(call.endpoint), \(circumstances): \(answer)"
        let said = answer["ok"] == true ? "applied" : answer["outcome"]?.stringValue
        guard let write = call.write else {
            if let problem = problem(ofRead: answer, call) { findings.wrong.append("\(problem): \(place)") }
            return
        }
        let applied = truth.applied(Self.name(write, number)) - before
        let isCreate = write == "matrix-N"
        if isCreate, applied > 1 { findings.doubled.append("\(applied) times: \(place)") }
        switch said {
        case "applied" where applied == 0: findings.wrong.append("it was not done: \(place)")
        case "not_applied" where applied > 0: findings.wrong.append("it was done: \(place)")
        case "unknown": findings.unknown += 1
        case "applied", "not_applied": break
        default: findings.wrong.append("no outcome: \(place)")
        }
        if isCreate, answer["ok"] == true, answer["value"]?.stringValue != "matrix-\(number)" {
            findings.wrong.append("another experiment: \(place)")
        }
    }

    private func problem(ofRead answer: JSONValue, _ call: MatrixCall) -> String? {
        guard answer["ok"] == true else { return answer["outcome"] == nil ? nil : "an outcome of a read" }
        let right: JSONValue =
            switch call.endpoint {
            case "experiments.list": 7
            case "deployments.list": 8
            default: .string(Self.experiment)
            }
        return answer["value"] == right ? nil : "a wrong result"
    }

    private static func name(_ write: String, _ number: Int) -> String {
        write == "matrix-N" ? "matrix-\(number)" : write
    }
}

/// Runs blocking code on a thread of its own, and answers what it gives.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        OtherThread.run { continuation.resume(with: Result { try body() }) }
    }
}
