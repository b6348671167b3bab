import Terminal

/// How far the lines of an unfinished text stand to the right: by the blocks and brackets that are open. Pure.
struct LuaIndentation {
    /// How many spaces one step is.
    static let step = 2

    private static let openers: Set<String> = ["function", "do", "if", "repeat", "{", "(", "["]
    private static let closers: Set<String> = ["end", "until", "}", ")", "]"]

    /// nil within a string or comment that goes over lines, where blanks are text.
    ///
    /// - Parameters:
    ///   - above: the lines above, each ended.
    ///   - line: the line itself, up to the cursor or its end.
    static func of(_ line: String, below above: String) -> LineIndentation? {
        let text = Array((above + line).unicodeScalars)
        let start = above.unicodeScalars.count
        let lexemes = LuaLexer.lexemes(text)
        // The indentation of the line in which each opener stands.
        var open: [Int] = []
        var given = 0
        var own: Int?
        var isLeading = true
        var hasBegun = false
        let lineIndents = LineIndents(text)
        for lexeme in lexemes {
            let isLong = lexeme.range.upperBound > start && lexeme.range.lowerBound < start
            if isLong || isOpen(lexeme, text) { return nil }
            if !hasBegun, lexeme.range.lowerBound >= start {
                hasBegun = true
                given = open.last.map { $0 + step } ?? 0
                own = given
            }
            let word = String(String.UnicodeScalarView(text[lexeme.range]))
            let isWord = lexeme.kind == .keyword || lexeme.kind == .symbol
            if isWord, closers.contains(word) {
                let indent = open.popLast() ?? 0
                if hasBegun, isLeading { own = indent }
            } else if hasBegun, isLeading, word == "else" || word == "elseif" {
                own = open.last ?? 0
                isLeading = false
            } else if lexeme.kind != .comment {
                if hasBegun { isLeading = false }
            }
            if isWord, openers.contains(word) {
                let indent =
                    lexeme.range.lowerBound >= start
                    ? min(own ?? 0, lineIndents.at(start)) : lineIndents.at(lexeme.range.lowerBound)
                open.append(indent)
            }
        }
        if !hasBegun { given = open.last.map { $0 + step } ?? 0 }
        return LineIndentation(given: given, own: own ?? given, next: open.last.map { $0 + step } ?? 0)
    }

    /// Whether a string or comment has no end, so that what follows is of it.
    private static func isOpen(_ lexeme: LuaLexeme, _ text: [Unicode.Scalar]) -> Bool {
        switch lexeme.kind {
        case .string(isClosed: false): true
        case .comment:
            lexeme.range.upperBound == text.count && text[lexeme.range].dropFirst(2).first == "["
                && text[lexeme.range].suffix(2) != ["]", "]"]
        default: false
        }
    }
}

/// The spaces at the beginning of lines.
private struct LineIndents {
    let text: [Unicode.Scalar]

    init(_ text: [Unicode.Scalar]) { self.text = text }

    func at(_ place: Int) -> Int {
        let start = text[..<place].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        return text[start...].prefix { $0 == " " }.count
    }
}
