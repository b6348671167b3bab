import APIClient
import HTTPWire
import Sandbox
import Synchronization

/// An answer of the sandbox in process that a fault delays or keeps back.
final class LateAnswer: TransportTask {
    typealias Completion = @Sendable (Result<HTTPResponse, TransportError>) -> Void

    private struct State {
        /// Nil once it was called.
        var completion: Completion?
        var timer: Task<Void, Never>?
    }

    private let state: Mutex<State>

    /// Delivers, at once where nothing is to be waited for, at the end of `timeout` where it comes too late.
    init(_ delivery: LocalDelivery, timeout: Duration, completion: @escaping Completion) {
        state = Mutex(State(completion: completion))
        let isInTime = delivery.arrival != .nothing && delivery.after < timeout
        let result = isInTime ? Self.result(of: delivery.arrival) : .failure(.deadline(sent: true))
        let wait = isInTime ? delivery.after : timeout
        guard wait > .zero else {
            finish(result)
            return
        }
        let timer = Task.detached { [self] in
            // Cancelled: then the completion was called.
            guard (try? await Task.sleep(for: wait)) != nil else { return }
            finish(result)
        }
        state.withLock { $0.timer = timer }
    }

    func cancel() {
        finish(.failure(.cancelled(sent: true)))
        state.withLock { $0.timer }?.cancel()
    }

    private func finish(_ result: Result<HTTPResponse, TransportError>) {
        let completion = state.withLock { state in
            defer { state.completion = nil }
            return state.completion
        }
        completion?(result)
    }

    private static func result(of arrival: LocalDelivery.Arrival) -> Result<HTTPResponse, TransportError> {
        switch arrival {
        case .answer(let answer): .success(HTTPResponse(answer))
        case .refused: .failure(.connectionRefused)
        case .reset: .failure(.reset)
        case .cutInHead: .failure(.closed)
        case .cutInBody: .failure(.cut)
        case .tooLarge: .failure(.bodyTooLarge(limit: HTTPTransportSettings().maximumBody))
        case .nothing: .failure(.deadline(sent: true))
        }
    }
}

extension HTTPResponse {
    /// An answer of the sandbox, as the client knows answers.
    init(_ answer: SandboxResponse) {
        self.init(status: answer.status, headers: answer.headers, body: answer.body)
    }
}
