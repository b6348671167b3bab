extension TransportError: CustomStringConvertible {
    /// What happened, in a few words, without the host.
    public var description: String {
        switch self {
        case .connectionRefused: "connection refused"
        case .dns(let words): "the host's name cannot be resolved\(Self.detail(words))"
        case .unreachable(let words): "the host cannot be reached\(Self.detail(words))"
        case .connectTimeout: "no connection within the connect timeout"
        case .tls(let problem): problem.description
        case .proxy(let words): "the proxy did not connect us\(Self.detail(words))"
        case .proxyLost: "the proxy ended the connection before it had connected us"
        case .closed: "the connection was closed before an answer came"
        case .reset: "the connection was reset before an answer came"
        case .cut: "the connection ended in the middle of the answer"
        case .deadline: "no complete answer within the timeout"
        case .malformedResponse(let words): "the answer is not HTTP\(Self.detail(words))"
        case .bodyTooLarge(let limit): "the answer is larger than \(limit) bytes"
        case .noMemory: "not enough memory for the answer"
        case .cancelled: "cancelled"
        case .invalidRequest(let words): "the request cannot be sent\(Self.detail(words))"
        case .unusable(let words): words
        case .other(let words): words.isEmpty ? "the connection failed" : words
        }
    }

    private static func detail(_ words: String) -> String {
        words.isEmpty ? "" : " (\(words))"
    }
}
