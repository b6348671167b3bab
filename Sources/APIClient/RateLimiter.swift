/// A token bucket: how many requests may begin, and when the next one may. The clock is passed in.
public struct RateLimiter: Sendable {
    /// A point of the clock that is passed in.
    public typealias Instant = ContinuousClock.Instant

    /// What the bucket says to one request.
    public enum Verdict: Sendable, Equatable {
        /// It may begin; its token is taken.
        case go
        /// It may not begin before this has passed; nothing was taken.
        case wait(Duration)
    }

    /// Requests per second; nil for no limit.
    public let perSecond: Double?
    /// How many requests may begin at once after a rest.
    public let burst: Double

    private var tokens: Double
    private var filledAt: Instant?
    private var pausedUntil: Instant?

    /// A full bucket. A rate that is nil or not above zero means no limit; `burst` is an eighth of the rate unless
    /// given,
    /// at least 1 and at most 10, so that no sliding second holds more than 9/8 of the rate (or one more).
    public init(perSecond: Double?, burst: Int? = nil) {
        let rate = perSecond.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
        self.perSecond = rate
        self.burst = burst.map { Double(max(1, $0)) } ?? max(1, min(10, ((rate ?? 1) / 8).rounded(.down)))
        tokens = self.burst
    }

    /// Asks for one request at `now`.
    public mutating func take(at now: Instant) -> Verdict {
        if let pausedUntil {
            guard pausedUntil <= now else { return .wait(now.duration(to: pausedUntil)) }
            self.pausedUntil = nil
        }
        guard let perSecond else { return .go }
        let elapsed = filledAt.map { max(0, $0.duration(to: now).inSeconds) } ?? 0
        filledAt = now
        tokens = min(burst, tokens + elapsed * perSecond)
        // A timer that was set for the exact moment must not be sent back for a rounding error.
        guard tokens >= 1 - 1e-6 else { return .wait(.seconds((1 - tokens) / perSecond)) }
        tokens -= 1
        return .go
    }

    /// Lets nothing begin before `end`, and then at the rate without a burst: nobody comes back in a herd.
    public mutating func pause(until end: Instant) {
        guard pausedUntil.map({ $0 < end }) ?? true else { return }
        pausedUntil = end
        tokens = min(tokens, 1)
        filledAt = end
    }
}
