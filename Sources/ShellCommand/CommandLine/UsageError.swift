import Secrets

/// What is wrong with a command line. The process says so on standard error and ends with code 2.
enum UsageError: Error, Sendable, Equatable {
    /// No option is spelled so; `nearest` is the spelling that was probably meant.
    case unknownOption(String, nearest: String?)
    /// The option stands without the value it needs; `following` is an option that stood in its place.
    case missingValue(option: String, placeholder: String, following: String?)
    /// The flag was given a value.
    case unexpectedValue(option: String)
    /// A value that has to say something is empty.
    case emptyValue(option: String)
    /// Two options name different targets.
    case differentTargets(String, String)
    /// The contract has it, this version does not.
    case notInThisVersion(String)
    /// The subcommand is not for code that is not trusted.
    case notRestricted
    /// A subcommand that needs an action stands alone.
    case missingAction(Subcommand, [String])
    /// What is put into a sandbox in memory is gone with the command.
    case importIntoMemory
    /// `run` without the name of a script.
    case missingScript
    /// An option that stands between `run` and the name.
    case optionAfterRun(String)
    /// The value of the option is not valid UTF-8.
    case notText(option: String)
    /// What the parser of options and subcommands found, in its words.
    case parser(String)
}

extension UsageError: CustomStringConvertible {
    var description: String {
        switch self {
        case .unknownOption(let option, let nearest):
            "unknown option '\(PastedKey.shown(option))'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
        case .missingValue(let option, let placeholder, nil):
            "option '\(option)' needs a value: \(option) \(placeholder)"
        case .missingValue(let option, let placeholder, let following?):
            "option '\(option)' needs a value: \(option) \(placeholder) "
                + "(a value that begins with a dash is written \(PastedKey.shown(Self.joined(option, following))))"
        case .notRestricted:
            "what takes changes back is not there under \(OptionTable.all.name(of: .restricted))"
        case .unexpectedValue(let option):
            "option '\(option)' takes no value"
        case .emptyValue(let option):
            "the value of '\(option)' is empty"
        case .differentTargets(let first, let second):
            "'\(PastedKey.masked(first))' and '\(PastedKey.masked(second))' name different targets; give one of them"
        case .notInThisVersion(let name):
            "'\(name)' is not in this version"
        case .missingAction(let subcommand, let actions):
            "'\(subcommand.rawValue)' needs one of \(actions.joined(separator: ", "))"
        case .importIntoMemory:
            "a sandbox in memory ends with this command; name a file: --sandbox-path PATH"
        case .missingScript:
            "'run' needs the name of a script; ampsh scripts lists them"
        case .optionAfterRun(let option):
            "'\(PastedKey.shown(option))' stands before 'run', or behind the script's name if it is the script's"
        case .notText(let option):
            "the value of '\(option)' is not valid UTF-8"
        case .parser(let text):
            PastedKey.masked(text)
        }
    }

    private static func joined(_ option: String, _ value: String) -> String {
        option.hasPrefix("--") ? "\(option)=\(value)" : "\(option)\(value)"
    }
}
