/// What the names of a text are: read from the first to the last, once each.
struct LuaNames {
    enum Role: Equatable {
        /// A global, or a field that names lead to from one.
        case use([String])
        /// A local, a name that is given a value here, a key, a label, a field of anything else.
        case own
    }

    private let text: [Unicode.Scalar]
    private let lexemes: [LuaLexeme]
    /// Names that the text itself makes, from where it makes them.
    private var made: Set<String> = []
    /// The names before the next one, where they lead from a global.
    private var path: [String] = []
    /// Up to which piece names are being declared.
    private var declaredUntil = 0
    /// For each piece, how many table constructors are open and how many brackets in all.
    private var braces = 0
    private var depth = 0
    private var open: [Bool] = []
    private var next = 0

    init(_ text: [Unicode.Scalar], _ lexemes: [LuaLexeme]) {
        self.text = text
        self.lexemes = lexemes
    }

    /// What the piece of that index is, which is a name.
    mutating func role(_ index: Int) -> Role {
        while next < index {
            pass(next)
            next += 1
        }
        next = index + 1
        let name = string(index)
        if index < declaredUntil {
            made.insert(name)
            path = []
            return .own
        }
        switch symbol(index - 1) {
        case "." where index > 0, ":" where index > 0:
            guard !path.isEmpty else { return .own }
            path.append(name)
            return .use(path)
        case "::" where symbol(index + 1) == "::": return leave()
        default: break
        }
        if keyword(index - 1) == "goto" { return leave() }
        if keyword(index - 1) == "function", symbol(index + 1) == "(" {
            made.insert(name)
            return leave()
        }
        if isGivenValue(index) {
            if open.last != true { made.insert(name) }
            return leave()
        }
        if made.contains(name) || name == "_ENV" || name == "self" { return leave() }
        path = [name]
        return .use(path)
    }

    private mutating func leave() -> Role {
        path = []
        return .own
    }

    /// Whether `=` follows, also behind further names where statements stand.
    private func isGivenValue(_ index: Int) -> Bool {
        var place = index + 1
        if open.isEmpty {
            while symbol(place) == ",", lexemes.indices.contains(place + 1), lexemes[place + 1].kind == .name {
                place += 2
            }
        }
        return symbol(place) == "=" && open.last != false
    }

    /// Takes in a piece that is no name, or a name nobody asked about.
    private mutating func pass(_ index: Int) {
        switch lexemes[index].kind {
        case .keyword:
            path = []
            declare(keyword(index) ?? "", index)
        case .symbol:
            let sign = symbol(index)
            if sign != "." && sign != ":" { path = [] }
            switch sign {
            case "{": open.append(true)
            case "(", "[": open.append(false)
            case "}", ")", "]": _ = open.popLast()
            default: break
            }
        case .name, .number, .string: path = []
        case .comment: break
        }
    }

    /// `local a, b`, `for k, v in`, `function f(a, b)`: where the list of names ends.
    private mutating func declare(_ word: String, _ index: Int) {
        var place = index + 1
        switch word {
        case "local", "for":
            while lexemes.indices.contains(place),
                lexemes[place].kind == .name || [",", "<", ">"].contains(symbol(place))
            {
                // Two names side by side: the second is another statement's.
                if lexemes[place].kind == .name, place > index + 1, lexemes[place - 1].kind == .name { break }
                place += 1
            }
            declaredUntil = place
        case "function":
            while lexemes.indices.contains(place), lexemes[place].kind == .name || [".", ":"].contains(symbol(place)) {
                place += 1
            }
            guard symbol(place) == "(" else { return }
            while lexemes.indices.contains(place), symbol(place) != ")" {
                if lexemes[place].kind == .name { made.insert(string(place)) }
                place += 1
            }
        default: break
        }
    }

    private func string(_ index: Int) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text[lexemes[index].range])
        return String(view)
    }

    private func symbol(_ index: Int) -> String? {
        lexemes.indices.contains(index) && lexemes[index].kind == .symbol ? string(index) : nil
    }

    private func keyword(_ index: Int) -> String? {
        lexemes.indices.contains(index) && lexemes[index].kind == .keyword ? string(index) : nil
    }
}
