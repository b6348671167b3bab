/// Reads the `Retry-After` field: whole or decimal seconds, or one of the three date forms of RFC 9110.
enum RetryAfter {
    /// The time to wait; zero for a date that has passed, nil for what is neither. `now` is in seconds since 1970, UTC.
    static func parse(_ text: String, now: Int64) -> Duration? {
        let text = OneLine.collapsed(text)
        if let seconds = seconds(text) { return .seconds(seconds) }
        guard let date = HTTPDate.parse(text) else { return nil }
        return .seconds(max(0, date - now))
    }

    /// The time to wait that the body of an answer asks for, as `retry_after_seconds`; nil where it asks for none.
    static func parse(body: [UInt8]) -> Duration? {
        guard body.count <= 1 << 16, BodyKind.of(body) == .json else { return nil }
        var found = TopLevelFields([field])
        guard found.read(body) == nil else { return nil }
        let seconds: Double
        switch found.fields[field] {
        case .integer(let number): seconds = Double(number)
        case .number(let number): seconds = number
        default: return nil
        }
        return seconds.isFinite ? .seconds(min(max(0, seconds), longest)) : nil
    }

    private static let field = "retry_after_seconds"

    /// Longer than a year is as good as a year, and cannot overflow.
    private static let longest = 31_557_600.0

    private static func seconds(_ text: String) -> Double? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 300 && $0.utf8.allSatisfy(\.isASCIIDigit) }) else {
            return nil
        }
        return Double(text).map { min($0, longest) }
    }
}
