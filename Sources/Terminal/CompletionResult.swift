/// What completion found for the text before the cursor.
public struct CompletionResult: Sendable, Equatable {
    /// One thing that could stand there.
    public struct Candidate: Sendable, Equatable {
        /// What replaces the unfinished word, whole.
        public var text: String
        /// One line about it, shown when candidates are listed.
        public var summary: String?
        /// What the list shows of it; the text where nil.
        public var name: String?

        /// A candidate.
        public init(text: String, summary: String? = nil, name: String? = nil) {
            self.text = text
            self.summary = summary
            self.name = name
        }
    }

    /// How many bytes before the cursor the candidates replace.
    public var replacedBytes: Int
    /// Sorted as they are to be listed.
    public var candidates: [Candidate]
    /// How many more there are that nobody would read in a list.
    public var omitted = 0
    /// What is to be typed where several fit; nil for the longest beginning of the candidates.
    public var sharedPrefix: String?
    /// The last line of the list: where the candidates come from.
    public var note: String?

    /// A result.
    public init(replacedBytes: Int, candidates: [Candidate]) {
        self.replacedBytes = replacedBytes
        self.candidates = candidates
    }

    /// Nothing fits.
    public static let none = CompletionResult(replacedBytes: 0, candidates: [])

    /// The longest beginning that all candidates share, or what the result says it is.
    public var commonPrefix: String {
        if let sharedPrefix, candidates.count + omitted > 1 { return sharedPrefix }
        guard let first = candidates.first?.text else { return "" }
        var prefix = Substring(first)
        for candidate in candidates.dropFirst() {
            while !candidate.text.hasPrefix(prefix) { prefix = prefix.dropLast() }
        }
        return String(prefix)
    }
}
