/// Looks at the end of a piece of Lua: comments there do not count, strings and long brackets are stepped over.
enum LuaStatementEnd {
    /// Whether the last token is a `;`, which asks for silence.
    static func endsInSemicolon(_ text: String) -> Bool {
        var last: UInt8 = 0
        let bytes = Array(text.utf8)
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: " "), 0x09...0x0D:
                position += 1
            case UInt8(ascii: "-") where bytes[position...].starts(with: "--".utf8):
                let comment = position + 2
                position = longBracketEnd(bytes, at: comment) ?? lineEnd(bytes, from: comment)
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                position = stringEnd(bytes, from: position)
                last = byte
            case UInt8(ascii: "["):
                position = longBracketEnd(bytes, at: position) ?? position + 1
                last = byte
            default:
                position += 1
                last = byte
            }
        }
        return last == UInt8(ascii: ";")
    }

    private static func lineEnd(_ bytes: [UInt8], from start: Int) -> Int {
        bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
    }

    private static func stringEnd(_ bytes: [UInt8], from start: Int) -> Int {
        var position = start + 1
        while position < bytes.count, bytes[position] != bytes[start] {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(position + 1, bytes.count)
    }

    /// Where `[[ ... ]]` or `[==[ ... ]==]` ends; nil where none begins.
    private static func longBracketEnd(_ bytes: [UInt8], at start: Int) -> Int? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return nil }
        var level = 0
        while start + 1 + level < bytes.count, bytes[start + 1 + level] == UInt8(ascii: "=") { level += 1 }
        guard start + 1 + level < bytes.count, bytes[start + 1 + level] == UInt8(ascii: "[") else { return nil }
        let close = Array("]".utf8) + [UInt8](repeating: UInt8(ascii: "="), count: level) + Array("]".utf8)
        var position = start + 2 + level
        while position + close.count <= bytes.count {
            if bytes[position] == close[0], bytes[position..<position + close.count].elementsEqual(close) {
                return position + close.count
            }
            position += 1
        }
        return bytes.count
    }
}
