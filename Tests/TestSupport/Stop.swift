import Synchronization

/// A flag that threads share, and the answer to it.
public final class Stop: Sendable {
    private let flags = Mutex((isSet: false, isAcknowledged: false))
    /// Nothing is said yet.
    public init() {}

    /// Whether it was set.
    public var isSet: Bool { flags.withLock { $0.isSet } }
    /// Whether somebody saw it.
    public var isAcknowledged: Bool { flags.withLock { $0.isAcknowledged } }
    /// Sets it.
    public func set() { flags.withLock { $0.isSet = true } }
    /// Says that it was seen.
    public func acknowledge() { flags.withLock { $0.isAcknowledged = true } }
}
