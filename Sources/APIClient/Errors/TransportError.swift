/// Why an attempt brought no answer.
public enum TransportError: Error, Sendable, Equatable {
    /// Nobody listens at the address.
    case connectionRefused
    /// The host's name has no address; the resolver's words.
    case dns(String)
    /// The network has no way to the host; the system's words.
    case unreachable(String)
    /// No connection (or no TLS session) within the connect timeout.
    case connectTimeout
    /// The TLS session was refused by one of the two sides.
    case tls(TLSProblem)
    /// The proxy did not open a way to the host.
    case proxy(String)
    /// The connection to the proxy ended before it had opened a way to the host.
    case proxyLost
    /// The connection ended before an answer began.
    case closed
    /// The connection broke before an answer began.
    case reset
    /// The connection ended inside an answer.
    case cut
    /// The attempt's time was over; `sent` is false when nothing of the request had left.
    case deadline(sent: Bool)
    /// What came is not HTTP; the reader's words.
    case malformedResponse(String)
    /// The body is larger than the limit, in bytes, as sent or after decompression.
    case bodyTooLarge(limit: Int)
    /// The answer does not fit into the memory that its caller may use.
    case noMemory
    /// `TransportTask.cancel` was called; `sent` is false when nothing of the request had left.
    case cancelled(sent: Bool)
    /// The request cannot be sent as it is; nothing was sent.
    case invalidRequest(String)
    /// The target does not work at all, so nothing was done, nor would be another time; its words.
    case unusable(String)
    /// Anything else; whether the request was sent is not known.
    case other(String)

    /// Nothing of the request can have reached the server.
    public var certainlyNotSent: Bool {
        switch self {
        case .connectionRefused, .dns, .unreachable, .connectTimeout, .tls, .proxy, .proxyLost, .invalidRequest,
            .unusable:
            true
        case .deadline(let sent), .cancelled(let sent): !sent
        case .closed, .reset, .cut, .malformedResponse, .bodyTooLarge, .noMemory, .other: false
        }
    }
}
