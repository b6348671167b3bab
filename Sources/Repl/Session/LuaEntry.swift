/// An entry that compiled, as what it is: an expression, or statements.
struct LuaEntry {
    /// The values of an expression are printed; nil for statements.
    let expression: String?
    /// As it was typed.
    let text: String
    /// Statements whose last is an expression, whose values are printed too.
    let last: LuaLastExpression?
    /// Whether it is whole as statements, as a call is that is an expression too.
    let isStatement: Bool
    let tokens: [LuaToken]

    /// - Parameter compiles: whether a text is a whole chunk.
    init(_ text: String, compiles: (String) -> Bool) {
        self.text = text
        let trimmed = text.trimmedBlanks
        let expression = trimmed.hasPrefix("=") ? String(trimmed.dropFirst()).trimmedBlanks : trimmed
        self.expression = compiles("return " + expression) ? expression : nil
        isStatement = compiles(text)
        last = self.expression == nil ? LuaLastExpression(text, compiles: compiles) : nil
        var scanner = LuaScanner(Array((self.expression ?? text).utf8))
        var tokens: [LuaToken] = []
        while let token = scanner.next() { tokens.append(token) }
        self.tokens = tokens
    }

    /// What a function does that does the same.
    var body: String { expression.map { "return " + $0 } ?? last?.returning ?? text }

    /// Whether a `;` at its end asked for silence.
    var isSilent: Bool { LuaStatementEnd.endsInSemicolon(text) }

    /// Whether a comment may hide what is put behind it on the same line, or the text has lines of its own.
    var needsOwnLines: Bool { text.contains("\n") || text.contains("--") }

    /// What keeps it from standing among other statements as it is.
    enum Scope {
        /// Nothing.
        case open
        /// Its locals and labels end with it.
        case block
        /// It returns, or uses `...`, of which there is nothing at the prompt.
        case function
    }

    /// How far its parts reach.
    var scope: Scope {
        var scope = Scope.open
        // What each `end` and `until` will close.
        var open: [String] = []
        for token in tokens {
            switch token {
            case .name(let word) where ["function", "do", "if", "repeat"].contains(word): open.append(word)
            case .name("end"), .name("until"): _ = open.popLast()
            case .name("local") where open.isEmpty: scope = .block
            case .name("return"), .symbol("..."): if !open.contains("function") { return .function }
            case .name("goto"), .symbol("::"): if !open.contains("function") { scope = .block }
            default: break
            }
        }
        return scope
    }

    /// Whether it did all or nothing when it failed: a call, or one assignment.
    func isOneStep(compiles: (String) -> Bool) -> Bool {
        if expression != nil { return true }
        if last != nil { return false }
        let bytes = Array(text.utf8)
        let sign = bytes.indices.first { index in
            bytes[index] == UInt8(ascii: "=") && (index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "="))
                && (index == 0 || !"=~<>".utf8.contains(bytes[index - 1]))
        }
        guard let sign else { return false }
        let target = String(decoding: bytes[..<sign], as: UTF8.self)
        return compiles("return " + target)
            && compiles("return " + String(decoding: bytes[(sign + 1)...], as: UTF8.self))
    }
}
