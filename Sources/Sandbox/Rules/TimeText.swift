import ManagementAPI

/// Times as the API writes them: UTC, in the calendar that has no leap seconds.
enum TimeText {
    private static let millisecondsPerDay: Int64 = 86_400_000

    /// `2025-11-03T08:15:42.120Z`.
    static func moment(_ time: UnixMilliseconds) -> String {
        let rest = floorModulo(time, millisecondsPerDay)
        return day(time) + "T" + digits(rest / 3_600_000, 2) + ":" + digits(rest / 60_000 % 60, 2) + ":"
            + digits(rest / 1000 % 60, 2) + "." + digits(rest % 1000, 3) + "Z"
    }

    /// `2025-11-03`.
    static func day(_ time: UnixMilliseconds) -> String {
        let (year, month, day) = date(ofDay: floorDivide(time, millisecondsPerDay))
        return digits(year, 4) + "-" + digits(month, 2) + "-" + digits(day, 2)
    }

    /// The moment that a text names; of a day alone its beginning.
    static func time(_ date: DateText) -> UnixMilliseconds {
        day(Int64(date.year), Int64(date.month), Int64(date.day)) * millisecondsPerDay + Int64(date.milliseconds ?? 0)
    }

    /// The days from the beginning of 1970. (Years that begin in March have the leap day at their end.)
    private static func day(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = floorDivide(year, 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func digits(_ number: Int64, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    private static func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
        number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
    }

    private static func floorModulo(_ number: Int64, _ divisor: Int64) -> Int64 {
        number - floorDivide(number, divisor) * divisor
    }
}
