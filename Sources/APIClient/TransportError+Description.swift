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
        case .closed: "the connection was closed before an answer came"
        case .reset: "the connection was reset before an answer came"
        case .cut: "the connection ended in the middle of the answer"
        case .deadline: "no complete answer within the timeout"
        case .malformedResponse(let words): "the answer is not HTTP\(Self.detail(words))"
        case .bodyTooLarge(let limit): "the answer is larger than \(limit) bytes"
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

extension TLSProblem: CustomStringConvertible {
    /// What happened, in a few words.
    public var description: String {
        switch self {
        case .untrustedCertificate:
            "the server's certificate is not trusted (unknown issuer, or out of date); --ca-file adds a root"
        case .wrongHost(let host): "the server's certificate is not for \(host)"
        case .unusableRoots(let file): "the certificate file \(file) cannot be read as PEM"
        case .notTLS: "the server does not speak TLS"
        case .handshakeEnded: "the server ended the TLS handshake (TLS 1.2 or newer is needed)"
        case .other(let words): words.isEmpty ? "TLS failed" : "TLS failed (\(words))"
        }
    }
}
