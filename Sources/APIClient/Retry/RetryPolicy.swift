/// Which failure is sent again, and after how long. Pure: history and randomness are passed in.
public struct RetryPolicy: Sendable, Equatable {
    /// How one attempt failed.
    public enum Failure: Sendable, Equatable {
        /// An answer with a status that is no success; the wait that its `Retry-After` asks for.
        case status(Int, retryAfter: Duration?)
        /// No answer.
        case transport(TransportError)
        /// An answer with a good status that cannot be read.
        case unreadable
    }

    /// What is known about the call when an attempt has failed.
    public struct Situation: Sendable, Equatable {
        /// Attempts so far, this one included; those that a 429 answered are not counted.
        public var attempts: Int
        /// How often a 429 answered, this one included.
        public var throttles: Int
        /// How long the call waited out 429s so far.
        public var throttled: Duration
        /// Sending the request twice does what sending it once does.
        public var isIdempotent: Bool
        /// The target has answered anything since the shell began.
        public var targetHasAnswered: Bool
        /// The run may still repeat requests.
        public var budgetLeft: Bool

        /// The first attempt of a call at a target that has answered before.
        public init(
            attempts: Int = 1, throttles: Int = 0, throttled: Duration = .zero, isIdempotent: Bool,
            targetHasAnswered: Bool = true, budgetLeft: Bool = true
        ) {
            self.attempts = attempts
            self.throttles = throttles
            self.throttled = throttled
            self.isIdempotent = isIdempotent
            self.targetHasAnswered = targetHasAnswered
            self.budgetLeft = budgetLeft
        }
    }

    /// What to do.
    public enum Decision: Sendable, Equatable {
        /// Send again after this.
        case wait(Duration)
        /// Report the failure.
        case giveUp
    }

    /// When a failure may be sent again.
    enum Repetition: Equatable {
        case never
        /// It may have been done.
        case ifIdempotent
        /// It was not done. Nothing was sent.
        case ifTargetIsKnown
        /// It was not done. The server asks to wait.
        case throttled
    }

    /// Attempts of one call.
    public var attempts = 6
    /// The longest first wait.
    public var base = Duration.milliseconds(200)
    /// The longest wait that the server did not ask for.
    public var cap = Duration.seconds(5)
    /// The longest wait that the server may ask for, and the longest that 429s may take in all.
    public var longestWait = Duration.seconds(60)

    /// The policy of the shell: six attempts, 0.2 s doubled up to 5 s with full jitter, at most 60 s asked for.
    public init() {}

    /// A policy that repeats nothing.
    public static let never: RetryPolicy = {
        var policy = RetryPolicy()
        policy.attempts = 1
        policy.longestWait = .zero
        return policy
    }()

    /// Decides about one failed attempt; `random` is at least 0 and below 1.
    public func decide(_ failure: Failure, in situation: Situation, random: Double) -> Decision {
        switch Self.repetition(of: failure) {
        case .never: .giveUp
        case .throttled: waitOut(failure, situation, random)
        case .ifIdempotent: situation.isIdempotent ? repeated(failure, situation, random) : .giveUp
        // A target that never answered is more likely misspelt or down than restarting: say so at once.
        case .ifTargetIsKnown: situation.targetHasAnswered ? repeated(failure, situation, random) : .giveUp
        }
    }

    /// The table of failures.
    static func repetition(of failure: Failure) -> Repetition {
        switch failure {
        case .status(429, _): .throttled
        // Not implemented, version not supported, captive portal: the next answer is the same.
        case .status(501, _), .status(505, _), .status(511, _): .never
        case .status(408, _), .status(500...599, _): .ifIdempotent
        case .status, .unreadable: .never
        case .transport(let error):
            switch error {
            case .connectionRefused, .dns, .unreachable, .connectTimeout, .proxyLost, .deadline(sent: false):
                .ifTargetIsKnown
            case .closed, .reset, .cut, .deadline(sent: true), .malformedResponse, .other: .ifIdempotent
            case .tls, .proxy, .bodyTooLarge, .noMemory, .cancelled, .invalidRequest, .unusable: .never
            }
        }
    }

    private func repeated(_ failure: Failure, _ situation: Situation, _ random: Double) -> Decision {
        guard situation.attempts < attempts, situation.budgetLeft else { return .giveUp }
        guard let asked = failure.retryAfter else { return .wait(jitter(after: situation.attempts, random)) }
        return asked <= longestWait ? .wait(asked + base * random) : .giveUp
    }

    private func waitOut(_ failure: Failure, _ situation: Situation, _ random: Double) -> Decision {
        // Asked to wait for nothing, and throttled again: without a wait of our own it would ask hundreds of times.
        let asked = failure.askedWait
        let wait = asked.map { $0 + base * random } ?? jitter(after: situation.throttles, random)
        // The jitter on top of what was asked for does not count, so that 60 s asked for are 60 s.
        let counted = asked ?? wait
        return situation.throttled + counted <= longestWait ? .wait(wait) : .giveUp
    }

    /// Anything from nothing to the base, doubled for each failure before, at most the cap.
    private func jitter(after failures: Int, _ random: Double) -> Duration {
        let doublings = min(max(0, failures - 1), 30)
        return min(cap, base * (1 << doublings)) * random
    }
}

extension RetryPolicy.Failure {
    /// An answer that came, and that names another place: the list is no more there than the create.
    var isRedirect: Bool {
        if case .status(100...399, _) = self { true } else { false }
    }

    var retryAfter: Duration? {
        if case .status(_, let wait) = self { wait } else { nil }
    }

    /// The wait that the server asks for; to wait for nothing is none.
    var askedWait: Duration? { retryAfter.flatMap { $0 > .zero ? $0 : nil } }
}
