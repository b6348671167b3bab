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
        /// SGR sequences (colour, bold, underline), but none that hides text.
        public static let colours = Allowance(rawValue: 4)
    }

    /// Text for a terminal. Tab and newline pass; SGR colours only where `keepingColours` says so.
    public static func visible(_ text: some Sequence<UInt8>, keepingColours: Bool) -> [UInt8] {
        visible(text, allowing: keepingColours ? [.tab, .newline, .colours] : [.tab, .newline])
    }

    /// Text for a terminal. Tab and newline pass; SGR colours only where `keepingColours` says so.
    public static func visible(_ text: String, keepingColours: Bool) -> String {
        String(decoding: visible(text.utf8, keepingColours: keepingColours), as: UTF8.self)
    }

    /// Text for one cell or one line of a view: a newline shows as `\n`, a tab as `\t`.
    public static func visible(_ text: String, allowing allowance: Allowance) -> String {
        String(decoding: visible(text.utf8, allowing: allowance), as: UTF8.self)
    }

    /// The bytes with everything that could act on a terminal shown; always valid UTF-8.
    public static func visible(_ text: some Sequence<UInt8>, allowing allowance: Allowance) -> [UInt8] {
        if let result = text.withContiguousStorageIfAvailable({ visible(in: $0, allowing: allowance) }) {
            return result
        }
        return ContiguousArray(text).withUnsafeBufferPointer { visible(in: $0, allowing: allowance) }
    }

    private static func visible(in text: UnsafeBufferPointer<UInt8>, allowing allowance: Allowance) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var position = 0
        var previousScalar: UInt32 = 0
        while position < text.count {
            let byte = text[position]
            if byte >= 0x20 && byte < 0x7F {
                output.append(byte)
                position += 1
                previousScalar = UInt32(byte)
            } else if byte < 0x80 {
                position += appendControl(byte, at: position, of: text, allowing: allowance, to: &output)
                previousScalar = 0
            } else if let (scalar, length) = UTF8Scan.scalar(at: position, of: text) {
                let next = position + length
                if mustShow(scalar) && !joinsEmoji(scalar, after: previousScalar, before: next, of: text) {
                    output.append(contentsOf: "\\u{\(String(scalar, radix: 16, uppercase: true))}".utf8)
                } else {
                    output.append(contentsOf: text[position..<next])
                }
                previousScalar = scalar
                position = next
            } else {
                appendHexEscape(byte, to: &output)
                position += 1
                previousScalar = 0
            }
        }
        return output
    }

    /// Appends a C0 control or DEL and returns how many bytes it took (more than one for a colour sequence).
    private static func appendControl(
        _ byte: UInt8, at position: Int, of text: UnsafeBufferPointer<UInt8>, allowing allowance: Allowance,
        to output: inout [UInt8]
    ) -> Int {
        switch byte {
        case 0x09:
            output.append(contentsOf: allowance.contains(.tab) ? "\t".utf8 : "\\t".utf8)
        case 0x0A:
            output.append(contentsOf: allowance.contains(.newline) ? "\n".utf8 : "\\n".utf8)
        case 0x0D:
            output.append(contentsOf: "\\r".utf8)
        case 0x1B:
            if allowance.contains(.colours), let length = ColourSequence.length(at: position, of: text) {
                output.append(contentsOf: text[position..<position + length])
                return length
            }
            appendHexEscape(byte, to: &output)
        default:
            appendHexEscape(byte, to: &output)
        }
        return 1
    }

    private static func appendHexEscape(_ byte: UInt8, to output: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        output.append(contentsOf: "\\x".utf8)
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
    }

    /// C1, bidi controls, what takes no room and can hide or reorder text, separators and noncharacters.
    static func mustShow(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x80...0x9F, 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F,
            0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xFFFE...0xFFFF,
            0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
            true
        default:
            scalar & 0xFFFE == 0xFFFE
        }
    }

    /// A zero-width joiner between two pictures makes one picture (a family, a flag); it hides nothing.
    private static func joinsEmoji(
        _ scalar: UInt32, after previous: UInt32, before next: Int, of text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard scalar == 0x200D, isEmoji(previous) || previous == 0xFE0F,
            let following = UTF8Scan.scalar(at: next, of: text)?.scalar
        else { return false }
        return isEmoji(following)
    }

    private static func isEmoji(_ value: UInt32) -> Bool {
        value > 0xFF && Unicode.Scalar(value).map(\.properties.isEmoji) ?? false
    }
}

extension TextFilter {
    /// The valid scalar beyond ASCII that begins at `position` and may be shown as it is, with its length in bytes.
    public static func harmlessScalar(
        at position: Int, of text: UnsafeBufferPointer<UInt8>
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        guard let (value, length) = UTF8Scan.scalar(at: position, of: text), !mustShow(value),
            let scalar = Unicode.Scalar(value)
        else { return nil }
        return (scalar, length)
    }
}
