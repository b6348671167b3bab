import APIClient

/// A server inside the test: it answers each request at once, or holds it until the test releases it.
///
/// Unchecked, because a test, its reactor, its client and this transport all live on the one thread that runs the test.
final class ScriptedTransport: Transport, @unchecked Sendable {
    /// What the server does with a request.
    enum Reply {
        case answer(HTTPResponse)
        case failure(TransportError)
        /// Nothing, until `release` or a cancel.
        case hold
    }

    private final class Held: TransportTask, @unchecked Sendable {
        let request: HTTPRequest
        private let completion: @Sendable (Result<HTTPResponse, TransportError>) -> Void
        private(set) var isDone = false

        init(
            _ request: HTTPRequest, _ completion: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void
        ) {
            self.request = request
            self.completion = completion
        }

        func end(_ result: Result<HTTPResponse, TransportError>) {
            guard !isDone else { return }
            isDone = true
            completion(result)
        }

        func cancel() {
            end(.failure(.cancelled(sent: true)))
        }
    }

    /// Decides on each request; called inside `send`.
    var reply: (HTTPRequest) -> Reply
    /// Every request, in order.
    private(set) var sent: [HTTPRequest] = []
    /// The largest number of requests that were under way at once.
    private(set) var mostInFlight = 0
    private var held: [Held] = []

    init(_ reply: @escaping (HTTPRequest) -> Reply) {
        self.reply = reply
    }

    /// How many requests wait for their release.
    var inFlight: Int { held.count { !$0.isDone } }

    func send(
        _ request: HTTPRequest, timeout: Duration,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void
    ) -> any TransportTask {
        sent.append(request)
        let task = Held(request, completion)
        held.append(task)
        mostInFlight = max(mostInFlight, inFlight)
        switch reply(request) {
        case .answer(let response): task.end(.success(response))
        case .failure(let error): task.end(.failure(error))
        case .hold: break
        }
        held.removeAll { $0.isDone }
        return task
    }

    /// Answers one request that is held: the newest, or the oldest.
    func release(newest: Bool = true, with answer: (HTTPRequest) -> HTTPResponse) {
        held.removeAll { $0.isDone }
        guard let task = newest ? held.popLast() : held.first else { return }
        held.removeAll { $0 === task }
        task.end(.success(answer(task.request)))
    }
}
