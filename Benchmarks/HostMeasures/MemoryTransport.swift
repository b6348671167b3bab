import APIClient

/// A service in memory, which answers each request at once with the same body: what is left is the cost of our side.
final class MemoryTransport: Transport {
    private struct Task: TransportTask {
        func cancel() {}
    }

    private let body: [UInt8]

    init(body: [UInt8]) {
        self.body = body
    }

    func send(
        _ request: HTTPRequest, timeout: Duration,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void
    ) -> any TransportTask {
        let isRead = request.method == "GET"
        let headers = [(name: "Content-Type", value: isRead ? "application/json" : "text/plain")]
        completion(.success(HTTPResponse(status: 200, headers: headers, body: isRead ? body : Array("OK".utf8))))
        return Task()
    }
}
