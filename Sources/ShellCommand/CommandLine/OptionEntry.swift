/// One row of the option table: an option, its variables, or both.
struct OptionEntry: Sendable, Equatable {
    /// The heading under which the help shows an option.
    enum Group: String, Sendable, CaseIterable {
        case running = "Running code"
        case target = "What it talks to"
        case requests = "Requests"
        case output = "Output"
        case safety = "Safety and limits"
        case session = "The session"
    }

    /// What a word of the command line may add to the option.
    enum Value: Sendable, Equatable {
        /// A flag.
        case none
        /// A value, shown as this placeholder.
        case required(String)
    }

    /// What holds when nothing is said.
    enum Standard: Sendable, Equatable {
        /// This value, which is read as one that somebody gives.
        case value(String)
        /// What these words say.
        case words(String)

        /// For the help.
        var text: String {
            switch self {
            case .value(let text), .words(let text): text
            }
        }
    }

    let id: OptionID
    let group: Group
    /// The single letter after `-`.
    let short: Character?
    /// The word after `--`.
    let long: String?
    let value: Value
    /// The environment variables that say the same, the first one that is set wins.
    let variables: [String]
    /// One line.
    let meaning: String
    /// What holds when nothing is said.
    let standard: Standard?
    /// It says what the shell talks to: given twice with different values it is a mistake.
    let namesTarget: Bool
    /// The option is part of the contract but not of this version: a usage error says so.
    let isLater: Bool

    init(
        _ id: OptionID, _ group: Group, short: Character? = nil, long: String? = nil, value: Value = .none,
        variables: [String] = [], _ meaning: String, standard: Standard? = nil, namesTarget: Bool = false,
        isLater: Bool = false
    ) {
        self.id = id
        self.group = group
        self.short = short
        self.long = long
        self.value = value
        self.variables = variables
        self.meaning = meaning
        self.standard = standard
        self.namesTarget = namesTarget
        self.isLater = isLater
    }

    /// Whether a value follows the option.
    var takesValue: Bool { value != .none }

    /// The spellings on a command line, without values: `["-q", "--quiet"]`.
    var spellings: [String] {
        (short.map { ["-\($0)"] } ?? []) + (long.map { ["--\($0)"] } ?? [])
    }

    /// The variables as they may be spelled: those of a proxy in small letters too, which win as for curl.
    var spelledVariables: [String] {
        id == .proxy ? variables + variables.map { $0.lowercased() } : variables
    }

    /// How messages call it: its word, or the variable where no word says it.
    var name: String { spellings.last ?? variables.first ?? id.rawValue }

    /// The option as the help writes it: `-e CODE`, `--url URL`, or the variables when there is no option.
    var synopsis: String {
        guard !spellings.isEmpty else { return variables.joined(separator: ", ") }
        let names = spellings.joined(separator: ", ")
        guard case .required(let placeholder) = value else { return names }
        return "\(names) \(placeholder)"
    }
}
