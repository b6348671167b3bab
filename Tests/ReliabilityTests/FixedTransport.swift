import APIClient
import Synchronization

/// A transport that answers with what the test puts in it, and counts what was sent.
final class FixedTransport: Transport {
    private let state = Mutex((response: HTTPResponse(status: 200), sent: [HTTPRequest]()))

    var sent: [HTTPRequest] { state.withLock { $0.sent } }

    func answer(with response: HTTPResponse) { state.withLock { $0 = (response, []) } }

    func send(
        _ request: HTTPRequest, timeout: Duration,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void
    ) -> any TransportTask {
        let response = state.withLock { state in
            state.sent.append(request)
            return state.response
        }
        completion(.success(response))
        return Done()
    }

    private struct Done: TransportTask {
        func cancel() {}
    }
}
