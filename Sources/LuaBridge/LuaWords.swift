/// The words of Lua.
public enum LuaWords {
    /// Those that cannot be names.
    public static let keywords: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]

    /// What Lua takes for the name of a variable or a field.
    public static func isName(_ text: some StringProtocol) -> Bool {
        isWord(text) && !keywords.contains(String(text))
    }

    /// Letters, digits and `_`, not beginning with a digit: a name or a keyword.
    public static func isWord(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, isNameByte(first), !(0x30...0x39).contains(first) else { return false }
        return text.utf8.allSatisfy(isNameByte)
    }

    /// A byte that may stand in a name.
    public static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
        default: false
        }
    }
}
