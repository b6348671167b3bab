public import APIClient

/// Sends requests over the network: HTTP/1.1, TLS 1.2 or newer, no redirects, one delivery at most for each call.
///
/// Nothing is opened before the first request, and leaving the process waits for nothing.
public final class HTTPTransport: Transport {
    private let origin: Origin
    private let thread: NetworkThread
    private let handover: Handover

    /// Makes a transport to `url` that sends `key` as bearer token with each request.
    public init(
        url: BaseURL, key: ManagementKey?, settings: HTTPTransportSettings = HTTPTransportSettings(),
        thread: NetworkThread = NetworkThread()
    ) {
        let origin = Origin(url: url, key: key, settings: settings)
        self.origin = origin
        self.thread = thread
        handover = Handover(to: thread) { ConnectionPool(origin, thread: thread, loop: $0).take }
    }

    deinit { handover.retire() }

    /// Makes one attempt; `completion` runs on the network's thread.
    public func send(
        _ request: HTTPRequest, timeout: Duration,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void
    ) -> any TransportTask {
        let exchange = Exchange(request, timeout: timeout, handover: handover, completion: completion)
        handover.post(.send(exchange))
        return exchange
    }

    /// The next request opens a connection; those under way end on theirs.
    public func dropConnections() { handover.post(.dropConnections) }

    /// Sees the server's certificate without sending anything over the connection. `completion` runs once, on any
    /// thread; nil over plain HTTP, through a proxy, or where none was seen.
    func lookAtCertificate(within limit: Duration, completion: @escaping @Sendable (PeerCertificate?) -> Void) {
        guard let probe = origin.probe(on: thread) else { return completion(nil) }
        probe.look(within: limit, completion: completion)
    }
}
