import Platform

/// The dates of header fields.
public enum HTTPDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// Seconds since 1970, UTC; nil for what is none of the three forms of RFC 9110. A year before 1970 is 0.
    public static func parse(_ text: String) -> Int64? {
        let words = text.asciiLowercased.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        switch words.count {
        // sun 06 nov 1994 08:49:37 gmt, or sunday 06 nov 94 08:49:37 gmt
        case 6 where words[5] == "gmt" || words[5] == "utc":
            return unixTime(day: words[1], month: words[2], year: words[3], clock: words[4])
        // sun nov 6 08:49:37 1994
        case 5:
            return unixTime(day: words[2], month: words[1], year: words[4], clock: words[3])
        default:
            return nil
        }
    }

    private static func unixTime(day: String, month: String, year: String, clock: String) -> Int64? {
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
            .map { number(String($0), digits: 2...2) }
        guard let day = number(day, digits: 1...2), let month = months.firstIndex(of: month),
            var year = number(year, digits: 2...4), parts.count == 3,
            let hour = parts[0], let minute = parts[1], let second = parts[2],
            (1...31).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        if year < 100 { year += year < 70 ? 2000 : 1900 }
        guard year >= 1970 else { return 0 }
        var calendar = tm()
        calendar.tm_year = Int32(year - 1900)
        calendar.tm_mon = Int32(month)
        calendar.tm_mday = Int32(day)
        calendar.tm_hour = Int32(hour)
        calendar.tm_min = Int32(minute)
        calendar.tm_sec = Int32(second)
        return Int64(timegm(&calendar))
    }

    private static func number(_ text: String, digits: ClosedRange<Int>) -> Int64? {
        guard digits.contains(text.utf8.count), text.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
        return Int64(text)
    }

    /// The day of a moment, as `2026-03-01`, UTC.
    public static func day(_ time: Int64) -> String {
        var seconds = time_t(time)
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return "an unknown day" }
        func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1900)-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
    }
}
