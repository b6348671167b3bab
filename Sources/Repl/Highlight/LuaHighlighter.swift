import Terminal

/// The styles of Lua text while it is typed. Pure: what names are known is asked of closures.
struct LuaHighlighter {
    /// Whether a dotted name leads to a value: the first is a global's name.
    let isKnown: ([String]) -> Bool
    /// Whether a global's name begins so, and may be on its way.
    let isBeginning: (String) -> Bool

    /// In order.
    ///
    /// - Parameters:
    ///   - start: where the Lua begins, after the name of a command.
    ///   - cursor: nil for a line that is done.
    func spans(_ text: [Unicode.Scalar], from start: Int = 0, cursor: Int?) -> [LineSpan] {
        let lexemes = LuaLexer.lexemes(text, from: start)
        var names = LuaNames(text, lexemes)
        let brackets = LuaBrackets(text, lexemes)
        let pair = cursor.flatMap(brackets.pair)
        var spans: [LineSpan] = []
        var known: [[String]: Bool] = [:]
        for (index, lexeme) in lexemes.enumerated() {
            switch lexeme.kind {
            case .keyword:
                spans.append(LineSpan(lexeme.range, .magenta))
            case .string:
                spans.append(LineSpan(lexeme.range, .green))
            case .number:
                spans.append(LineSpan(lexeme.range, .yellow))
            case .comment:
                spans.append(LineSpan(lexeme.range, .dim))
            case .symbol:
                let place = lexeme.range.lowerBound
                if place == pair?.0 || place == pair?.1 {
                    spans.append(LineSpan(lexeme.range, .marked))
                } else if brackets.unopened.contains(place) {
                    spans.append(LineSpan(lexeme.range, .red))
                }
            case .name:
                guard case .use(let path) = names.role(index) else { continue }
                let isThere = known[path] ?? isKnown(path)
                known[path] = isThere
                if isThere {
                    spans.append(LineSpan(lexeme.range, .cyan))
                } else if path.count == 1, lexeme.range.upperBound != cursor || !isBeginning(path[0]) {
                    spans.append(LineSpan(lexeme.range, .dimRed))
                }
            }
        }
        return spans
    }
}
