import APIClient
public import Memory

/// How an `HTTPTransport` connects.
public struct HTTPTransportSettings: Sendable {
    /// The longest that connecting and the TLS handshake may take; also the longest wait for a free connection.
    public var connectTimeout = Duration.seconds(10)
    /// Connections to the host that may be open at once; must not be less than the client's concurrency.
    public var connectionLimit = 256
    /// How long a connection stays open with nothing to do.
    public var idleTimeout = Duration.seconds(60)
    /// The largest body of an answer, in bytes, as sent and after decompression.
    public var maximumBody = 256 << 20
    /// Where bodies are counted from their first byte to their last owner; an answer that does not fit ends with `noMemory`.
    /// Nil counts nothing.
    public var memory: MemoryAccount?
    /// PEM files whose certificates are trusted besides the system's.
    public var extraRoots: [String] = []
    /// The proxy to go through.
    public var proxy: Proxy?

    /// The shell's defaults.
    public init() {}
}
