import Platform

/// A day or a moment as ISO 8601 writes it, in the forms that the API's documents show.
public struct DateText: Sendable, Equatable {
    /// The year, of four digits.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month.
    public let day: Int
    /// Milliseconds since the day began, in UTC; may lie outside the day where the text names another zone. Nil for a day alone.
    public let milliseconds: Int?

    /// Reads `YYYY-MM-DD`, or that with `T`, a time of day, and `Z` or a zone such as `+02:00`; nil for anything else, also for days
    /// that no calendar has.
    public init?(_ bytes: some Collection<UInt8>) {
        var scanner = Scanner(bytes)
        guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), (1...12).contains(month),
            scanner.take("-"), let day = scanner.number(2), day >= 1, day <= Self.days(in: month, of: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        if scanner.isAtEnd {
            milliseconds = nil
            return
        }
        guard scanner.take("T") || scanner.take("t") || scanner.take(" "), let time = scanner.time(),
            let zone = scanner.zone(), scanner.isAtEnd
        else { return nil }
        milliseconds = time - zone
    }

    /// The moment in milliseconds since 1970; of a day alone its beginning, UTC.
    public var millisecondsSince1970: Int64 {
        var parts = tm()
        parts.tm_year = Int32(year - 1900)
        parts.tm_mon = Int32(month - 1)
        parts.tm_mday = Int32(day)
        return Int64(timegm(&parts)) * 1_000 + Int64(milliseconds ?? 0)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The bytes that are left.
    private struct Scanner {
        private var rest: [UInt8]

        init(_ bytes: some Collection<UInt8>) { rest = Array(bytes.prefix(40).reversed()) }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard rest.last == UInt8(ascii: character) else { return false }
            rest.removeLast()
            return true
        }

        /// A number of so many digits.
        mutating func number(_ digits: Int) -> Int? {
            var value = 0
            for _ in 0..<digits {
                guard let digit = digit() else { return nil }
                value = value * 10 + digit
            }
            return value
        }

        private mutating func digit() -> Int? {
            guard let byte = rest.last, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            rest.removeLast()
            return Int(byte - UInt8(ascii: "0"))
        }

        /// `08:15`, `08:15:42`, `08:15:42.120`, in milliseconds; digits after the third are dropped.
        mutating func time() -> Int? {
            guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60 else { return nil }
            var milliseconds = (hour * 60 + minute) * 60_000
            guard take(":") else { return milliseconds }
            // A leap second is a second of the next minute.
            guard let second = number(2), second <= 60 else { return nil }
            milliseconds += second * 1_000
            guard take(".") || take(",") else { return milliseconds }
            guard let first = digit() else { return nil }
            var fraction = first * 100
            var weight = 10
            while let digit = digit() {
                fraction += digit * weight
                weight /= 10
            }
            return milliseconds + fraction
        }

        /// `Z`, `+02:00`, `-0530`, or nothing for UTC, in milliseconds east.
        mutating func zone() -> Int? {
            if isAtEnd || take("Z") || take("z") { return 0 }
            let sign = take("+") ? 1 : take("-") ? -1 : 0
            guard sign != 0, let hour = number(2), hour < 24 else { return nil }
            _ = take(":")
            guard !isAtEnd else { return sign * hour * 3_600_000 }
            guard let minute = number(2), minute < 60 else { return nil }
            return sign * (hour * 60 + minute) * 60_000
        }
    }
}
