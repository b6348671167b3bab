/// A table of completions: text with a cursor, and what is expected there.
public enum CompletionFixture {
    /// One line of a table.
    public struct Row: Sendable, CustomStringConvertible {
        /// The text with `|` at the cursor; `⏎` stands for a newline.
        public let text: String
        /// The second column.
        public let expected: String

        /// The text before and after the cursor.
        public var halves: (before: String, after: String) {
            let halves = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map { half in
                half.split(separator: "⏎", omittingEmptySubsequences: false).joined(separator: "\n")
            }
            return (halves[0], halves.count > 1 ? halves[1] : "")
        }

        /// The text.
        public var description: String { text }
    }

    /// The rows of a file of `Tests/Fixtures/completion`; ` => ` divides the columns, `#` begins a comment.
    public static func rows(_ name: String) throws -> [Row] {
        let path = "Tests/Fixtures/completion/\(name)"
        return try GeneratedPage(path).text().split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let columns = line.split(separator: " => ", maxSplits: 1)
            guard columns.count == 2 else { throw FixtureError.incomplete("\(name): \(line)") }
            var text = columns[0]
            while text.last == " " { text = text.dropLast() }
            return Row(text: String(text), expected: String(columns[1].drop { $0 == " " }))
        }
    }
}
