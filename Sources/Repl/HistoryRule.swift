import Secrets

/// Which lines the history keeps.
enum HistoryRule {
    /// No blank line, none that begins with a space, none that repeats the one before, none that holds a key.
    ///
    /// - Parameter holdsKey: whether a key that this process has stands in a text; it need not look like one.
    static func keeps(
        _ entry: String, after previous: String?, holdsKey: (String) -> Bool = { _ in false }
    ) -> Bool {
        guard let first = entry.first, first != " ", !entry.trimmedBlanks.isEmpty, entry != previous else {
            return false
        }
        return !holdsSecret(entry) && !holdsKey(entry)
    }

    /// Whether it holds what looks like a key or a password.
    static func holdsSecret(_ entry: String) -> Bool {
        SecretMark.isIn(entry)
    }
}
