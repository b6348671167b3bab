/// One rule about calls that may change something: it lets a call pass, refuses it, or answers it without sending.
public struct Gate {
    /// Where a gate stands among the others.
    public enum Place: Int, Sendable, CaseIterable {
        /// What the code that runs has declared that it changes, and what the user allows it.
        case declaredWrites
        /// What would be lost and could not be written back.
        case loss
        /// Nothing is sent: the change is played.
        case rehearsal
        /// Nothing may be changed.
        case readOnly
        /// So many objects may be changed in one run.
        case cap
        /// Somebody has to say yes first.
        case question
        /// So many requests may be sent in a day.
        case quota
    }

    /// What becomes of a call.
    public enum Verdict {
        /// The next gate is asked.
        case passes
        /// It ends with an error of kind `refused`, for this reason. Nothing was sent.
        case refuses(String)
        /// It ends with what `answer` completes with, once, in this or a later turn of the reactor. Nothing was sent.
        case answers((@escaping (Result<Answer, APIError>) -> Void) -> Void)
    }

    /// Where it stands.
    public let place: Place

    /// Asked once for each call that may change something, before it waits for its turn. It may take its time, as a question
    /// to the user does; nothing is sent meanwhile.
    public let judge: (APIRequest) -> Verdict

    /// A gate at a place.
    public init(_ place: Place, judge: @escaping (APIRequest) -> Verdict) {
        self.place = place
        self.judge = judge
    }

    /// A gate that only ever refuses: `refusal` gives the reason, or nil to let a call pass.
    public init(_ place: Place, refusal: @escaping (APIRequest) -> String?) {
        self.init(place) { request in refusal(request).map(Verdict.refuses) ?? .passes }
    }

    /// Refuses what the day has no room for, before anything is done for it. The limiter counts what is sent: reads and
    /// repetitions, which no gate is asked about, are refused there.
    static func quota(_ rate: RateLimiter, now: @escaping () -> RateLimiter.Instant) -> Gate {
        Gate(.quota) { _ in rate.fullDay(at: now()).map(RateLimiter.refusal) }
    }

    /// Refuses every change.
    public static var readOnly: Gate { Gate(.readOnly) { "read-only: \($0.method) would change something" } }
}
