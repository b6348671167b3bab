/// What the comments at the beginning of a script declare.
public struct ScriptHeader: Sendable, Equatable {
    /// A name, and the line that it stands in, from 1.
    public struct Declaration: Sendable, Equatable {
        /// As written.
        public let name: String
        /// Counted from 1.
        public let line: Int
    }

    /// A line that reads as a declaration to people and is none.
    public struct Doubt: Sendable, Equatable {
        /// The line without its comment marks.
        public let text: String
        /// Counted from 1.
        public let line: Int
        /// Whether it stands behind the first code, where nothing is declared any more.
        public let isTooLate: Bool
    }

    /// The functions that the script may call though they change something: `-- writes: experiments.activate`.
    public let writes: [Declaration]

    /// A line begins with `writes:`, whatever names follow: what is not named is not done.
    public let declaresWrites: Bool

    /// The first comment lines that nothing else stands between, without their marks: what a script says of itself.
    public let text: String

    /// What may have been meant as a declaration.
    public let doubts: [Doubt]

    /// Reads the lines before the first one that is neither a comment nor blank. `--` comments and `--[[` comments declare
    /// alike, `Writes:` as `writes:`, and a list that ends with a comma goes on in the next line of the comment. A byte order
    /// mark and a first line that begins with `#` are skipped.
    public init(of file: [UInt8]) {
        var reader = HeaderReader()
        // A carriage return ends a line for Lua too.
        var rest = ScriptText.code(of: file)[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(where: HeaderReader.endsLine) ?? rest.endIndex
            reader.read(rest[..<end])
            rest = Self.dropLineEnd(rest[end...])
        }
        writes = reader.writes
        declaresWrites = reader.declaresWrites
        text = reader.comment.joined(separator: "\n")
        doubts = reader.doubts
    }

    private static func dropLineEnd(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let first = text.first else { return text }
        let rest = text.dropFirst()
        guard let second = rest.first, HeaderReader.endsLine(second), second != first else { return rest }
        return rest.dropFirst()
    }
}
