import JSON
import Sandbox
import Synchronization

/// What the server did: for each thing that a request can do, how often it was done.
final class ServerTruth: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    /// How often the write of this name had its effect.
    func applied(_ name: String) -> Int { counts.withLock { $0[name] ?? 0 } }

    /// Notes an exchange of the server.
    func note(_ exchange: SandboxExchange) {
        guard exchange.request.method == "POST", exchange.answer?.status == 200 else { return }
        let name = Self.name(exchange.request)
        counts.withLock { $0[name, default: 0] += 1 }
    }

    /// A create is known by its key, everything else by its path.
    private static func name(_ request: SandboxRequest) -> String {
        guard request.target == "/experiments/new" else { return request.target }
        return (try? JSONValue(parsing: request.body))?["key"]?.stringValue ?? "?"
    }
}
