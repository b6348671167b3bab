import JSON

extension TypeProblem: CustomStringConvertible {
    /// One line: the place, then what is wrong there.
    public var description: String {
        path == .root ? kind.description : "\(path): \(kind)"
    }
}

extension TypeProblem.Kind: CustomStringConvertible {
    /// What is wrong, without the place. All wording of problems is here.
    public var description: String {
        switch self {
        case .missing: "is required"
        case .noneGiven(let names): "needs \(Self.list(names, "or"))"
        case .wrongType(let expected, let got): "expected \(expected.expectation), got \(got)"
        case .emptyString: "must not be empty"
        case .tooShort(let minimum, let got): "needs at least \(minimum) characters, got \(got)"
        case .belowMinimum(let minimum, let got): "must be at least \(Self.plain(minimum)), got \(got)"
        case .aboveMaximum(let maximum, let got): "must be at most \(Self.plain(maximum)), got \(got)"
        case .notInEnumeration(let allowed, let got, let nearest):
            "\(got.debugDescription) is not allowed; "
                + (nearest.map { "did you mean \($0.debugDescription)?" }
                    ?? "expected \(ValueType.enumeration(allowed).expectation)")
        case .unknownField(let nearest, let known):
            "unknown name; "
                + (nearest.map { "did you mean \($0)?" }
                    ?? (known.isEmpty ? "none is known here" : "known here: \(Self.list(known, "and"))"))
        case .malformed(let rule, let got): Self.malformed(rule, got)
        case .reserved(let text): "\(text.debugDescription) is reserved"
        case .tooFewItems(let minimum, let got): "needs at least \(Self.items(minimum)), got \(got)"
        case .tooManyItems(let maximum, let got): "takes at most \(Self.items(maximum)), got \(got)"
        case .wrongSum(let field, let expected, let got): "the \(field)s must add up to \(expected), got \(got)"
        case .notJSON(let error): "expected a string of JSON, but \(error)"
        }
    }

    private static func malformed(_ rule: TextRule, _ got: String) -> String {
        switch rule.form {
        case .name(let words, _): "\(got.debugDescription) may hold only \(words)"
        case .date: "\(got.debugDescription) is no ISO 8601 date or date-time, such as 2026-11-30"
        }
    }

    private static func items(_ count: Int) -> String { "\(count) item\(count == 1 ? "" : "s")" }

    private static func plain(_ value: JSONValue) -> String {
        if case .number(let number) = value { ValueType.plain(number) } else { "\(value)" }
    }

    private static func list(_ names: [String], _ conjunction: String) -> String {
        guard let last = names.last, names.count > 1 else { return names.joined() }
        return "\(names.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
    }
}
