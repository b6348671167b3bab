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
        case .notJSON(let error): "expected a string of JSON, but \(error)"
        }
    }

    private static func plain(_ value: JSONValue) -> String {
        if case .number(let number) = value { ValueType.plain(number) } else { "\(value)" }
    }

    private static func list(_ names: [String], _ conjunction: String) -> String {
        guard let last = names.last, names.count > 1 else { return names.joined() }
        return "\(names.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
    }
}
