/// Statements of which the last is an expression: `x = 5; x`.
struct LuaLastExpression: Equatable {
    /// The statements before it, as they were written.
    let statements: String
    let expression: String

    /// The text with the expression's values as its results; lines stay where they are.
    var returning: String { statements + " return " + expression }

    /// So many ends of statements are tried, from the last on.
    private static let mostTries = 8

    /// nil where there is none, or nothing before it.
    ///
    /// - Parameter compiles: whether a text is a whole chunk.
    init?(_ text: String, compiles: (String) -> Bool) {
        let scalars = Array(text.unicodeScalars)
        for start in Self.starts(scalars).suffix(Self.mostTries).reversed() {
            let before = String(String.UnicodeScalarView(scalars[..<start]))
            let last = String(String.UnicodeScalarView(scalars[start...]))
            guard compiles("return " + last), compiles(before + " return " + last) else { continue }
            statements = before
            expression = last
            return
        }
        return nil
    }

    /// Where a statement may begin that is not the first: behind `;` and newlines outside of blocks and brackets.
    private static func starts(_ text: [Unicode.Scalar]) -> [Int] {
        var starts: [Int] = []
        var depth = 0
        var end = 0
        var isFirst = true
        for lexeme in LuaLexer.lexemes(text) where lexeme.kind != .comment {
            let word = String(String.UnicodeScalarView(text[lexeme.range]))
            let isCode = lexeme.kind == .symbol || lexeme.kind == .keyword
            let isBehindEnd = text[end..<lexeme.range.lowerBound].contains("\n") || (end > 0 && text[end - 1] == ";")
            // On another line these go on with the statement before.
            let goesOn = (end == 0 || text[end - 1] != ";") && ["(", "{", "["].contains(word)
            if !isFirst, depth == 0, isBehindEnd, word != ";", !goesOn { starts.append(lexeme.range.lowerBound) }
            isFirst = false
            end = lexeme.range.upperBound
            guard isCode else { continue }
            switch word {
            case "function", "do", "if", "repeat", "(", "[", "{": depth += 1
            case "end", "until", ")", "]", "}": depth = max(0, depth - 1)
            default: break
            }
        }
        return starts
    }
}
