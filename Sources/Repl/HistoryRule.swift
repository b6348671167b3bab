/// Which lines the history keeps.
enum HistoryRule {
    /// No blank line, none that begins with a space, none that repeats the one before, none that holds a key.
    static func keeps(_ entry: String, after previous: String?) -> Bool {
        guard let first = entry.first, first != " ", !entry.trimmedBlanks.isEmpty, entry != previous else {
            return false
        }
        return !holdsSecret(entry)
    }

    /// Management keys (`ampex_...`), bearer tokens, and values given to what is named like a key.
    static func holdsSecret(_ entry: String) -> Bool {
        let text = entry.lowercased()
        return marks.contains { mark in
            var rest = Substring(text)
            while let range = rest.range(ofMark: mark.text) {
                rest = rest[range.upperBound...]
                let token = rest.drop { mark.skipped.contains($0) }.prefix { isTokenCharacter($0) }
                if token.count >= mark.least { return true }
            }
            return false
        }
    }

    private static let marks: [(text: String, skipped: Set<Character>, least: Int)] = [
        ("ampex_", [], 4),
        ("bearer ", [" "], 8),
        ("amp_api_key", [" ", "=", "\"", "'", ",", "[", "]"], 8),
        ("ampsh_api_key", [" ", "=", "\"", "'", ",", "[", "]"], 8),
    ]

    private static func isTokenCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "-_.~+/=".contains(character))
    }
}

extension Substring {
    /// Where a text occurs first.
    func range(ofMark mark: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(mark) { return start..<index(start, offsetBy: mark.count) }
            start = index(after: start)
        }
        return nil
    }
}
