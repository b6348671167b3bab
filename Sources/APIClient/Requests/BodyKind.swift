/// What a body is by its first bytes. Headers lie: a portal's page may come as JSON, and JSON as text.
enum BodyKind: Equatable {
    /// Nothing but white space.
    case empty
    /// It begins as a JSON value does, and a lone word is one of JSON's.
    case json
    /// It begins with `<`.
    case html
    /// Anything else.
    case text

    static func of(_ body: [UInt8]) -> BodyKind {
        var bytes = body[...]
        // A byte order mark is no part of a page or a text; before JSON it makes the body no JSON.
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        if hasMark { bytes = bytes.dropFirst(3) }
        bytes = bytes.drop(while: \.isJSONSpace)
        guard let first = bytes.first else { return .empty }
        if first == UInt8(ascii: "<") { return .html }
        if hasMark { return .text }
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""): return .json
        case UInt8(ascii: "t"): return isWord("true", bytes)
        case UInt8(ascii: "f"): return isWord("false", bytes)
        case UInt8(ascii: "n"): return isWord("null", bytes)
        default: return isNumber(bytes) ? .json : .text
        }
    }

    private static func isWord(_ word: String, _ bytes: ArraySlice<UInt8>) -> BodyKind {
        bytes.starts(with: word.utf8) && bytes.dropFirst(word.utf8.count).allSatisfy(\.isJSONSpace) ? .json : .text
    }

    /// Only characters of numbers: `502 Bad Gateway` is text.
    private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
        let trimmed = bytes.prefix { !$0.isJSONSpace }
        return trimmed.allSatisfy { $0.isASCIIDigit || "+-.eE".utf8.contains($0) }
            && bytes.dropFirst(trimmed.count).allSatisfy(\.isJSONSpace)
    }
}
