/// Tells a service that throttles from one that answers 429 now and then. Pure.
///
/// A 429 that names no wait says little: where it is one among many answers, only its own call waits.
struct Throttling: Sendable, Equatable {
    /// The last answers, the newest in the lowest bit; 1 for a 429.
    private var recent: UInt32 = 0

    /// Whether a quarter of the last 32 answers were a 429: then everybody sends too fast.
    var isSustained: Bool { recent.nonzeroBitCount >= 8 }

    /// Notes an answer.
    mutating func note(isThrottle: Bool) {
        recent = recent << 1 | (isThrottle ? 1 : 0)
    }
}
