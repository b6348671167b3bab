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

    /// Reads the lines before the first one that is neither a `--` comment nor blank; a `--[[` comment ends them too. A
    /// byte order mark and a first line that begins with `#` are skipped.
    public init(of file: [UInt8]) {
        var writes: [Declaration] = []
        // A carriage return ends a line for Lua too.
        var line = 0
        var rest = ScriptText.code(of: file)[...]
        while !rest.isEmpty {
            line += 1
            let end = rest.firstIndex(where: Self.endsLine) ?? rest.endIndex
            let text = rest[..<end].drop(while: Self.isBlank)
            rest = Self.dropLineEnd(rest[end...])
            if text.isEmpty { continue }
            guard text.starts(with: "--".utf8) else { break }
            if Self.opensLongComment(text.dropFirst(2)) { break }
            for name in Self.names(text) { writes.append(Declaration(name: name, line: line)) }
        }
        self.writes = writes
    }

    /// What follows `writes:`, divided at commas and blanks.
    private static func names(_ comment: ArraySlice<UInt8>) -> [String] {
        let text = comment.drop { $0 == UInt8(ascii: "-") }.drop(while: isBlank)
        let key = Array("writes".utf8)
        guard text.starts(with: key) else { return [] }
        let value = text.dropFirst(key.count).drop(while: isBlank)
        guard value.first == UInt8(ascii: ":") else { return [] }
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
