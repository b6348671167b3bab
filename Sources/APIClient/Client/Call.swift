import Reactor

/// One call on its way through a client, over all its attempts.
final class Call {
    enum State {
        /// In the queue; stands there at most once.
        case queued
        /// An attempt is under way; answers of earlier attempts are not ours any more.
        case inFlight(attempt: UInt64, task: any TransportTask, since: Reactor.Instant)
        /// Waits before the next attempt, or before a lookup.
        case waiting(Reactor.TimerID)
        /// Its answer was lost, and another call reads the list that shows what it made.
        case inLookup(CallID)
        /// The state before the change is read, by another call.
        case readingBefore(CallID)
        /// The journal keeps it before it is sent.
        case beingKept
        /// One of the requests that it is made of is under way, as a call of its own.
        case composing(CallID)
        /// A gate answers it; nothing is sent.
        case answeredHere
    }

    let id: CallID
    let request: APIRequest
    let completion: (Result<Answer, APIError>) -> Void
    var state = State.queued
    /// Requests that left, 429s included.
    var sent = 0
    /// When the last of them left; nil before the first.
    var sentAt: Reactor.Instant?
    /// 429s among them.
    var throttles = 0
    /// Time spent waiting after 429s.
    var throttled = Duration.zero
    /// Some attempt may have done what the call is for, whatever later ones say.
    var mayBeApplied = false
    /// What a create sends, where that can be looked for.
    var creation: SentObject?
    /// The right to make it, from before it is sent until its end; nil where there is none.
    var claim: CreateClaim?
    /// Why there is no right: another process may make the same.
    var notAlone: String?
    /// How many objects had been seen when it was first sent.
    var sightings = 0
    /// The requests that it is made of, where it is made of several; nil else.
    var composed: ComposedCall?
    /// The request of those that goes once the gates and the journal have let the call go.
    var firstWrite: APIRequest?
    /// What is being done about the lost answer of a create.
    var lost: LostCreate?
    /// It is the client's own, a lookup: nobody asked for it, and it is cancelled with the call that needs it.
    let isLookup: Bool
    /// No failure is followed by another attempt.
    let isSentOnce: Bool
    /// What the journal knows of it; nil where nothing is kept.
    var entry: JournalEntry?
    /// The journal has kept it, and waits for its end.
    var isKept = false

    init(
        id: CallID, request: APIRequest, isLookup: Bool = false, isSentOnce: Bool = false,
        completion: @escaping (Result<Answer, APIError>) -> Void
    ) {
        self.id = id
        self.request = request
        self.isLookup = isLookup
        self.isSentOnce = isSentOnce
        self.completion = completion
        composed = request.composed
    }
}
