/// The argument of a command as far as it was typed, cut into words as `CommandInput` will cut it.
struct TypedWords {
    /// Those before the last.
    private(set) var whole: [String] = []
    /// The word at the cursor with its quotes and escapes read; empty behind a blank.
    private(set) var word = ""
    /// How it stands there.
    private(set) var written = ""
    /// The quote that it is in.
    private(set) var quote: Character?

    init(_ argument: some StringProtocol) {
        var isEscaped = false
        for character in argument {
            if !isEscaped, quote == nil, character.isWhitespace {
                if !written.isEmpty { whole.append(word) }
                (word, written) = ("", "")
                continue
            }
            written.append(character)
            if isEscaped {
                word.append(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
            } else {
                word.append(character)
            }
        }
    }

    /// A word that `CommandInput` reads as `text`: in the quote that was begun, or in one where it needs any.
    ///
    /// - Parameter isWhole: false for the beginning of one, whose quote stays open.
    func quoted(_ text: String, isWhole: Bool) -> String {
        let isPlain = !text.contains { $0.isWhitespace || $0 == "\"" || $0 == "'" || $0 == "\\" }
        if isPlain, !written.hasPrefix("\""), !written.hasPrefix("'") { return text }
        let quote: Character = written.hasPrefix("'") && !text.contains("'") ? "'" : "\""
        var result = String(quote)
        for character in text {
            if quote == "\"", character == "\"" || character == "\\" { result.append("\\") }
            result.append(character)
        }
        return isWhole ? result + String(quote) : result
    }
}
