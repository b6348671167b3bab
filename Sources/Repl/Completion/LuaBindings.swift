import LuaBridge

/// What a text itself says that a local name holds: the result of a call, or an item of a list. Pure; the last binding before
/// the end counts.
struct LuaBindings {
    /// Where the value comes from.
    enum Source: Equatable {
        /// What a call returns, `isItem` for an item of it.
        case call([String], isItem: Bool)
        /// An item of the list that names lead to.
        case item([String])
    }

    /// nil where the text does not say.
    static func source(of name: String, in text: String) -> Source? {
        let scalars = Array(text.unicodeScalars)
        let lexemes = LuaLexer.lexemes(scalars).filter { $0.kind != .comment }
        let words = lexemes.map { String(String.UnicodeScalarView(scalars[$0.range])) }
        var found: Source?
        for index in words.indices where words[index] == name && lexemes[index].kind == .name {
            if let source = binding(index, words, lexemes) { found = source }
        }
        return found
    }

    private static func binding(_ index: Int, _ words: [String], _ lexemes: [LuaLexeme]) -> Source? {
        func word(_ place: Int) -> String? { words.indices.contains(place) ? words[place] : nil }
        if word(index + 1) == "=", word(index - 1) != "." {
            return call(from: index + 2, words, lexemes).map { .call($0.path, isItem: false) }
        }
        if word(index + 1) == "in" {
            let start = index + 2
            // `for _, e in ipairs(list)`, whose second name is the item.
            if word(start) == "ipairs" || word(start) == "pairs", word(start + 1) == "(", word(index - 1) == "," {
                if let call = call(from: start + 2, words, lexemes) { return .call(call.path, isItem: true) }
                return path(from: start + 2, words, lexemes).map { .item($0.path) }
            }
            guard word(index - 1) == "for" else { return nil }
            return call(from: start, words, lexemes).map { .call($0.path, isItem: true) }
        }
        // `parallel(list, function(e)`
        guard word(index - 1) == "(", word(index - 2) == "function", word(index - 3) == "," else { return nil }
        var depth = 0
        var place = index - 4
        while place >= 0 {
            switch words[place] {
            case ")", "}", "]": depth += 1
            case "(" where depth == 0:
                guard word(place - 1) == "parallel" else { return nil }
                if let call = call(from: place + 1, words, lexemes) { return .call(call.path, isItem: true) }
                return path(from: place + 1, words, lexemes).map { .item($0.path) }
            case "(", "{", "[": depth -= 1
            default: break
            }
            place -= 1
        }
        return nil
    }

    /// Names with dots between them, and where they end.
    private static func path(
        from start: Int, _ words: [String], _ lexemes: [LuaLexeme]
    ) -> (path: [String], end: Int)? {
        guard lexemes.indices.contains(start), lexemes[start].kind == .name else { return nil }
        var path = [words[start]]
        var place = start + 1
        while place + 1 < words.count, words[place] == ".", lexemes[place + 1].kind == .name {
            path.append(words[place + 1])
            place += 2
        }
        return (path, place)
    }

    /// Names that are called at once.
    private static func call(
        from start: Int, _ words: [String], _ lexemes: [LuaLexeme]
    ) -> (path: [String], end: Int)? {
        guard let (path, end) = path(from: start, words, lexemes), words.indices.contains(end) else { return nil }
        guard words[end] == "(" || words[end] == "{" || lexemes[end].kind == .string(isClosed: true) else { return nil }
        return (path, end)
    }
}
