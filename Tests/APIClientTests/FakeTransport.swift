import Synchronization

@testable import APIClient

/// A transport that keeps what it was sent and answers when told.
final class FakeTransport: Transport {
    typealias Completion = @Sendable (Result<HTTPResponse, TransportError>) -> Void

    final class Attempt: TransportTask {
        let request: HTTPRequest
        private let completion: Mutex<Completion?>
        private let cancelled = Mutex(false)
        private let begun = Mutex(true)

        init(_ request: HTTPRequest, _ completion: @escaping Completion) {
            self.request = request
            self.completion = Mutex(completion)
        }

        var isCancelled: Bool { cancelled.withLock { $0 } }

        /// Whether something of it has left; one that has not ends when the test says how.
        var hasBegun: Bool {
            get { begun.withLock { $0 } }
            set { begun.withLock { $0 = newValue } }
        }

        func cancel() {
            cancelled.withLock { $0 = true }
            if hasBegun { answer(.failure(.cancelled(sent: true))) }
        }

        func answer(_ result: Result<HTTPResponse, TransportError>) {
            let completion = completion.withLock { completion in
                let taken = completion
                completion = nil
                return taken
            }
            completion?(result)
        }
    }

    private let state = Mutex<[Attempt]>([])
    private let dropCount = Mutex(0)
    private let immediate: (@Sendable (HTTPRequest, Int) -> Result<HTTPResponse, TransportError>)?

    /// With `immediate` each attempt is answered before `send` returns; it gets the number of the attempt, from 0.
    init(immediate: (@Sendable (HTTPRequest, Int) -> Result<HTTPResponse, TransportError>)? = nil) {
        self.immediate = immediate
    }

    var attempts: [Attempt] { state.withLock { $0 } }

    /// How often connections were dropped.
    var drops: Int { dropCount.withLock { $0 } }

    func dropConnections() {
        dropCount.withLock { $0 += 1 }
    }

    func send(
        _ request: HTTPRequest, timeout: Duration, completion: @escaping Completion
    ) -> any TransportTask {
        let attempt = Attempt(request, completion)
        let number = state.withLock { attempts in
            attempts.append(attempt)
            return attempts.count - 1
        }
        if let immediate { attempt.answer(immediate(request, number)) }
        return attempt
    }
}

extension HTTPResponse {
    static func json(_ text: String = "{}", status: Int = 200, headers: [(name: String, value: String)] = []) -> Self {
        HTTPResponse(status: status, headers: headers, body: Array(text.utf8))
    }
}
