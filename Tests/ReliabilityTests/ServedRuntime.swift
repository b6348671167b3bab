import APIClient
import HTTPWire
import JSON
import LuaBridge
import ManagementAPI
import Reactor
import ScriptRuntime
import TestSupport

/// Lua with the real client in this process. Belongs to the thread that makes it.
final class ServedRuntime {
    private let state: LuaState
    private let runtime: ScriptRuntime
    let client: Client

    /// On a server of 127.0.0.1, with short waits between attempts.
    convenience init(
        port: Int, timeout: Duration, seed: UInt64, name: String = "test",
        claims: any CreateClaims = MemoryCreateClaims(), generation: Generation = .beta
    ) throws {
        var connection = HTTPTransportSettings()
        connection.maximumBody = 2_000_000
        var retry = RetryPolicy()
        retry.base = .milliseconds(2)
        retry.cap = .milliseconds(20)
        try self.init(
            transport: HTTPTransport(
                url: try BaseURL("http://127.0.0.1:\(port)"), key: try ManagementKey("ampex_test"), settings: connection
            ),
            timeout: timeout, seed: seed, retry: retry, name: name, claims: claims, generation: generation)
    }

    /// `name` is what the client calls itself to the server.
    init(
        transport: any Transport, timeout: Duration, seed: UInt64, retry: RetryPolicy, name: String = "test",
        claims: any CreateClaims = MemoryCreateClaims(), generation: Generation = .beta
    ) throws {
        var settings = ClientSettings(userAgent: name)
        settings.timeout = timeout
        settings.retry = retry
        let reactor = try Reactor()
        state = try LuaState()
        client = Client(
            transport: transport, reactor: reactor, settings: settings, claims: claims,
            randomness: SeededGenerator(seed: seed))
        let services = RuntimeServices(
            write: { _ in }, prettyPrint: { _, _ in }, warn: { _ in }, readFile: { throw NoFile(name: $0) },
            connect: { _ in throw NoFile(name: "connect") })
        runtime = try ScriptRuntime(
            state: state, target: APITarget(name: "test", url: "test", generation: generation, client: client),
            reactor: reactor, services: services)
    }

    /// What a chunk returns, which is JSON text.
    func evaluate(_ code: String) throws -> JSONValue {
        let lua = state.main
        do {
            try lua.load(code, name: "=test")
            try lua.call(arguments: 0, results: 1)
        } catch {
            throw Raised(message: runtime.message(of: error))
        }
        defer { lua.pop() }
        return try JSONValue(parsing: lua.bytes(at: -1) ?? [])
    }

    private struct NoFile: Error { let name: String }
    struct Raised: Error { let message: String }
}
