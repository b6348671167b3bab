/// Finds a key in a text that people typed: as it is, cut short, put together from strings, or in a form that is as good
/// as the key: escapes of Lua, JSON and URLs, base64 and hexadecimal.
public struct KeyMention: Sendable, Equatable {
    /// So many bytes of a longer key in a row give it away.
    private static let window = 12
    /// A key that is shorter stands in other words too, and counts only by itself.
    private static let shortest = 8

    private let key: [UInt8]
    /// What to look for, each as bytes.
    private let parts: [[UInt8]]
    private let encoded: [[UInt8]]
    private let hexadecimal: [[UInt8]]

    /// - Parameter key: its bytes; nothing is found of an empty one.
    public init(key: [UInt8]) {
        self.key = key
        let isLong = key.count > Self.window
        parts = isLong ? (0...key.count - Self.window).map { Array(key[$0..<$0 + Self.window]) } : [key]
        let digits = parts.map { part in part.flatMap { Self.hex($0) } }
        hexadecimal = key.count >= Self.shortest ? digits : []
        encoded = key.count >= Self.shortest ? (0..<3).map { Self.base64(key, from: $0) } : []
    }

    /// Whether the key stands in a text.
    public func isIn(_ text: String) -> Bool {
        guard !key.isEmpty else { return false }
        let typed = Array(text.utf8)
        if occurs(in: typed) { return true }
        guard key.count >= Self.shortest else { return false }
        let joined = Self.joined(typed)
        let plain = Self.unescaped(joined)
        if occurs(in: joined) || (plain.count < joined.count && occurs(in: plain)) { return true }
        // Both alphabets of base64.
        let letters = joined.map { byte -> UInt8 in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
        return encoded.contains { Self.contains($0, in: letters) }
            || hexadecimal.contains { Self.contains($0, in: joined.map { Self.lowered($0) }) }
    }

    private func occurs(in text: [UInt8]) -> Bool {
        guard key.count < Self.shortest else { return parts.contains { Self.contains($0, in: text) } }
        var start = 0
        while let place = Self.place(of: key, in: text, from: start) {
            let end = place + key.count
            if (place == 0 || !Self.isWord(text[place - 1])) && (end == text.count || !Self.isWord(text[end])) {
                return true
            }
            start = place + 1
        }
        return false
    }

    // MARK: - Forms of a text

    private static let separators: Set<UInt8> = Set("\"',".utf8)

    /// Without what stands between the pieces of a text that is put together: quotes, blanks, commas and `..`.
    private static func joined(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in text where byte > 0x20 && !separators.contains(byte) {
            if byte == UInt8(ascii: "."), result.last == byte {
                result.removeLast()
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// With escapes read: `%41`, `\x41`, `\65`, `\u0041`, `\u{41}`.
    private static func unescaped(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < text.count {
            guard let (value, end) = escape(text, at: index) else {
                result.append(text[index])
                index += 1
                continue
            }
            result.append(value)
            index = end
        }
        return result
    }

    private static func escape(_ text: [UInt8], at index: Int) -> (value: UInt8, end: Int)? {
        func number(_ start: Int, _ radix: UInt32, most: Int) -> (value: UInt8, end: Int)? {
            var value: UInt32 = 0
            var end = start
            while end < text.count, end - start < most, let digit = digit(text[end]), digit < radix {
                value = value * radix + digit
                end += 1
            }
            return end > start ? UInt8(exactly: value).map { ($0, end) } : nil
        }
        switch text[index] {
        case UInt8(ascii: "%"): return number(index + 1, 16, most: 2)
        case UInt8(ascii: "\\") where index + 1 < text.count:
            switch text[index + 1] {
            case UInt8(ascii: "x"): return number(index + 2, 16, most: 2)
            case UInt8(ascii: "u"):
                let isBraced = index + 2 < text.count && text[index + 2] == UInt8(ascii: "{")
                guard let (value, end) = number(index + (isBraced ? 3 : 2), 16, most: isBraced ? 8 : 4) else {
                    return nil
                }
                return (value, isBraced && end < text.count ? end + 1 : end)
            default: return number(index + 1, 10, most: 3)
            }
        default: return nil
        }
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x41 + 10)
        case 0x61...0x66: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }

    // MARK: - Forms of a key

    private static func hex(_ byte: UInt8) -> [UInt8] {
        [byte >> 4, byte & 15].map { $0 < 10 ? 0x30 + $0 : 0x61 + $0 - 10 }
    }

    /// What each base64 text has that holds the key behind `offset` bytes of a group: only groups that are all the key's.
    private static func base64(_ key: [UInt8], from offset: Int) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        var index = offset == 0 ? 0 : 3 - offset
        while index + 3 <= key.count {
            let group = UInt32(key[index]) << 16 | UInt32(key[index + 1]) << 8 | UInt32(key[index + 2])
            for shift in [18, 12, 6, 0] as [UInt32] { result.append(alphabet[Int(group >> shift & 63)]) }
            index += 3
        }
        return result
    }

    /// Where `key` stands in `bytes` at `start` or behind it; lines are short, so each place is compared.
    private static func place(of key: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= key.count, start <= bytes.count - key.count else { return nil }
        return (start...(bytes.count - key.count)).first { bytes[$0..<$0 + key.count].elementsEqual(key) }
    }

    private static func contains(_ part: [UInt8], in text: [UInt8]) -> Bool {
        !part.isEmpty && place(of: part, in: text, from: 0) != nil
    }

    private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
}

extension KeyMention: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the key.
    public var description: String { "KeyMention" }
    /// The same as `description`.
    public var debugDescription: String { description }
    /// Nothing: `dump` and mirrors see no more than a reader of a log.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
