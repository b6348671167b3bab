/// Goes over the lines of a script, one by one, and keeps what its header declares.
struct HeaderReader {
    private enum Place {
        case header
        /// In a `--[==[` comment with so many equals signs.
        case block(level: Int)
        case code
    }

    private(set) var writes: [ScriptHeader.Declaration] = []
    private(set) var declaresWrites = false
    private(set) var comment: [String] = []
    private(set) var doubts: [ScriptHeader.Doubt] = []
    private var place = Place.header
    private var line = 0
    /// Whether lines still belong to the comment that is the script's text.
    private var isAtText = true
    /// Whether the list of the line before goes on.
    private var goesOn = false

    static func endsLine(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    /// Takes the next line, without its end.
    mutating func read(_ whole: ArraySlice<UInt8>) {
        line += 1
        switch place {
        case .block(let level): readBlock(whole, level)
        case .code: lookForLateDeclaration(whole)
        case .header:
            let text = whole.drop(while: Self.isBlank)
            // An indented line is no part of it.
            if !whole.starts(with: "--".utf8), !comment.isEmpty { isAtText = false }
            if text.isEmpty {
                goesOn = false
            } else if text.starts(with: "--".utf8) {
                readComment(text)
            } else {
                place = .code
            }
        }
    }

    private mutating func readComment(_ text: ArraySlice<UInt8>) {
        if let (level, content) = Self.longOpening(text.dropFirst(2)) {
            if !comment.isEmpty { isAtText = false }
            goesOn = false
            place = .block(level: level)
            return readBlock(content, level)
        }
        if isAtText { comment.append(Self.unmarked(text)) }
        take(text.drop { $0 == UInt8(ascii: "-") })
    }

    private mutating func readBlock(_ text: ArraySlice<UInt8>, _ level: Int) {
        guard let end = Self.longEnd(in: text, level) else { return take(text.drop(while: Self.isMark)) }
        take(text[..<end].drop(while: Self.isMark))
        goesOn = false
        place = .header
        let rest = text[(end + level + 2)...].drop(while: Self.isBlank)
        guard !rest.isEmpty else { return }
        if rest.starts(with: "--".utf8) { readComment(rest) } else { place = .code }
    }

    /// Looks at what a comment line says.
    private mutating func take(_ content: ArraySlice<UInt8>) {
        let text = content.drop(while: Self.isBlank)
        var names: [String]?
        if let list = Self.list(text) { names = Self.words(list) } else if goesOn { names = Self.words(text) }
        guard let names else {
            if Self.looksLikeOne(text) { doubt(text, isTooLate: false) }
            return
        }
        declaresWrites = true
        for name in names { writes.append(.init(name: name, line: line)) }
        goesOn = text.last { !Self.isBlank($0) } == UInt8(ascii: ",")
    }

    private mutating func lookForLateDeclaration(_ whole: ArraySlice<UInt8>) {
        let text = whole.drop(while: Self.isBlank)
        guard text.starts(with: "--".utf8) else { return }
        let content = text.drop { $0 == UInt8(ascii: "-") }.drop(while: Self.isBlank)
        if Self.list(content) != nil { doubt(content, isTooLate: true) }
    }

    private mutating func doubt(_ text: ArraySlice<UInt8>, isTooLate: Bool) {
        let words = String(decoding: text.prefix(Self.longestShown), as: UTF8.self)
        doubts.append(.init(text: words, line: line, isTooLate: isTooLate))
    }

    // MARK: - Parts of a line

    private static let longestShown = 60
    private static let word = Array("writes".utf8)

    /// What follows `writes:`; nil where it is no such line.
    private static func list(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard text.count > word.count, zip(text, word).allSatisfy({ lower($0) == $1 }) else { return nil }
        let rest = text.dropFirst(word.count).drop(while: isBlank)
        return rest.first == UInt8(ascii: ":") ? rest.dropFirst() : nil
    }

    private static func words(_ list: ArraySlice<UInt8>) -> [String] {
        list.split { isBlank($0) || $0 == UInt8(ascii: ",") }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// `write: a.b`, `@writes a.b`, `writes = nothing`, `writes nothing`: other spellings of a declaration.
    private static func looksLikeOne(_ text: ArraySlice<UInt8>) -> Bool {
        let line = String(decoding: text.prefix(200), as: UTF8.self).lowercased()
        var rest = line.drop { $0 == "@" || $0 == "\\" || $0 == "-" || $0 == "*" }
        guard let name = ["writes", "write"].first(where: { rest.hasPrefix($0) }) else { return false }
        rest = rest.dropFirst(name.count)
        let isMarked = line.hasPrefix("@") || line.hasPrefix("\\")
        let value = rest.drop(while: \.isWhitespace)
        if let sign = value.first, sign == ":" || sign == "=" { return true }
        guard rest.first?.isWhitespace == true else { return false }
        let words = value.split { $0 == "," || $0.isWhitespace }
        return !words.isEmpty && (isMarked || words.allSatisfy { $0 == "nothing" || isCall($0) })
    }

    /// Whether a word is two names or more with points between them.
    private static func isCall(_ word: Substring) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count > 1 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0 == "_" } }
    }

    /// A comment line without its first two dashes and the blank behind them.
    private static func unmarked(_ line: ArraySlice<UInt8>) -> String {
        let text = line.dropFirst(2)
        return String(decoding: text.first == UInt8(ascii: " ") ? text.dropFirst() : text, as: UTF8.self)
    }

    /// How many equals signs stand in `[[`, `[=[` and so on, and what follows; nil where it is none.
    private static func longOpening(_ text: ArraySlice<UInt8>) -> (level: Int, content: ArraySlice<UInt8>)? {
        guard text.first == UInt8(ascii: "[") else { return nil }
        let rest = text.dropFirst().drop { $0 == UInt8(ascii: "=") }
        guard rest.first == UInt8(ascii: "[") else { return nil }
        return (rest.startIndex - text.startIndex - 1, rest.dropFirst())
    }

    /// Where `]]`, `]=]` and so on begins.
    private static func longEnd(in text: ArraySlice<UInt8>, _ level: Int) -> Int? {
        let mark = [UInt8(ascii: "]")] + [UInt8](repeating: UInt8(ascii: "="), count: level) + [UInt8(ascii: "]")]
        guard text.count >= mark.count else { return nil }
        return (text.startIndex...(text.endIndex - mark.count)).first { text[$0...].starts(with: mark) }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == 0x0B || byte == 0x0C
    }

    /// Blanks, and the dashes or asterisks that people begin the lines of a block with.
    private static func isMark(_ byte: UInt8) -> Bool {
        isBlank(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*")
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
}
