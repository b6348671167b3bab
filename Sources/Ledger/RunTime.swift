import ManagementAPI
import Platform

/// Times of runs as text, UTC.
public enum RunTime {
    /// To the second, as ISO 8601 writes it: `2026-11-30T09:31:00Z`.
    public static func text(_ milliseconds: Int64) -> String {
        let parts = parts(milliseconds)
        return "\(day(parts))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }

    /// To the minute, for people: `2026-11-30 09:31`.
    public static func minute(_ milliseconds: Int64) -> String {
        let parts = parts(milliseconds)
        return "\(day(parts)) \(two(parts.tm_hour)):\(two(parts.tm_min))"
    }

    /// The milliseconds since 1970 of a day or a time as ISO 8601 writes it; nil for anything else.
    public static func milliseconds(_ text: String) -> Int64? { DateText(text.utf8)?.millisecondsSince1970 }

    private static func parts(_ milliseconds: Int64) -> tm {
        var seconds = time_t(milliseconds / 1000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return parts
    }

    private static func day(_ parts: tm) -> String {
        "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    }

    private static func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
