/// The text of a script file as Lua may load it.
public enum ScriptText {
    /// Without a byte order mark, and with a first line that begins with `#` emptied, so that line numbers stay.
    public static func code(of file: [UInt8]) -> [UInt8] {
        // Most need no copy.
        guard let first = file.first, first == 0xEF || first == UInt8(ascii: "#") else { return file }
        var code = file[...]
        if code.starts(with: [0xEF, 0xBB, 0xBF]) { code = code.dropFirst(3) }
        if code.first == UInt8(ascii: "#") {
            code = code.drop { $0 != UInt8(ascii: "\n") }
        }
        return Array(code)
    }
}
