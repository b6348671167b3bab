import Sandbox
import Synchronization

/// Counts what a server took, and how much of it had an effect.
final class ExchangeCounter: Sendable {
    private let counts = Mutex((seen: 0, applied: 0))

    var seen: Int { counts.withLock { $0.seen } }
    var applied: Int { counts.withLock { $0.applied } }

    func note(_ exchange: SandboxExchange) {
        counts.withLock { counts in
            counts.seen += 1
            if exchange.answer != nil { counts.applied += 1 }
        }
    }
}
