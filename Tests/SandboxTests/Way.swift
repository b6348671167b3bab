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
func withServer(of sandbox: Sandbox, key: String? = nil, _ body: (Int) async throws -> Void) async throws {
    let (ports, ready) = AsyncStream.makeStream(of: Int.self)
    let serving = Task {
        defer { ready.finish() }
        try await SandboxServer.serve(sandbox: sandbox, key: key) { ready.yield($0) }
    }
    var port: Int?
    for await value in ports {
        port = value
        break
    }
    defer { serving.cancel() }
    guard let port else { return try await serving.value }
    try await body(port)
    serving.cancel()
    try await serving.value
}
