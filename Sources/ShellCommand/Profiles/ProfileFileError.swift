import Secrets

/// What is wrong with the text of config.toml.
struct ProfileFileError: Error, Sendable, Equatable {
    enum Problem: Sendable, Equatable {
        /// The text is no TOML; in the parser's words.
        case notTOML(String)
        case notUTF8
        case containsNUL
        /// A name stands alone at the top, where only tables of profiles may stand.
        case notAProfile(String)
        case unknownField(String, nearest: String?)
        case wrongType(field: String, expected: String, found: String)
        case emptyField(String)
        case badChoice(field: String, value: String, choices: [String], nearest: String?)
        /// A rate that is no number within the bounds.
        case badRate(String)
        /// A number of changes that is not above 0.
        case badCount(String)
        /// Two fields say where the key is.
        case twoKeys(String, String)
        case repeatedProfile
        case emptyName
    }

    /// The profile it is in; nil for the file as a whole.
    let profile: String?
    let problem: Problem
    /// Counted from 1; nil when it is not known.
    let line: Int?
    let column: Int?

    /// One line that begins with where it is.
    func description(path: String) -> String {
        var place = path
        if let line { place += ":\(line)" }
        if let line, line > 0, let column { place += ":\(column)" }
        return "\(place): \(profile.map { "profile '\(PastedKey.shown($0))': " } ?? "")\(problem)"
    }
}

extension ProfileFileError.Problem: CustomStringConvertible {
    var description: String {
        switch self {
        case .notTOML(let text): "not valid TOML: \(PastedKey.masked(text))"
        case .notUTF8: "not valid UTF-8"
        case .containsNUL: "it contains a NUL byte"
        case .notAProfile(let name):
            "'\(PastedKey.shown(name))' is no table; a profile is written [\(PastedKey.shown(name))] with its fields below"
        case .unknownField(let field, let nearest):
            "unknown field '\(PastedKey.shown(field))'" + Self.suggestion(nearest)
                + (nearest == nil
                    ? " (there are \(ProfileField.allCases.map(\.rawValue).joined(separator: ", ")))" : "")
        case .wrongType(let field, let expected, let found): "'\(field)' must be \(expected), not \(found)"
        case .emptyField(let field): "'\(field)' is empty"
        case .badChoice(let field, let value, let choices, let nearest):
            "'\(field)' is '\(PastedKey.shown(value))', which is none of \(choices.joined(separator: ", "))"
                + Self.suggestion(nearest)
        case .badRate(let value): "'rps' is \(value), which is not a number from 0.001 to 100000"
        case .badCount(let value): "'max_changes' is \(value), which is not a whole number above 0"
        case .twoKeys(let first, let second): "'\(first)' and '\(second)' both say where the key is; give one of them"
        case .repeatedProfile: "it is there twice, as a table of its own and under 'profiles'"
        case .emptyName: "a profile needs a name"
        }
    }

    private static func suggestion(_ nearest: String?) -> String {
        nearest.map { "; did you mean '\($0)'?" } ?? ""
    }
}
