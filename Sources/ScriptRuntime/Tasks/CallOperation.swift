import APIClient
import LuaBridge

/// One call of the API.
final class CallOperation: HostOperation {
    /// That of the moment: the target may become another service while the call is under way.
    private let client: Client
    private let request: APIRequest
    private let meter: ProgressTracker
    /// Pushes the results of a success.
    private let deliver: (Answer, LuaThread) throws -> Int
    private var call: CallID?
    private var result: Result<Answer, APIError>?

    init(
        _ request: APIRequest, to target: APITarget, meter: ProgressTracker,
        deliver: @escaping (Answer, LuaThread) throws -> Int
    ) {
        self.request = request
        client = target.client
        self.meter = meter
        self.deliver = deliver
    }

    func begin(signal: @escaping () -> Void) {
        call = client.perform(request) { [weak self] result in
            guard let self else { return }
            self.result = result
            meter.noteCall()
            signal()
        }
    }

    func advance(on thread: LuaThread) throws -> Progress {
        switch result {
        case nil: return .waiting
        case .failure(let error): throw RaisedError(error)
        case .success(let answer):
            result = nil
            return .done(results: try deliver(answer, thread))
        }
    }

    /// A finalizer may catch it: no hook runs there.
    var interruption: RaisedError {
        RaisedError(
            APIError(
                kind: .interrupted, message: "interrupted", method: request.method, path: request.pathForMessages,
                outcome: request.mutates ? .notApplied : nil, target: client.settings.target))
    }

    func cancel(_ extent: Cancellation) {
        if let call { client.cancel(call, extent) }
    }
}
