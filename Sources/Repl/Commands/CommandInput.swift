/// A command as it was typed: `.name argument`.
public struct CommandInput: Equatable, Sendable {
    /// The name without the dot and without a `!` behind it.
    public let name: String
    /// `.name!`: do it even where something would be overwritten.
    public let isForced: Bool
    /// What follows the name, trimmed.
    public let argument: String

    init(name: String, argument: String) {
        isForced = name.hasSuffix("!")
        self.name = isForced ? String(name.dropLast()) : name
        self.argument = argument
    }

    /// The argument as words: blanks part them, quotes keep them together, and a backslash takes the next character as it
    /// is, but for within single quotes.
    public func words() throws(CommandError) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in argument {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if quote == nil, character.isWhitespace {
                if let word { words.append(word) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let quote { throw CommandError(".\(name): the quote \(quote) is not closed") }
        if isEscaped { word = (word ?? "") + "\\" }
        return words + (word.map { [$0] } ?? [])
    }

    /// The only word of the argument; nil where there is none.
    func onlyWord() throws(CommandError) -> String? {
        let words = try words()
        guard words.count <= 1 else { throw CommandError(".\(name) takes one word, got \(words.count)") }
        return words.first
    }

    /// Complains of an argument where none is taken.
    func expectNothing() throws(CommandError) {
        guard argument.isEmpty else { throw CommandError(".\(name) takes nothing, got \(argument)") }
    }
}
