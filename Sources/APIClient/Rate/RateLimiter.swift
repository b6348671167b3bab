import Platform
import Reactor

/// Says when requests may begin: a token bucket and a day's count, shared with other processes where there is a store.
///
/// The clock of `take` and `pause` is passed in; it is the clock that all processes of the machine share.
public final class RateLimiter {
    /// A point of the clock that is passed in.
    public typealias Instant = ContinuousClock.Instant

    /// What one request is told.
    public enum Verdict: Sendable, Equatable {
        /// It may begin; its token is taken.
        case go
        /// It may not begin before this has passed; nothing was taken.
        case wait(Duration)
        /// The day's requests, so many, are used up.
        case dayIsFull(Int64)
    }

    private let pace: RatePace
    private let quota: DayQuota?
    private let wallClock: () -> Int64
    private let notice: (ClientNotice) -> Void
    private let origin: (instant: Instant, nanoseconds: Int64)
    private var store: (any RateStore)?
    private var own = RateBucket()
    private var busySince: Int64?
    private var hasWarned = false

    /// The longest that others may keep the shared bucket: after that this process goes by its own.
    private static let longestBusy: Int64 = 2_000_000_000
    private static let busyWait = Duration.milliseconds(1)

    /// A limiter of this process, with a full bucket. A rate that is nil or not above zero means no limit.
    public convenience init(perSecond: Double?, burst: Int? = nil) {
        self.init(RatePace(perSecond: perSecond, burst: burst), nil, nil, { 0 }, { _ in })
    }

    /// A limiter that shares the bucket of `file` and counts the requests of a day where there is a `quota`.
    ///
    /// `wallClock` is in seconds since 1970. `notice` is told once of a day that is nearly full, and of a file that
    /// cannot be used: then the limit holds for this process alone.
    public convenience init(
        perSecond: Double?, file: RateFile?, quota: DayQuota?,
        wallClock: @escaping () -> Int64 = Client.secondsSince1970, notice: @escaping (ClientNotice) -> Void
    ) {
        self.init(RatePace(perSecond: perSecond), file, quota, wallClock, notice)
    }

    init(
        _ pace: RatePace, _ store: (any RateStore)?, _ quota: DayQuota?, _ wallClock: @escaping () -> Int64,
        _ notice: @escaping (ClientNotice) -> Void
    ) {
        self.pace = pace
        self.store = store
        self.quota = quota
        self.wallClock = wallClock
        self.notice = notice
        origin = (.now, Self.sharedClock())
    }

    /// Asks for one request at `now`.
    public func take(at now: Instant) -> Verdict {
        // Most targets of a loopback have neither limit nor count.
        if pace.interval == nil, quota == nil, own.pausedUntil == 0 { return .go }
        let time = nanoseconds(now)
        // Where the shared bucket was busy when everybody was to wait, this process does all the same.
        if time < own.pausedUntil { return .wait(.nanoseconds(own.pausedUntil - time)) }
        let today = quota.map { _ in wallClock() / 86_400 }
        let dayLimit = quota.flatMap { $0.isLifted ? nil : $0.limit }
        let taken = change(time) { bucket in
            (bucket.take(at: time, self.pace, today: today, dayLimit: dayLimit), bucket.count)
        }
        guard let (verdict, count) = taken else { return .wait(Self.busyWait) }
        switch verdict {
        case .go:
            warn(count)
            return .go
        case .wait(let nanoseconds): return .wait(.nanoseconds(nanoseconds))
        case .dayIsFull: return .dayIsFull(count)
        }
    }

    /// Whether it counts the requests of a day.
    var countsDays: Bool { quota != nil }

    /// How many requests were begun today, where that is all that may be; nil where there is room. Nothing is taken.
    func fullDay(at now: Instant) -> Int64? {
        guard let quota, !quota.isLifted else { return nil }
        let today = wallClock() / 86_400
        return change(nanoseconds(now)) { bucket in
            bucket.day == today && bucket.count >= quota.limit ? bucket.count : nil
        } ?? nil
    }

    /// The reason of a refusal after so many requests.
    static func refusal(_ count: Int64) -> String {
        "\(count) requests were sent with this key today (UTC), all that the service takes in a day; --yes sends more"
    }

    /// Lets nothing begin before `end`, here and in other processes, and then at the rate without a burst: nobody comes
    /// back in a herd.
    public func pause(until end: Instant, at now: Instant) {
        let (end, time) = (nanoseconds(end), nanoseconds(now))
        own.pause(until: end, at: time, pace)
        // Others keep the bucket for a few microseconds; who misses the pause is told by a 429 of its own.
        for _ in 0..<1000 where change(time, { $0.pause(until: end, at: time, self.pace) }) != nil { return }
    }

    /// Changes the bucket in use; nil where another process is at it just now.
    private func change<Outcome>(_ now: Int64, _ change: (inout RateBucket) -> Outcome) -> Outcome? {
        guard let store else { return change(&own) }
        let pace = pace
        do throws(RateStoreProblem) {
            let result = try store.update { bucket -> Outcome in
                var used = bucket ?? RateBucket(emptyAt: now, pace)
                defer { bucket = used }
                return change(&used)
            }
            if let result {
                busySince = nil
                return result
            }
            let since = busySince ?? now
            busySince = since
            guard now - since > Self.longestBusy else { return nil }
            return alone("another process has locked \(store.name)", now, change)
        } catch {
            return alone(error.description, now, change)
        }
    }

    /// From now on by this process's own bucket.
    private func alone<Outcome>(_ problem: String, _ now: Int64, _ change: (inout RateBucket) -> Outcome) -> Outcome {
        store = nil
        notice(.rateNotShared(problem))
        let pausedUntil = own.pausedUntil
        own = RateBucket(emptyAt: now, pace)
        if pausedUntil > now { own.pause(until: pausedUntil, at: now, pace) }
        return change(&own)
    }

    private func warn(_ count: Int64) {
        guard let quota, !hasWarned, count >= quota.warnedAt else { return }
        hasWarned = true
        notice(.dayNearlyFull(count: count, limit: quota.limit))
    }

    private func nanoseconds(_ instant: Instant) -> Int64 {
        origin.nanoseconds + origin.instant.duration(to: instant).inNanoseconds
    }

    /// The clock of `ContinuousClock` as a number that other processes read alike: nanoseconds since the machine began.
    private static func sharedClock() -> Int64 {
        var time = timespec()
        #if os(Linux)
            clock_gettime(CLOCK_BOOTTIME, &time)
        #else
            clock_gettime(CLOCK_MONOTONIC, &time)
        #endif
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
