import LuaBridge

/// Cuts unfinished Lua text into tokens, however wrong it is.
struct LuaScanner {
    /// What the text ends in.
    enum Ending: Equatable {
        case code
        /// A comment, or a string in long brackets.
        case unreadable
        /// A string without its end: its quote, where the quote stands, and the content so far, with its escapes read.
        case string(quote: UInt8, start: Int, content: [UInt8])
    }

    private static let longSymbols = ["...", "..", "::", "==", "~=", "<=", ">=", "<<", ">>", "//"]
        .map { Array($0.utf8) }

    private let text: [UInt8]
    private var position = 0
    private(set) var ending = Ending.code
    /// Where the token that came last ended.
    private(set) var end = 0

    init(_ text: [UInt8]) {
        self.text = text
    }

    /// The next token; nil at the end.
    mutating func next() -> LuaToken? {
        while ending == .code, position < text.count {
            let byte = text[position]
            if byte <= 0x20 {
                position += 1
            } else if byte == UInt8(ascii: "-"), peek(1) == byte {
                skipComment()
            } else {
                let token = token(byte)
                end = position
                return token
            }
        }
        return nil
    }

    private func peek(_ offset: Int) -> UInt8? {
        position + offset < text.count ? text[position + offset] : nil
    }

    private mutating func token(_ byte: UInt8) -> LuaToken? {
        switch byte {
        case 0x30...0x39: return number()
        case UInt8(ascii: "."):
            if let digit = peek(1), (0x30...0x39).contains(digit) { return number() }
            return symbol(byte)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return string(byte)
        case UInt8(ascii: "["):
            guard let level = longBracket(at: position) else { return symbol(byte) }
            return long(level).map { .string($0) }
        case _ where LuaWords.isNameByte(byte):
            let start = position
            while let byte = peek(0), LuaWords.isNameByte(byte) { position += 1 }
            return .name(String(decoding: text[start..<position], as: UTF8.self))
        default: return symbol(byte)
        }
    }

    private mutating func symbol(_ byte: UInt8) -> LuaToken {
        for long in Self.longSymbols where text[position...].starts(with: long) {
            position += long.count
            return .symbol(String(decoding: long, as: UTF8.self))
        }
        position += 1
        return .symbol(String(decoding: [byte], as: UTF8.self))
    }

    private mutating func number() -> LuaToken {
        let start = position
        while let byte = peek(0) {
            // `1..x` joins strings.
            if byte == UInt8(ascii: "."), peek(1) == byte { break }
            let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            if isSign {
                guard position > start, "eEpP".utf8.contains(text[position - 1]) else { break }
            } else if byte != UInt8(ascii: "."), !LuaWords.isNameByte(byte) {
                break
            }
            position += 1
        }
        return .number(String(decoding: text[start..<position], as: UTF8.self))
    }

    /// The level of the long bracket that opens at an index: `[[` is 0, `[=[` is 1.
    private func longBracket(at index: Int) -> Int? {
        var next = index + 1
        while next < text.count, text[next] == UInt8(ascii: "=") { next += 1 }
        return next < text.count && text[next] == UInt8(ascii: "[") ? next - index - 1 : nil
    }

    /// The content of a long bracket; nil where it does not end.
    private mutating func long(_ level: Int) -> [UInt8]? {
        let start = position + level + 2
        let close = [UInt8(ascii: "]")] + Array(repeating: UInt8(ascii: "="), count: level) + [UInt8(ascii: "]")]
        var next = start
        while next + close.count <= text.count {
            if text[next] == close[0], text[next..<next + close.count].elementsEqual(close) {
                position = next + close.count
                let content = text[start..<next]
                return Array(content.first == 0x0A ? content.dropFirst() : content)
            }
            next += 1
        }
        position = text.count
        ending = .unreadable
        return nil
    }

    private mutating func skipComment() {
        position += 2
        if peek(0) == UInt8(ascii: "["), let level = longBracket(at: position) {
            _ = long(level)
            return
        }
        while let byte = peek(0), byte != 0x0A { position += 1 }
        if position == text.count { ending = .unreadable }
    }

    private mutating func string(_ quote: UInt8) -> LuaToken? {
        let start = position
        var content: [UInt8] = []
        position += 1
        while let byte = peek(0) {
            position += 1
            switch byte {
            case quote: return .string(content)
            // No string goes over a line's end: it was never closed.
            case 0x0A: return .string(content)
            case UInt8(ascii: "\\"): content += escape()
            default: content.append(byte)
            }
        }
        ending = .string(quote: quote, start: start, content: content)
        return nil
    }

    /// What stands after a backslash, as bytes; what is no escape stands for itself.
    private mutating func escape() -> [UInt8] {
        guard let byte = peek(0) else { return [] }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "a"): return [0x07]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "v"): return [0x0B]
        case UInt8(ascii: "z"):
            while let blank = peek(0), blank == 0x20 || (0x09...0x0D).contains(blank) { position += 1 }
            return []
        case UInt8(ascii: "x"):
            return digits(radix: 16, most: 2).flatMap { UInt8(exactly: $0) }.map { [$0] } ?? []
        case UInt8(ascii: "u"):
            guard peek(0) == UInt8(ascii: "{") else { return [] }
            position += 1
            let scalar = digits(radix: 16, most: 8).flatMap { Unicode.Scalar($0) }
            if peek(0) == UInt8(ascii: "}") { position += 1 }
            return scalar.map { Array(String(Character($0)).utf8) } ?? []
        case 0x30...0x39:
            position -= 1
            return digits(radix: 10, most: 3).flatMap { UInt8(exactly: $0) }.map { [$0] } ?? []
        default: return [byte]
        }
    }

    private mutating func digits(radix: Int, most: Int) -> UInt32? {
        let start = position
        while position - start < most, let byte = peek(0), Character(Unicode.Scalar(byte)).hexDigitValue ?? 99 < radix {
            position += 1
        }
        return UInt32(String(decoding: text[start..<position], as: UTF8.self), radix: radix)
    }
}
