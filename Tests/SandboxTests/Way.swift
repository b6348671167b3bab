import Sandbox

/// How a test reaches a sandbox: the same must hold both ways.
enum Way: String, CaseIterable, Sendable {
    case inProcess
    case http

    /// Runs `body` against a sandbox at `path`, and stops it after.
    func reach(
        path: String = ":memory:", settings: EmulatorSettings = EmulatorSettings(), key: String? = nil,
        _ body: (Asker) async throws -> Void
    ) async throws {
        try await reach(Sandbox(path: path, settings: settings, now: { 1_767_225_600_000 }), key: key, body)
    }

    /// Runs `body` against `sandbox`.
    func reach(_ sandbox: Sandbox, key: String? = nil, _ body: (Asker) async throws -> Void) async throws {
        switch self {
        case .inProcess:
            try await body(Asker { sandbox.respond(to: $0, key: key) })
        case .http:
            try await withServer(of: sandbox, key: key) { port in
                try await body(Asker { try await HTTPExchange.send($0, port: port) })
            }
        }
    }
}

/// Serves `sandbox` while `body` runs with its port.
func withServer(
    of sandbox: Sandbox, key: String? = nil, faults: [FaultRule] = [],
    observer: (@Sendable (SandboxExchange) -> Void)? = nil, _ body: (Int) async throws -> Void
) async throws {
    let server = try await SandboxServer.start(
        sandbox: sandbox, key: key, faults: faults.isEmpty ? nil : Faults(rules: faults), observer: observer)
    do {
        try await body(server.port)
    } catch {
        await server.stop()
        throw error
    }
    await server.stop()
}
