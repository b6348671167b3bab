import LuaBridge

/// Cuts Lua text into pieces for the eye, comments too, however unfinished or wrong it is. Pure.
struct LuaLexer {
    private let text: [Unicode.Scalar]
    private var position: Int
    private var lexemes: [LuaLexeme] = []

    private init(_ text: [Unicode.Scalar], from start: Int) {
        self.text = text
        position = start
    }

    /// All pieces in order; what stands between them is blank.
    static func lexemes(_ text: [Unicode.Scalar], from start: Int = 0) -> [LuaLexeme] {
        var lexer = LuaLexer(text, from: start)
        lexer.lexemes.reserveCapacity(text.count / 3)
        while lexer.position < text.count { lexer.step() }
        return lexer.lexemes
    }

    private static let longSymbols: [[Unicode.Scalar]] = ["...", "..", "::", "==", "~=", "<=", ">=", "<<", ">>", "//"]
        .map { Array($0.unicodeScalars) }

    private static let keywords = Set(LuaWords.keywords.map { Array($0.unicodeScalars) })
    private static let longestKeyword = 8

    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        position + offset < text.count ? text[position + offset] : nil
    }

    private mutating func add(_ kind: LuaLexeme.Kind, to end: Int) {
        let end = min(end, text.count)
        lexemes.append(LuaLexeme(kind: kind, range: position..<end))
        position = end
    }

    private mutating func step() {
        let first = text[position]
        switch first {
        case " ", "\t", "\n", "\r", "\u{B}", "\u{C}": position += 1
        case "-" where peek(1) == "-": comment()
        case "\"", "'": string(first)
        case "[":
            if let end = longBracketEnd(at: position) {
                add(.string(isClosed: end.isClosed), to: end.place)
            } else {
                add(.symbol, to: position + 1)
            }
        case "0"..."9": number()
        case ".":
            if let next = peek(1), Self.isDigit(next) { number() } else { symbol() }
        default:
            if Self.isNamePart(first) { name() } else { symbol() }
        }
    }

    private mutating func name() {
        var end = position
        while end < text.count, Self.isNamePart(text[end]) { end += 1 }
        let isKeyword =
            end - position <= Self.longestKeyword && Self.keywords.contains(Array(text[position..<end]))
        add(isKeyword ? .keyword : .name, to: end)
    }

    private mutating func number() {
        var end = position
        while end < text.count {
            let next = text[end]
            // `1..x` joins strings.
            if next == ".", end + 1 < text.count, text[end + 1] == "." { break }
            if next == "+" || next == "-" {
                guard end > position, "eEpP".unicodeScalars.contains(text[end - 1]) else { break }
            } else if next != ".", !Self.isNamePart(next) {
                break
            }
            end += 1
        }
        add(.number, to: max(end, position + 1))
    }

    private mutating func symbol() {
        for long in Self.longSymbols where text[position...].starts(with: long) {
            return add(.symbol, to: position + long.count)
        }
        add(.symbol, to: position + 1)
    }

    private mutating func string(_ quote: Unicode.Scalar) {
        var end = position + 1
        while end < text.count {
            switch text[end] {
            case quote: return add(.string(isClosed: true), to: end + 1)
            case "\n": return add(.string(isClosed: false), to: end)
            // `\z` steps over blanks, also those of lines that follow.
            case "\\" where end + 1 < text.count && text[end + 1] == "z":
                end += 2
                while end < text.count, text[end].properties.isWhitespace { end += 1 }
            case "\\": end += 2
            default: end += 1
            }
        }
        add(.string(isClosed: false), to: text.count)
    }

    private mutating func comment() {
        if peek(2) == "[", let end = longBracketEnd(at: position + 2) { return add(.comment, to: end.place) }
        add(.comment, to: text[position...].firstIndex(of: "\n") ?? text.count)
    }

    /// Where `[[ ... ]]` or `[==[ ... ]==]` ends; nil where none begins.
    private func longBracketEnd(at start: Int) -> (place: Int, isClosed: Bool)? {
        var next = start + 1
        while next < text.count, text[next] == "=" { next += 1 }
        guard next < text.count, text[next] == "[" else { return nil }
        let level = next - start - 1
        next += 1
        while next < text.count {
            guard text[next] == "]" else {
                next += 1
                continue
            }
            var end = next + 1
            while end < text.count, end - next - 1 < level, text[end] == "=" { end += 1 }
            if end - next - 1 == level, end < text.count, text[end] == "]" { return (end + 1, true) }
            next += 1
        }
        return (text.count, false)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

    static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80 && LuaWords.isNameByte(UInt8(scalar.value))
    }
}
