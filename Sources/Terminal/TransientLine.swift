/// What stands on a terminal for a moment, and whether it may: at the beginning of a line only, and gone before anything
/// else is written. Pure: it answers the bytes to write.
struct TransientLine {
    private static let erasing = "\r\u{1B}[K"

    /// The line that stands there now.
    private(set) var shown: String?
    /// The cursor stands at the beginning of a line as far as is known.
    var isAtLineStart = true

    /// What to write to show `line`; nil when it cannot be shown now or stands there already.
    mutating func show(_ line: String) -> String? {
        guard shown != nil || isAtLineStart, shown != line else { return nil }
        shown = line
        return Self.erasing + line
    }

    /// What to write to make it go; nil when nothing stands there.
    mutating func erase() -> String? {
        guard shown != nil else { return nil }
        shown = nil
        return Self.erasing
    }

    /// Something was written to the terminal, with that last byte.
    mutating func wrote(last: UInt8?) {
        if let last { isAtLineStart = last == 0x0A }
    }
}
