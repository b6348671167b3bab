import ManagementAPI
import Platform

extension DateText {
    /// The moment in seconds since 1970; of a day alone its beginning, UTC.
    var secondsSince1970: Int64 {
        var day = tm()
        day.tm_year = Int32(year - 1900)
        day.tm_mon = Int32(month - 1)
        day.tm_mday = Int32(self.day)
        let start = Int64(timegm(&day))
        let milliseconds = milliseconds ?? 0
        return start + Int64((milliseconds >= 0 ? milliseconds : milliseconds - 999) / 1_000)
    }
}
