/// One call on its way through a client, over all its attempts.
final class Call {
    enum State {
        /// In the queue; stands there at most once.
        case queued
        /// An attempt is under way; answers of earlier attempts are not ours any more.
        case inFlight(attempt: UInt64, task: any TransportTask, since: Reactor.Instant)
        /// Waits before the next attempt.
        case waiting(Reactor.TimerID)
    }

    let id: CallID
    let request: APIRequest
    let completion: (Result<Answer, APIError>) -> Void
    var state = State.queued
    /// Requests that left, 429s included.
    var sent = 0
    /// 429s among them.
    var throttles = 0
    /// Time spent waiting after 429s.
    var throttled = Duration.zero
    /// Some attempt may have done what the call is for, whatever later ones say.
    var mayBeApplied = false

    init(id: CallID, request: APIRequest, completion: @escaping (Result<Answer, APIError>) -> Void) {
        self.id = id
        self.request = request
        self.completion = completion
    }
}
