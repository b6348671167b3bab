/// When lines are begun, and when no more are: what failed in a row, what failed in all, a key that is refused. Pure.
public struct StopRules: Sendable {
    /// How a line ended.
    public enum Outcome: String, Sendable, CaseIterable {
        /// It was changed, and read again.
        case applied
        /// It was as it is to be.
        case unchanged
        /// Somebody has changed it since.
        case conflict
        /// It was not changed.
        case failed
        /// Nobody can tell.
        case unknown
        /// It was not begun.
        case notTried = "not tried"
    }

    /// Why no more lines are begun.
    public enum Stop: Sendable, Hashable {
        /// So many failed one after the other, in the order in which they ended.
        case inARow(Int)
        /// More of all lines failed than may.
        case share(Int, of: Int)
        /// The key is refused.
        case key
        /// Somebody stopped it.
        case interrupted
    }

    /// How many lines there are.
    private let count: Int
    /// How many failures in a row are too many.
    private let limit: Int
    private let concurrency: Int
    private var inARow = 0
    private var failures = 0
    private var hasSucceeded = false
    /// Why no more lines are begun; nil while more are.
    public private(set) var stop: Stop?

    /// Failures in a row after which no more lines are begun, where nobody says another number.
    public static let usualLimit = 5
    /// Lines at a time, where nobody says another number.
    public static let usualConcurrency = 8

    /// Rules for so many lines.
    public init(count: Int, limit: Int = Self.usualLimit, concurrency: Int = Self.usualConcurrency) {
        self.count = count
        self.limit = max(limit, 1)
        self.concurrency = max(concurrency, 1)
    }

    /// How many lines may be under way: one, until a change has succeeded.
    public var mayBeUnderWay: Int { stop != nil ? 0 : hasSucceeded ? concurrency : 1 }

    /// A line has ended.
    ///
    /// - Parameter status: what the service answered, where it refused.
    public mutating func ended(_ outcome: Outcome, status: Int?) {
        switch outcome {
        case .applied:
            hasSucceeded = true
            inARow = 0
        case .unchanged, .conflict, .notTried: break
        case .failed, .unknown:
            inARow += 1
            failures += 1
            // A key that may not change this object may others; one that has changed nothing yet is the wrong one.
            if status == 401 || status == 403 && !hasSucceeded { stop = .key }
            if inARow >= limit { stop = stop ?? .inARow(inARow) }
            if failures > 5, failures * 50 > count { stop = stop ?? .share(failures, of: count) }
        }
    }

    /// No more lines are begun.
    public mutating func interrupt() { stop = stop ?? .interrupted }
}
