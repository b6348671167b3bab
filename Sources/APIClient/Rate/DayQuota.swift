/// How many requests a key may send in a UTC day.
public struct DayQuota: Sendable, Equatable {
    /// The service takes so many.
    public var limit: Int64 = 100_000
    /// The user has said that more may be sent all the same.
    public var isLifted: Bool

    /// The service's limit.
    public init(isLifted: Bool) {
        self.isLifted = isLifted
    }

    /// From so many on people are told once: four fifths of the limit.
    var warnedAt: Int64 { limit / 5 * 4 }
}
