/// One line of a faults file: which requests, which of them, and what goes wrong.
public struct FaultRule: Sendable, Equatable {
    /// Which of the requests that match.
    public enum Occasion: Sendable, Equatable {
        /// Each of them.
        case each
        /// The first is 1; the numbers of those that are meant.
        case nth([Int])
        /// Every second, third, ...
        case every(Int)
        /// Each with this probability, 0 to 1.
        case chance(Double)
    }

    /// Which requests it is about.
    public var pattern: FaultPattern
    /// Which of those.
    public var occasion: Occasion
    /// How often it is played at most; nil is no limit.
    public var times: Int?
    /// What goes wrong.
    public var fault: Fault

    /// A rule; nothing is checked here.
    public init(_ fault: Fault, on pattern: FaultPattern = .all, _ occasion: Occasion = .each, times: Int? = nil) {
        self.fault = fault
        self.pattern = pattern
        self.occasion = occasion
        self.times = times
    }
}
