import TextLayout

/// The one filter between text of servers, files and scripts and a terminal: what could act is shown as an escape.
///
/// `\x1b` for C0, DEL and bytes that are no UTF-8, `\u{202E}` for C1, bidi controls, zero-width characters and line
/// separators (DESIGN "Streams"). What comes out holds no control byte but those that the caller allows.
public enum TextFilter {
    /// What passes as it is. Everything else that could act on a terminal never does.
    public struct Allowance: OptionSet, Sendable {
        /// The bits.
        public let rawValue: UInt8
        /// From its bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// A tab.
        public static let tab = Allowance(rawValue: 1)
        /// A line feed.
        public static let newline = Allowance(rawValue: 2)
        /// SGR sequences (colour, bold, underline), but none that conceals text: for the prompt that a user writes, and for
        /// nothing that holds text of others. Our own views know their colours by their style, not by what stands in a text.
        public static let colours = Allowance(rawValue: 4)
    }

    /// Text for a terminal. Where they are not allowed a newline shows as `\n`, a tab as `\t`.
    public static func visible(
        _ text: String, allowing allowance: Allowance, charset: TerminalCharset = .utf8
    ) -> String {
        if text.utf8.withContiguousStorageIfAvailable({ $0.isPrintableASCII }) ?? false { return text }
        return String(decoding: visible(text.utf8, allowing: allowance, charset: charset), as: UTF8.self)
    }

    /// The bytes with everything that could act on a terminal shown; always valid UTF-8.
    public static func visible(
        _ text: some Sequence<UInt8>, allowing allowance: Allowance, charset: TerminalCharset = .utf8
    ) -> [UInt8] {
        filtered(text, Rule(allowance: allowance, notation: .text, isASCIIOnly: charset == .other))
    }

    /// JSON text that stands for the same value and in which nothing could act on a terminal.
    ///
    /// Only strings of JSON hold such characters, and there `\u202e` is the same as the character itself.
    public static func visibleJSON(_ json: [UInt8], charset: TerminalCharset = .utf8) -> [UInt8] {
        filtered(json, Rule(allowance: .newline, notation: .json, isASCIIOnly: charset == .other))
    }

    /// A Lua string literal of these bytes, in which nothing could act on a terminal: Lua reads the same escapes.
    public static func luaLiteral(_ bytes: some Sequence<UInt8>, charset: TerminalCharset = .utf8) -> [UInt8] {
        let quote = [UInt8(ascii: "\"")]
        return quote + filtered(bytes, Rule(allowance: [], notation: .lua, isASCIIOnly: charset == .other)) + quote
    }

    /// What passes, and how the rest is written.
    private struct Rule {
        enum Notation { case text, json, lua }

        let allowance: Allowance
        let notation: Notation
        let isASCIIOnly: Bool
    }

    private static func filtered(_ text: some Sequence<UInt8>, _ rule: Rule) -> [UInt8] {
        if let result = text.withContiguousStorageIfAvailable({ filtered(in: $0, rule) }) { return result }
        return ContiguousArray(text).withUnsafeBufferPointer { filtered(in: $0, rule) }
    }

    private static func filtered(in text: UnsafeBufferPointer<UInt8>, _ rule: Rule) -> [UInt8] {
        if rule.notation != .lua, text.isPrintableASCII { return Array(text) }
        var output: [UInt8] = []
        output.reserveCapacity(text.count + 16)
        var position = 0
        var previousScalar: UInt32 = 0
        while position < text.count {
            let byte = text[position]
            if byte >= 0x20 && byte < 0x7F {
                if rule.notation == .lua, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    output.append(UInt8(ascii: "\\"))
                }
                output.append(byte)
                position += 1
                previousScalar = UInt32(byte)
            } else if byte < 0x80 {
                position += appendControl(byte, at: position, of: text, rule, to: &output)
                previousScalar = 0
            } else if let (scalar, length) = UTF8Scan.scalar(at: position, of: text) {
                let next = position + length
                if rule.isASCIIOnly
                    || mustShow(scalar) && !belongsToEmoji(scalar, after: previousScalar, before: next, of: text)
                {
                    appendEscape(scalar, rule.notation, to: &output)
                } else {
                    output.append(contentsOf: text[position..<next])
                }
                previousScalar = scalar
                position = next
            } else {
                rule.notation == .json ? appendEscape(0xFFFD, .json, to: &output) : appendHexEscape(byte, to: &output)
                position += 1
                previousScalar = 0
            }
        }
        return output
    }

    /// Appends a C0 control or DEL and returns how many bytes it took (more than one for a colour sequence).
    private static func appendControl(
        _ byte: UInt8, at position: Int, of text: UnsafeBufferPointer<UInt8>, _ rule: Rule, to output: inout [UInt8]
    ) -> Int {
        if byte == 0x0A && rule.allowance.contains(.newline) || byte == 0x09 && rule.allowance.contains(.tab) {
            output.append(byte)
            return 1
        }
        guard rule.notation != .json else {
            appendEscape(UInt32(byte), .json, to: &output)
            return 1
        }
        switch byte {
        case 0x09: output.append(contentsOf: "\\t".utf8)
        case 0x0A: output.append(contentsOf: "\\n".utf8)
        case 0x0D: output.append(contentsOf: "\\r".utf8)
        case 0x1B:
            if rule.allowance.contains(.colours), let length = ColourSequence.length(at: position, of: text) {
                output.append(contentsOf: text[position..<position + length])
                return length
            }
            appendHexEscape(byte, to: &output)
        default:
            appendHexEscape(byte, to: &output)
        }
        return 1
    }

    /// `\u{202E}` in text; `\u202e` in JSON, which writes what lies beyond the first plane as two halves.
    private static func appendEscape(_ scalar: UInt32, _ notation: Rule.Notation, to output: inout [UInt8]) {
        guard notation == .json else {
            return output.append(contentsOf: "\\u{\(String(scalar, radix: 16, uppercase: true))}".utf8)
        }
        let units = Unicode.Scalar(scalar).map { Array(UTF16.encode($0) ?? .init([])) } ?? []
        for unit in units {
            output.append(contentsOf: "\\u".utf8)
            for shift in [12, 8, 4, 0] { output.append(digits[Int(unit >> UInt16(shift)) & 15]) }
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func appendHexEscape(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(contentsOf: "\\x".utf8)
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
    }

    /// C1, bidi controls, what takes no room and can hide or reorder text, separators and noncharacters.
    private static func mustShow(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x80...0x9F, 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F,
            0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xFFFE...0xFFFF,
            0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
            true
        default:
            scalar & 0xFFFE == 0xFFFE
        }
    }

    /// What takes no room but makes one picture of several, or a picture of a sign; it hides nothing there.
    private static func belongsToEmoji(
        _ scalar: UInt32, after previous: UInt32, before next: Int, of text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        switch scalar {
        case 0xFE0E, 0xFE0F:
            // Digits, # and * become keycaps.
            return isEmoji(previous) || (0x30...0x39).contains(previous) || previous == 0x23 || previous == 0x2A
        case 0x200D:
            guard isEmoji(previous) || previous == 0xFE0F,
                let following = UTF8Scan.scalar(at: next, of: text)?.scalar
            else { return false }
            return isEmoji(following)
        default:
            return false
        }
    }

    private static func isEmoji(_ value: UInt32) -> Bool {
        value > 0xA0 && Unicode.Scalar(value).map(\.properties.isEmoji) ?? false
    }
}
