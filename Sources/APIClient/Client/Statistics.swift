/// What a client did so far.
public struct Statistics: Sendable, Equatable {
    /// Calls that were asked for, the refused ones included.
    public var calls = 0
    /// Requests sent, repetitions included.
    public var requests = 0
    /// Requests sent again after a failure.
    public var repetitions = 0
    /// Answers with status 429.
    public var throttles = 0
    /// Calls that ended in an error.
    public var failures = 0
    /// What became of the calls that may change something and have ended.
    public var writes = WriteOutcomes()
    /// Creates whose answer was lost and whose object was found.
    public var adoptions = 0
    /// Bytes of request bodies.
    public var bytesSent = 0
    /// Bytes of answers' bodies, decompressed.
    public var bytesReceived = 0

    /// Nothing done yet.
    public init() {}

    /// Of two targets together.
    public static func + (one: Self, other: Self) -> Self {
        var sum = one
        sum.calls += other.calls
        sum.requests += other.requests
        sum.repetitions += other.repetitions
        sum.throttles += other.throttles
        sum.failures += other.failures
        sum.adoptions += other.adoptions
        sum.writes = one.writes + other.writes
        sum.bytesSent += other.bytesSent
        sum.bytesReceived += other.bytesReceived
        return sum
    }
}
