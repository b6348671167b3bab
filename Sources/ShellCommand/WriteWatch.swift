import APIClient
import Terminal

/// Notes each request that may change something, just before it leaves.
final class WriteWatch: Transport {
    private let inner: any Transport

    init(_ inner: any Transport) {
        self.inner = inner
    }

    func send(
        _ request: HTTPRequest, timeout: Duration,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void
    ) -> any TransportTask {
        if request.method != "GET" { InterruptSignal.noteWrite() }
        return inner.send(request, timeout: timeout, completion: completion)
    }
}
