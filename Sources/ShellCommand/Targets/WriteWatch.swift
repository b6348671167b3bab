import APIClient
import Terminal

/// Counts the requests that may change something and are under way, for signals that end the process.
final class WriteWatch: Transport {
    private let inner: any Transport

    init(_ inner: any Transport) {
        self.inner = inner
    }

    func send(
        _ request: HTTPRequest, timeout: Duration,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void
    ) -> any TransportTask {
        guard request.method != "GET" else { return inner.send(request, timeout: timeout, completion: completion) }
        InterruptSignal.noteWriteBegan()
        return inner.send(request, timeout: timeout) { result in
            InterruptSignal.noteWriteEnded()
            completion(result)
        }
    }

    func dropConnections() { inner.dropConnections() }
}
