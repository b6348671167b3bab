import Terminal

/// The words and the clock of `--time-limit`.
enum TimeLimit {
    /// How long code may take to stop before the process is ended.
    static let grace = Duration.seconds(1)

    /// What is said where code was stopped.
    static func message(_ limit: Duration?) -> String {
        guard let limit else { return "the time limit is over" }
        return "the time limit of \(text(limit)) is over"
    }

    /// The clock of one limit.
    static func watchdog(for limit: Duration) -> Watchdog {
        Watchdog(
            limit: limit, grace: grace, code: ExitCode.timeLimit.rawValue,
            message: "ampsh: \(message(limit)), and the code did not stop: it was ended")
    }

    /// `2 s`, `0.25 s`.
    private static func text(_ limit: Duration) -> String {
        let (seconds, attoseconds) = limit.components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        guard milliseconds > 0 else { return "\(seconds) s" }
        var fraction = String(milliseconds + 1_000).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        return "\(seconds).\(fraction) s"
    }
}
