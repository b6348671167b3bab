/// The state of a token bucket and of a day's count: what all processes that use one key share. Pure.
///
/// Times are nanoseconds of a clock that every process of the machine reads alike and that never goes back while the
/// machine runs.
struct RateBucket: Equatable, Sendable {
    /// When the bucket is full again. It lies ahead of now by one interval for each token that is out.
    var fullAt: Int64 = 0
    /// Nothing begins before this.
    var pausedUntil: Int64 = 0
    /// The UTC day of the count, in days since 1970.
    var day: Int64 = 0
    /// Requests begun on that day.
    var count: Int64 = 0

    /// What the bucket says to one request.
    enum Verdict: Equatable {
        /// It may begin; its token is taken.
        case go
        /// It may not begin before so many nanoseconds have passed; nothing was taken.
        case wait(Int64)
        /// The day's requests are used up.
        case dayIsFull
    }

    /// Further ahead than any pause lies only what was written before the machine was started again.
    static let farthest: Int64 = 600 * 1_000_000_000

    /// Where there is no limit, what a pause held back does not come in a herd: it begins at this pace, which doubles again
    /// and again until nothing is left to hold back.
    private static let releaseInterval: Int64 = 10_000_000
    private static let doublingTime: Int64 = 20_000_000

    /// A bucket that nobody has used.
    init() {}

    /// A bucket of which the past is not known: without a burst.
    init(emptyAt now: Int64, _ pace: RatePace) {
        fullAt = now + pace.tolerance
    }

    /// Asks for one request at `now`. `today` is the UTC day where requests are counted.
    mutating func take(at now: Int64, _ pace: RatePace, today: Int64?, dayLimit: Int64?) -> Verdict {
        heal(now, pace)
        if let today, today != day { (day, count) = (today, 0) }
        if today != nil, let dayLimit, count >= dayLimit { return .dayIsFull }
        if now < pausedUntil { return .wait(pausedUntil - now) }
        if let interval = pace.interval ?? releaseInterval(at: now) {
            if now < fullAt - pace.tolerance { return .wait(fullAt - pace.tolerance - now) }
            fullAt = max(fullAt, now) + interval
        }
        if today != nil { count += 1 }
        return .go
    }

    /// The time between two requests soon after a pause; nil where there was none or it is over.
    private func releaseInterval(at now: Int64) -> Int64? {
        guard pausedUntil > 0 else { return nil }
        let interval = Self.releaseInterval >> min(max(0, now - pausedUntil) / Self.doublingTime, 62)
        return interval >= 10_000 ? interval : nil
    }

    /// Lets nothing begin before `end`, and then one by one.
    mutating func pause(until end: Int64, at now: Int64, _ pace: RatePace) {
        heal(now, pace)
        guard end > pausedUntil else { return }
        pausedUntil = min(end, now + Self.farthest)
        fullAt = max(fullAt, pausedUntil + pace.tolerance)
    }

    private mutating func heal(_ now: Int64, _ pace: RatePace) {
        let latest = now + Self.farthest
        guard fullAt > latest + pace.tolerance + (pace.interval ?? 0) || pausedUntil > latest else { return }
        fullAt = now + pace.tolerance
        pausedUntil = 0
    }
}
