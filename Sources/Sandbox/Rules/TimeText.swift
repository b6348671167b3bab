import Platform

/// Times as the API writes them: UTC, without leap seconds.
enum TimeText {
    /// `2025-11-03T08:15:42.120Z`.
    static func moment(_ time: UnixMilliseconds) -> String {
        let parts = parts(of: time)
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { digits(Int($0), 2) }.joined(separator: ":")
        let (_, milliseconds) = split(time)
        return "\(day(parts))T\(clock).\(digits(Int(milliseconds), 3))Z"
    }

    /// `2025-11-03`.
    static func day(_ time: UnixMilliseconds) -> String { day(parts(of: time)) }

    private static func parts(of time: UnixMilliseconds) -> tm {
        var seconds = time_t(split(time).seconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return parts
    }

    private static func day(_ parts: tm) -> String {
        [digits(Int(parts.tm_year) + 1900, 4), digits(Int(parts.tm_mon) + 1, 2), digits(Int(parts.tm_mday), 2)]
            .joined(separator: "-")
    }

    /// Whole seconds and what is over, which is never below 0.
    private static func split(_ time: UnixMilliseconds) -> (seconds: Int64, milliseconds: Int64) {
        let milliseconds = (time % 1000 + 1000) % 1000
        return ((time - milliseconds) / 1000, milliseconds)
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
