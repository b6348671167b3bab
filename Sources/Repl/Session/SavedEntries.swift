/// Entries of a session as the text of a Lua file that does the same when it is run.
///
/// The prompt takes more than a file, and each entry is a chunk of its own: what was printed is printed, a local ends with
/// its entry, and a `return` ends nothing else.
struct SavedEntries {
    /// One entry.
    struct Piece {
        let entry: LuaEntry
        /// Whether the prompt printed values of it.
        var hasShown = false
    }

    /// The text of the file, one entry after the other.
    static func text(_ pieces: [Piece]) -> String {
        pieces.map { statement($0) + "\n" }.joined()
    }

    private static func statement(_ piece: Piece) -> String {
        let entry = piece.entry
        let isShown = piece.hasShown || (entry.expression != nil && !entry.isStatement && !entry.isSilent)
        if entry.scope == .function { return called(entry, isShown: isShown) }
        let line = entry.needsOwnLines ? "\n" : ""
        let blank = entry.needsOwnLines ? "\n" : " "
        guard let expression = entry.expression else {
            let text = statements(entry, isShown: isShown)
            return entry.scope == .open ? separated(entry, text) : "do\(blank)\(text)\(blank)end"
        }
        if isShown { return "pp(\(expression)\(line))" }
        // A call whose values nobody saw, or an expression that was not to be seen.
        return entry.isStatement ? separated(entry) : "do local _ = \(expression)\(blank)end"
    }

    private static func called(_ entry: LuaEntry, isShown: Bool) -> String {
        let blank = entry.needsOwnLines ? "\n" : " "
        let call = "(function(...)\(blank)\(entry.body)\(blank)end)()"
        return isShown ? "pp(\(call))" : ";\(call)"
    }

    /// A line that begins with a parenthesis would be taken for the arguments of the line before.
    private static func separated(_ entry: LuaEntry, _ text: String? = nil) -> String {
        let text = text ?? entry.text
        return entry.tokens.first == .symbol("(") ? ";" + text : text
    }

    /// The text as statements; a last expression is printed where it was.
    private static func statements(_ entry: LuaEntry, isShown: Bool) -> String {
        guard let last = entry.last, isShown || !entry.isStatement else { return entry.text }
        let line = entry.needsOwnLines ? "\n" : ""
        var expression = last.expression.trimmedBlanks
        while expression.hasSuffix(";") { expression = String(expression.dropLast()).trimmedBlanks }
        return isShown
            ? "\(last.statements)pp(\(expression)\(line))" : "\(last.statements)do local _ = \(expression)\(line) end"
    }
}
