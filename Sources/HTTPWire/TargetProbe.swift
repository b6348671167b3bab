public import APIClient
public import Reactor

/// Asks a target one cheap question and tells all that was seen on the way. One attempt; nothing is repeated.
public struct TargetProbe {
    /// What was seen.
    public struct Sight: Sendable {
        /// The server's certificate; nil over plain HTTP, through a proxy, or where none was seen.
        public var certificate: PeerCertificate?
        /// The answer, or why there is none.
        public var result: Result<Answer, APIError>
        /// The server's clock by the answer's `Date` field, in seconds since 1970, and ours at the same moment.
        public var clocks: (server: Int64, ours: Int64)?
        /// How long the question took.
        public var elapsed: Duration

        /// How long the question took, in whole milliseconds.
        public var milliseconds: Int64 { elapsed.inMilliseconds }

        /// A sight.
        public init(
            certificate: PeerCertificate? = nil, result: Result<Answer, APIError>,
            clocks: (server: Int64, ours: Int64)? = nil, elapsed: Duration = .zero
        ) {
            self.certificate = certificate
            self.result = result
            self.clocks = clocks
            self.elapsed = elapsed
        }
    }

    private let transport: HTTPTransport
    private let reactor: Reactor
    private let userAgent: String

    /// Asks through `transport`; the calling thread turns `reactor` meanwhile.
    public init(transport: HTTPTransport, reactor: Reactor, userAgent: String) {
        self.transport = transport
        self.reactor = reactor
        self.userAgent = userAgent
    }

    /// Sends `request`, which should be a read, and waits for the answer at most `timeout`.
    public func ask(_ request: APIRequest, timeout: Duration) -> Sight {
        let start = reactor.now
        let response = wait { done in
            let sent = HTTPRequest(
                method: request.method, target: request.target,
                headers: [("Accept", "application/json"), ("User-Agent", userAgent)], body: request.body)
            _ = transport.send(sent, timeout: timeout, completion: done)
        }
        let elapsed = start.duration(to: reactor.now)
        let certificate = wait { transport.lookAtCertificate(within: min(timeout, .seconds(5)), completion: $0) }
        switch response {
        case .failure(let problem):
            return Sight(
                certificate: certificate, result: .failure(APIError(problem, of: request)), elapsed: elapsed)
        case .success(let response):
            let date = response.header("date").flatMap(HTTPDate.parse)
            return Sight(
                certificate: certificate, result: ResponseReader.read(response, for: request),
                clocks: date.map { ($0, Client.secondsSince1970()) }, elapsed: elapsed)
        }
    }

    private func wait<Value: Sendable>(for begin: (@escaping @Sendable (Value) -> Void) -> Void) -> Value {
        var arrived: Value?
        let queue = reactor.makeQueue(of: Value.self) { arrived = $0 }
        defer { reactor.close(queue) }
        begin { queue.post($0) }
        while true {
            if let arrived { return arrived }
            reactor.turn()
        }
    }
}
