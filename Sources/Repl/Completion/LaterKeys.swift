/// The names that a table's constructor gives after the cursor, so that they are not offered twice.
enum LaterKeys {
    private static let longest = 4096

    /// The names before a `=` in `after`, up to the bracket that closes the table around the cursor.
    static func inTable(_ after: String) -> [String] {
        guard !after.isEmpty else { return [] }
        var scanner = LuaScanner(Array(after.utf8.prefix(longest)))
        var depth = 0
        var names: [String] = []
        var previous: LuaToken?
        while let token = scanner.next() {
            if case .symbol(let symbol) = token {
                switch symbol {
                case "(", "{", "[": depth += 1
                case ")", "}", "]": depth -= 1
                case "=":
                    if depth == 0, case .name(let name)? = previous { names.append(name) }
                default: break
                }
            }
            if depth < 0 { break }
            previous = token
        }
        return names
    }
}
