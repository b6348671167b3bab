/// Reads the `Retry-After` field: whole or decimal seconds, or one of the three date forms of RFC 9110.
enum RetryAfter {
    /// The time to wait; zero for a date that has passed, nil for what is neither. `now` is in seconds since 1970, UTC.
    static func parse(_ text: String, now: Int64) -> Duration? {
        let text = OneLine.collapsed(text)
        if let seconds = seconds(text) { return .seconds(seconds) }
        guard let date = HTTPDate.parse(text) else { return nil }
        return .seconds(max(0, date - now))
    }

    private static func seconds(_ text: String) -> Double? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 300 && $0.utf8.allSatisfy(\.isASCIIDigit) }) else {
            return nil
        }
        // Longer than a year is as good as a year, and cannot overflow.
        return Double(text).map { min($0, 31_557_600) }
    }
}
