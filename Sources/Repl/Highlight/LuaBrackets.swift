/// Which brackets of a text belong together.
struct LuaBrackets {
    /// For the place of each bracket that has one, the place of its partner.
    private(set) var partners: [Int: Int] = [:]
    /// Those that close nothing.
    private(set) var unopened: Set<Int> = []

    private static let openers: [Unicode.Scalar: Unicode.Scalar] = ["(": ")", "[": "]", "{": "}"]

    init(_ text: [Unicode.Scalar], _ lexemes: [LuaLexeme]) {
        var open: [(place: Int, closer: Unicode.Scalar)] = []
        for lexeme in lexemes where lexeme.kind == .symbol && lexeme.range.count == 1 {
            let place = lexeme.range.lowerBound
            let scalar = text[place]
            if let closer = Self.openers[scalar] {
                open.append((place, closer))
            } else if scalar == ")" || scalar == "]" || scalar == "}" {
                guard let last = open.popLast(), last.closer == scalar else {
                    unopened.insert(place)
                    continue
                }
                partners[place] = last.place
                partners[last.place] = place
            }
        }
    }

    /// The bracket under the cursor and its partner, else those of the bracket before it.
    func pair(at cursor: Int) -> (Int, Int)? {
        for place in [cursor, cursor - 1] {
            if let partner = partners[place] { return (min(place, partner), max(place, partner)) }
        }
        return nil
    }
}
