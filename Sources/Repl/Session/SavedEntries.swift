/// Entries of a session as the text of a Lua file that does the same when it is run.
///
/// The prompt takes more than a file: an expression by itself is printed, `= x` too. Compiling is a closure; no Lua here.
struct SavedEntries {
    /// Whether a text is a whole chunk.
    let compiles: (String) -> Bool

    /// The text of the file, one entry after the other.
    func text(_ entries: [String]) -> String {
        entries.map { statement($0) + "\n" }.joined()
    }

    private func statement(_ entry: String) -> String {
        // A line that begins with a parenthesis would be taken for the arguments of the line before.
        if compiles(entry) { return entry.trimmedBlanks.hasPrefix("(") ? ";" + entry : entry }
        var expression = entry.trimmedBlanks
        if expression.hasPrefix("=") { expression = String(expression.dropFirst()).trimmedBlanks }
        let isSilent = LuaStatementEnd.endsInSemicolon(expression)
        guard !isSilent else { return "local _ = \(expression)" }
        // A comment at its end would hide the parenthesis.
        return expression.contains("--") ? "pp(\(expression)\n)" : "pp(\(expression))"
    }
}
