import JSON
import ManagementAPI

/// The requests of a call that is made of several: what is read first, what is written then, in which order, and what came of
/// each. Pure: it knows no clock and no socket.
///
/// It stops at the first request that fails: what comes after it is not tried.
public struct ComposedCall: Sendable {
    /// What to do next.
    public enum Action: Sendable {
        /// Read this; nothing is changed by it.
        case read(APIRequest)
        /// Send this change.
        case write(APIRequest)
        /// All of it was done.
        case done
        /// It ends here.
        case failed(APIError)
    }

    /// One change that will be sent.
    struct Write: Sendable {
        /// The call that it is.
        let call: String
        /// What of the object it is about; nil for the whole.
        var item: String?
        let request: APIRequest

        /// What the account of the whole says of it.
        func step(_ outcome: APIError.Outcome, _ message: String? = nil) -> CallStep {
            CallStep(call: call, item: item, outcome: outcome, message: message)
        }
    }

    private enum State: Sendable {
        case notBegun
        case reading
        case writing
    }

    /// The call that users know.
    let endpoint: Endpoint
    private let plan: ComposedPlan
    private var state = State.notBegun
    private var writes: [Write] = []
    private(set) var steps: [CallStep] = []

    /// The requests for a call of `endpoint`; nil where it is one request that nothing has to be read for.
    ///
    /// - Parameter request: the call itself, with its path arguments and its body.
    /// - Parameter acceptsLoss: whether what cannot be written back may be dropped.
    init?(_ request: APIRequest, in catalogue: Catalogue, acceptsLoss: Bool) {
        guard let endpoint = request.endpoint, let plan = ComposedPlan(request, endpoint, catalogue, acceptsLoss) else {
            return nil
        }
        self.endpoint = endpoint
        self.plan = plan
    }

    /// What is done first.
    mutating func begin() -> Action {
        do throws(APIError) {
            if let read = try plan.read() {
                state = .reading
                return .read(read)
            }
            return start(try plan.writes(after: nil))
        } catch {
            return .failed(error)
        }
    }

    /// What is done after the request under way has ended.
    mutating func took(_ result: Result<Answer, APIError>) -> Action {
        switch (state, result) {
        case (.reading, .failure(var error)):
            // Nothing was changed, for nothing was sent that could.
            error.outcome = .notApplied
            return .failed(error)
        case (.reading, .success(let answer)):
            do throws(APIError) { return start(try plan.writes(after: answer)) } catch { return .failed(error) }
        case (_, .success):
            steps.append(writes[steps.count].step(.applied))
            return next()
        case (_, .failure(let error)):
            steps.append(writes[steps.count].step(error.outcome ?? .unknown, error.message))
            return .failed(accounted(error))
        }
    }

    /// What the call ends with when it is stopped now. `mayBeApplied` says so of the request under way, where there is one.
    mutating func stopped(_ error: APIError, requestUnderWay mayBeApplied: Bool?) -> APIError {
        guard state == .writing else { return error }
        if let mayBeApplied, steps.count < writes.count {
            steps.append(writes[steps.count].step(mayBeApplied ? .unknown : .notApplied, error.message))
        }
        var error = error
        error.outcome = steps.last?.outcome ?? .notApplied
        return accounted(error)
    }

    /// Whether any request that may change something was among its requests so far.
    var hasWritten: Bool { !steps.isEmpty }

    private mutating func start(_ writes: [Write]) -> Action {
        state = .writing
        self.writes = writes
        return next()
    }

    private func next() -> Action {
        steps.count < writes.count ? .write(writes[steps.count].request) : .done
    }

    /// The error with what became of the whole: it names the last request, and says of all of them what was done.
    private func accounted(_ error: APIError) -> APIError {
        var error = error
        let done = steps.count { $0.outcome == .applied }
        if done > 0, done < writes.count { error.outcome = .partly }
        if writes.count > 1 {
            error.steps = steps
            error.message = "\(error.message) (\(done) of \(writes.count) requests of \(endpoint.id) were done)"
        }
        return error
    }
}
