import APIClient

/// Decides how what is under way ends when code is being stopped: the first request for it, be it Ctrl-C, another signal or
/// `os.exit`, lets changes on their way finish for a while, a second one and a time limit do not.
struct StopPolicy {
    /// A point of the reactor's clock.
    typealias Instant = ContinuousClock.Instant

    /// How long changes on their way are waited for.
    static let grace = Duration.seconds(5)

    /// Between two looks at changes that had not begun.
    private static let interval = Duration.milliseconds(50)

    /// When the wait for changes ends; nil while nothing is being stopped.
    private(set) var graceEnds: Instant?

    /// What to cancel now.
    ///
    /// - Parameters:
    ///   - stop: why code is being stopped.
    ///   - presses: how often Ctrl-C was pressed or a signal came that ends the process.
    mutating func cancellation(for stop: ScriptRuntime.Stop, presses: Int, at now: Instant) -> Cancellation {
        let requests =
            switch stop {
            case .timeLimit: Int.max
            case .exit: presses + 1
            case .interrupt, .signal: presses
            }
        guard requests < 2 else { return .everything }
        let end = graceEnds ?? now.advanced(by: Self.grace)
        graceEnds = end
        return now < end ? .lettingWritesFinish : .everything
    }

    /// When to look again at what has begun meanwhile, and at the end of the grace.
    func nextLook(at now: Instant) -> Instant {
        let next = now.advanced(by: Self.interval)
        return graceEnds.map { min($0, next) } ?? next
    }

    /// Nothing is being stopped: the next stop has a grace of its own.
    mutating func reset() {
        graceEnds = nil
    }
}
