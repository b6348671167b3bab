/// The line that says how long a line of the prompt took: `1.24 s, 3 requests, 12.3 kB, 1 retry`.
enum TimingLine {
    /// A line that took at least this long shows its time unasked.
    static let slow: Duration = .milliseconds(500)

    static func text(_ elapsed: Duration, _ traffic: Traffic) -> String {
        var parts = [time(elapsed)]
        if traffic.requests > 0 {
            parts.append(number(traffic.requests, "request", "requests"))
            parts.append(size(traffic.bytes))
        }
        if traffic.retries > 0 { parts.append(number(traffic.retries, "retry", "retries")) }
        return parts.joined(separator: ", ")
    }

    private static func number(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count) \(count == 1 ? one : many)"
    }

    static func time(_ elapsed: Duration) -> String {
        let (seconds, attoseconds) = elapsed.components
        let microseconds = Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
        switch microseconds {
        case ..<1_000_000: return "\(fraction(microseconds, of: 1_000)) ms"
        case ..<60_000_000: return "\(fraction(microseconds, of: 1_000_000)) s"
        default:
            let whole = microseconds / 1_000_000
            return "\(whole / 60) min \(whole % 60) s"
        }
    }

    private static func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<1_000: "\(bytes) B"
        case ..<1_000_000: "\(fraction(bytes, of: 1_000)) kB"
        case ..<1_000_000_000: "\(fraction(bytes, of: 1_000_000)) MB"
        default: "\(fraction(bytes, of: 1_000_000_000)) GB"
        }
    }

    /// Three digits that count: `1.24`, `12.4`, `124`.
    private static func fraction(_ value: Int, of unit: Int) -> String {
        let whole = value / unit
        let decimals = whole >= 100 ? 0 : whole >= 10 ? 1 : 2
        guard decimals > 0 else { return "\(whole)" }
        let scale = decimals == 1 ? 10 : 100
        let part = value % unit * scale / unit
        return "\(whole).\(String(part + scale).dropFirst())"
    }
}
