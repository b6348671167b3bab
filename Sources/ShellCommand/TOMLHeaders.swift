/// Finds a table header that begins with something else than a name, such as `[=`.
///
/// The parser behind TOMLKit takes the check before such a header for granted and ends the process. It reads from the
/// first byte on, so whatever is wrong before the header is its to tell, and only text that is right up to there needs to
/// be followed: keys, strings of four kinds, arrays, inline tables and comments.
struct TOMLHeaders {
    private let text: [UInt8]
    private var index = 0

    private init(_ text: [UInt8]) { self.text = text }

    /// Where the first bad header lacks its name; nil where there is none.
    static func firstWithoutName(in text: [UInt8]) -> TOMLPlaces.Place? {
        var headers = TOMLHeaders(text)
        guard let offset = headers.scan() else { return nil }
        let before = text[..<offset]
        let lineStart = (before.lastIndex(of: 0x0A) ?? -1) + 1
        return TOMLPlaces.Place(
            line: before.count { $0 == 0x0A } + 1,
            column: String(decoding: text[lineStart..<offset], as: UTF8.self).unicodeScalars.count + 1)
    }

    private mutating func scan() -> Int? {
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        while index < text.count {
            skipBlanks()
            if peek == UInt8(ascii: "[") {
                index += 1
                if peek == UInt8(ascii: "[") { index += 1 } else { skipBlanks() }
                skipBlanks()
                guard let first = peek else { return nil }
                if !Self.beginsName(first), first != UInt8(ascii: "]") { return index }
            }
            skipLine()
        }
        return nil
    }

    private var peek: UInt8? { index < text.count ? text[index] : nil }

    private mutating func skipBlanks() {
        while peek == 0x20 || peek == 0x09 { index += 1 }
    }

    /// To the next line that is not inside a value.
    private mutating func skipLine() {
        var depth = 0
        while let byte = peek {
            index += 1
            switch byte {
            case 0x0A where depth == 0: return
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            case UInt8(ascii: "#"): while let next = peek, next != 0x0A { index += 1 }
            case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString(byte)
            default: break
            }
        }
    }

    /// From behind the first quote to behind the last.
    private mutating func skipString(_ quote: UInt8) {
        let isLong = text[index...].starts(with: [quote, quote])
        if isLong { index += 2 }
        while let byte = peek {
            index += 1
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                index += 1
            } else if byte == quote {
                guard isLong else { return }
                guard text[min(index, text.count)...].starts(with: [quote, quote]) else { continue }
                index += 2
                // One or two quotes may stand before the three that end it.
                while peek == quote { index += 1 }
                return
            } else if byte == 0x0A, !isLong {
                index -= 1
                return
            }
        }
        index = min(index, text.count)
    }

    private static func beginsName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "\""),
            UInt8(ascii: "'"):
            true
        default: false
        }
    }
}
