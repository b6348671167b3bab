/// A limit on requests per second as a bucket counts it.
struct RatePace: Equatable, Sendable {
    /// Nanoseconds between two requests; nil for no limit.
    let interval: Int64?
    /// How many nanoseconds of requests may begin at once after a rest, the first not counted.
    let tolerance: Int64
    /// How many requests may begin at once after a rest.
    let burst: Int

    /// The service refuses more requests than this in any second.
    static let serviceLimit = 100.0

    /// A rate that is nil or not above zero means no limit.
    ///
    /// Unless given, the burst is an eighth of the rate, at least 1 and at most 10, so that no sliding second holds more
    /// than the service's 100 at rates up to 90; above that it shrinks so that this still holds below 100. A rate of 100
    /// or more is for another service than Amplitude's: its burst is a hundredth of it, at least 10.
    init(perSecond rate: Double?, burst: Int? = nil) {
        guard let rate, rate > 0, rate.isFinite else {
            interval = nil
            tolerance = 0
            self.burst = 1
            return
        }
        let usual =
            switch rate {
            case ..<90: min(10, rate / 8)
            case ..<Self.serviceLimit: Self.serviceLimit - rate
            default: max(10, min(rate / 100, 10_000))
            }
        let tokens = max(1, burst ?? Int(usual))
        // Rounded up: never faster than asked for. A rate of one a year is as good as none at all.
        let interval = max(1, Int64((1e9 / max(rate, 1e-7)).rounded(.up)))
        self.interval = interval
        self.burst = tokens
        tolerance = interval * Int64(tokens - 1)
    }
}
