/// Numerals of Lua.
enum LuaNumber {
    /// The value of a decimal or hexadecimal integer's text; nil for any other numeral.
    static func integer(_ text: String) -> Int64? {
        let lower = text.lowercased()
        return lower.hasPrefix("0x") ? Int64(lower.dropFirst(2), radix: 16) : Int64(text)
    }
}
