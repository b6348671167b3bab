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
    /// Calls that may change something and were given up when they may have arrived.
    public var uncertainWrites = 0
    /// Bytes of request bodies.
    public var bytesSent = 0
    /// Bytes of answers' bodies, decompressed.
    public var bytesReceived = 0

    /// Nothing done yet.
    public init() {}
}
