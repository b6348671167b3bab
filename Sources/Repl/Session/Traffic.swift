/// What went over the wire so far.
public struct Traffic: Sendable, Equatable {
    /// Requests sent, repetitions included.
    public var requests: Int
    /// Requests sent again.
    public var retries: Int
    /// Bytes of bodies, both ways.
    public var bytes: Int

    /// Counts.
    public init(requests: Int = 0, retries: Int = 0, bytes: Int = 0) {
        self.requests = requests
        self.retries = retries
        self.bytes = bytes
    }

    static func - (later: Traffic, earlier: Traffic) -> Traffic {
        Traffic(
            requests: later.requests - earlier.requests, retries: later.retries - earlier.retries,
            bytes: later.bytes - earlier.bytes)
    }
}
