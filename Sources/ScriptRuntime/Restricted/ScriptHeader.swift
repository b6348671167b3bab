/// What the comment lines at the beginning of a script declare.
public struct ScriptHeader: Sendable, Equatable {
    /// A name, and the line that it stands in, from 1.
    public struct Declaration: Sendable, Equatable {
        /// As written.
        public let name: String
        /// Counted from 1.
        public let line: Int
    }

    /// The functions that the script may call though they change something: `-- writes: experiments.activate`.
    public let writes: [Declaration]

    /// A line begins with `writes:`, whatever names follow: what is not named is not done.
    public let declaresWrites: Bool

    /// The first comment lines that nothing else stands between, without their marks: what a script says of itself.
    public let text: String

    /// Reads the lines before the first one that is neither a `--` comment nor blank; a `--[[` comment ends them too. A
    /// byte order mark and a first line that begins with `#` are skipped.
    public init(of file: [UInt8]) {
        var writes: [Declaration] = []
        var declaresWrites = false
        var comment: [String] = []
        var isAtComment = true
        // A carriage return ends a line for Lua too.
        var line = 0
        var rest = ScriptText.code(of: file)[...]
        while !rest.isEmpty {
            line += 1
            let end = rest.firstIndex(where: Self.endsLine) ?? rest.endIndex
            let whole = rest[..<end]
            let text = whole.drop(while: Self.isBlank)
            rest = Self.dropLineEnd(rest[end...])
            // An indented line is no part of it.
            if !whole.starts(with: "--".utf8), !comment.isEmpty { isAtComment = false }
            if text.isEmpty { continue }
            guard text.starts(with: "--".utf8) else { break }
            if Self.opensLongComment(text.dropFirst(2)) { break }
            if isAtComment { comment.append(Self.unmarked(text)) }
            guard let names = Self.names(text) else { continue }
            declaresWrites = true
            for name in names { writes.append(Declaration(name: name, line: line)) }
        }
        self.writes = writes
        self.declaresWrites = declaresWrites
        self.text = comment.joined(separator: "\n")
    }

    /// A comment line without its first two dashes and the blank behind them.
    private static func unmarked(_ line: ArraySlice<UInt8>) -> String {
        let text = line.dropFirst(2)
        return String(decoding: text.first == UInt8(ascii: " ") ? text.dropFirst() : text, as: UTF8.self)
    }

    /// What follows `writes:`, divided at commas and blanks; nil where it is no such line.
    private static func names(_ comment: ArraySlice<UInt8>) -> [String]? {
        let text = comment.drop { $0 == UInt8(ascii: "-") }.drop(while: isBlank)
        let key = Array("writes".utf8)
        guard text.starts(with: key) else { return nil }
        let value = text.dropFirst(key.count).drop(while: isBlank)
        guard value.first == UInt8(ascii: ":") else { return nil }
        return value.dropFirst().split { isBlank($0) || $0 == UInt8(ascii: ",") }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// `[[`, `[=[` and so on.
    private static func opensLongComment(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.first == UInt8(ascii: "[") else { return false }
        return text.dropFirst().drop { $0 == UInt8(ascii: "=") }.first == UInt8(ascii: "[")
    }

    private static func dropLineEnd(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let first = text.first else { return text }
        let rest = text.dropFirst()
        guard let second = rest.first, endsLine(second), second != first else { return rest }
        return rest.dropFirst()
    }

    private static func endsLine(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == 0x0B || byte == 0x0C
    }
}
