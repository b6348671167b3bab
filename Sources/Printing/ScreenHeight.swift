import Terminal
import TextLayout

/// How many rows of a screen a text takes.
enum ScreenHeight {
    /// A line wider than the screen takes several; colour sequences take no room.
    static func rows(of text: [UInt8], width: Int) -> Int {
        var rows = 0
        for line in text.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            var shown: [UInt8] = []
            var isSequence = false
            for byte in line {
                if byte == 0x1B { isSequence = true }
                if !isSequence { shown.append(byte) }
                if isSequence, byte == UInt8(ascii: "m") { isSequence = false }
            }
            let columns = DisplayWidth.columns(of: String(decoding: shown, as: UTF8.self))
            rows += max(1, (columns + width - 1) / max(1, width))
        }
        return rows
    }
}
