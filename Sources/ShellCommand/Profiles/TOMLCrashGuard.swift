/// Finds the texts that the parser behind TOMLKit ends the process over, for it takes a check for granted that nobody
/// has made: a table header without a name (`[=`), a date with one digit of a time behind it (`1979-05-27 1`), and a
/// brace that closes in an array (`[}`).
///
/// The parser reads from the first byte on, so whatever is wrong before such a place is its to tell, and only text that
/// is right up to there needs to be followed: keys, strings of four kinds, arrays, inline tables and comments.
struct TOMLCrashGuard {
    /// One of them.
    struct Trap: Equatable {
        let problem: String
        let place: TOMLPlaces.Place
    }

    private static let noName = "a table needs a name after its '['"
    private static let halfTime = "a date is followed by no whole time"
    private static let strayBrace = "'}' closes nothing inside this array"

    private let text: [UInt8]
    private var index = 0

    private init(_ text: [UInt8]) { self.text = text }

    /// The first of them; nil where there is none.
    static func first(in text: [UInt8]) -> Trap? {
        var traps = TOMLCrashGuard(text)
        guard let (problem, offset) = traps.scan() else { return nil }
        let before = text[..<offset]
        let lineStart = (before.lastIndex(of: 0x0A) ?? -1) + 1
        let place = TOMLPlaces.Place(
            line: before.count { $0 == 0x0A } + 1,
            column: String(decoding: text[lineStart..<offset], as: UTF8.self).unicodeScalars.count + 1)
        return Trap(problem: problem, place: place)
    }

    private mutating func scan() -> (String, Int)? {
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        while index < text.count {
            skipBlanks()
            if peek == UInt8(ascii: "[") {
                index += 1
                if peek == UInt8(ascii: "[") { index += 1 } else { skipBlanks() }
                skipBlanks()
                guard let first = peek else { return nil }
                if !Self.beginsName(first), first != UInt8(ascii: "]") { return (Self.noName, index) }
            }
            if let trap = skipLine() { return trap }
        }
        return nil
    }

    private var peek: UInt8? { index < text.count ? text[index] : nil }

    private mutating func skipBlanks() {
        while peek == 0x20 || peek == 0x09 { index += 1 }
    }

    /// To the next line that is not inside a value, or a trap on the way.
    private mutating func skipLine() -> (String, Int)? {
        // The brackets that are open, the innermost last.
        var open: [UInt8] = []
        while let byte = peek {
            index += 1
            switch byte {
            case 0x0A where open.isEmpty: return nil
            case UInt8(ascii: "0")...UInt8(ascii: "9") where endsInHalfTime(index - 1):
                return (Self.halfTime, index - 1)
            case UInt8(ascii: "}") where open.last == UInt8(ascii: "["): return (Self.strayBrace, index - 1)
            case UInt8(ascii: "["), UInt8(ascii: "{"): open.append(byte)
            case UInt8(ascii: "]"), UInt8(ascii: "}"): _ = open.popLast()
            case UInt8(ascii: "#"): while let next = peek, next != 0x0A { index += 1 }
            case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString(byte)
            default: break
            }
        }
        return nil
    }

    /// What the parser takes for a date, ten characters with `-` as the fifth and the eighth, then a space, a digit, and
    /// neither a digit nor a colon behind it. The parser passes over underscores, and does not ask for digits only.
    private func endsInHalfTime(_ start: Int) -> Bool {
        var characters = text[start...].lazy.filter { $0 != UInt8(ascii: "_") && $0 & 0xC0 != 0x80 }.makeIterator()
        for wanted in "d...-..-.. d".utf8 {
            guard let byte = characters.next() else { return false }
            let fits =
                switch wanted {
                case UInt8(ascii: "d"): Self.isDigit(byte)
                case UInt8(ascii: "."): !Self.endsValue(byte)
                default: byte == wanted
                }
            guard fits else { return false }
        }
        guard let next = characters.next() else { return false }
        return !Self.isDigit(next) && next != UInt8(ascii: ":")
    }

    private static func endsValue(_ byte: UInt8) -> Bool { byte <= 0x20 || "]},#".utf8.contains(byte) }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

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
