/// What became of the calls that may change something.
public struct WriteOutcomes: Sendable, Equatable {
    /// The server did them.
    public var applied = 0
    /// The server did not do them, or they were never sent.
    public var notApplied = 0
    /// They may have been done.
    public var unknown = 0

    /// The server did some of the requests that they are made of, and others not.
    public var partly = 0

    /// None yet.
    public init(applied: Int = 0, notApplied: Int = 0, unknown: Int = 0, partly: Int = 0) {
        self.applied = applied
        self.notApplied = notApplied
        self.unknown = unknown
        self.partly = partly
    }

    /// All of them.
    public var count: Int { applied + notApplied + unknown + partly }

    /// One more.
    mutating func note(_ outcome: APIError.Outcome) {
        switch outcome {
        case .applied: applied += 1
        case .notApplied: notApplied += 1
        case .unknown: unknown += 1
        case .partly: partly += 1
        }
    }

    /// Of two targets together.
    public static func + (one: Self, other: Self) -> Self {
        Self(
            applied: one.applied + other.applied, notApplied: one.notApplied + other.notApplied,
            unknown: one.unknown + other.unknown, partly: one.partly + other.partly)
    }

    /// Since an earlier count.
    public static func - (now: Self, before: Self) -> Self {
        Self(
            applied: now.applied - before.applied, notApplied: now.notApplied - before.notApplied,
            unknown: now.unknown - before.unknown, partly: now.partly - before.partly)
    }
}
