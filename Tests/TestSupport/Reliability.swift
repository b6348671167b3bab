import Platform

/// The figures of `make reliability`: counts that the suite keeps small, and lines that the report is made of.
public enum Reliability {
    /// Whether the full counts are wanted: `AMPSH_RELIABILITY=full`.
    public static let isFull = getenv("AMPSH_RELIABILITY").map { String(cString: $0) } == "full"

    /// How much is tried: little in the suite, all of it for the report.
    public static func count(_ suite: Int, full: Int) -> Int { isFull ? full : suite }

    /// Writes a line of the report: what was tried, how often, and what came out. In the suite nothing.
    public static func report(_ name: String, count: Int, _ result: String, since start: ContinuousClock.Instant) {
        guard isFull else { return }
        let tenths = (ContinuousClock.now - start) / .milliseconds(100)
        print("RELIABILITY\t\(name)\t\(count)\t\(result)\t\(Int(tenths) / 10).\(Int(tenths) % 10)")
    }
}
