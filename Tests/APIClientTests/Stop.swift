import Synchronization

/// A flag that threads share, and the answer to it.
final class Stop: Sendable {
    private let flags = Mutex((isSet: false, isAcknowledged: false))
    var isSet: Bool { flags.withLock { $0.isSet } }
    var isAcknowledged: Bool { flags.withLock { $0.isAcknowledged } }
    func set() { flags.withLock { $0.isSet = true } }
    func acknowledge() { flags.withLock { $0.isAcknowledged = true } }
}
