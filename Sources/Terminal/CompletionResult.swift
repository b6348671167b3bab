/// What completion found for the text before the cursor.
public struct CompletionResult: Sendable, Equatable {
    /// One thing that could stand there.
    public struct Candidate: Sendable, Equatable {
        /// What replaces the unfinished word, whole.
        public var text: String
        /// One line about it, shown when candidates are listed.
        public var summary: String?

        /// A candidate.
        public init(text: String, summary: String? = nil) {
            self.text = text
            self.summary = summary
        }
    }

    /// How many bytes before the cursor the candidates replace.
    public var replacedBytes: Int
    /// Sorted as they are to be listed.
    public var candidates: [Candidate]

    /// A result.
    public init(replacedBytes: Int, candidates: [Candidate]) {
        self.replacedBytes = replacedBytes
        self.candidates = candidates
    }

    /// Nothing fits.
    public static let none = CompletionResult(replacedBytes: 0, candidates: [])

    /// The longest beginning that all candidates share.
    public var commonPrefix: String {
        guard let first = candidates.first?.text else { return "" }
        var prefix = Substring(first)
        for candidate in candidates.dropFirst() {
            while !candidate.text.hasPrefix(prefix) { prefix = prefix.dropLast() }
        }
        return String(prefix)
    }
}
