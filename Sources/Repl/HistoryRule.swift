/// Which lines the history keeps.
enum HistoryRule {
    /// No blank line, none that begins with a space, none that repeats the one before, none that holds a key.
    static func keeps(_ entry: String, after previous: String?) -> Bool {
        guard let first = entry.first, first != " ", !entry.trimmedBlanks.isEmpty, entry != previous else {
            return false
        }
        return !holdsSecret(entry)
    }

    /// Whether it holds what looks like a key or a password.
    static func holdsSecret(_ entry: String) -> Bool {
        let text = entry.lowercased()
        return SecretMark.all.contains { $0.occurs(in: text) }
    }
}
