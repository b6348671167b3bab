/// All that settings are made from. Values only: reading them is the caller's.
struct SettingSources: Sendable {
    var options: GivenOptions
    /// The variables of the option table, without keys.
    var environment: [String: String]
    /// The variables that may hold a key, `AMPSH_API_KEY` and those that profiles name.
    var keys: [String: KeyState]
    /// Nil when there is no config file.
    var profiles: ProfileFile?
    var paths: StandardPaths
    /// Whether standard output is a terminal.
    var outputIsTerminal: Bool

    init(
        options: GivenOptions, environment: [String: String], keys: [String: KeyState], profiles: ProfileFile?,
        paths: StandardPaths, outputIsTerminal: Bool
    ) {
        self.options = options
        self.environment = environment
        self.keys = keys
        self.profiles = profiles
        self.paths = paths
        self.outputIsTerminal = outputIsTerminal
    }

    /// A variable that is set and not empty.
    func variable(_ name: String) -> Said<String>? {
        guard let value = environment[name], !value.isEmpty else { return nil }
        return Said(value: value, origin: .variable(name))
    }

    /// What an option says, else what its variable says.
    func said(_ option: String?, _ name: String, or variable: String?) -> Said<String>? {
        if let option { return Said(value: option, origin: .option(name)) }
        return variable.flatMap { self.variable($0) }
    }

    func hasKey(_ variable: String) -> Bool { keys[variable] == .present }
}
