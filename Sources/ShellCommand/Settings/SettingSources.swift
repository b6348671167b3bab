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
    func variable(_ name: String) -> Sourced<String>? {
        guard let value = environment[name], !value.isEmpty else { return nil }
        return Sourced(value: value, origin: .variable(name))
    }

    /// What is said of an option: on the command line, else by the first of its variables that is set.
    func said(_ id: OptionID) -> Sourced<String>? { given(id) ?? saidByEnvironment(id) }

    /// What the command line says of an option.
    func given(_ id: OptionID) -> Sourced<String>? {
        options[id].map { Sourced(value: $0, origin: .option(OptionTable.all.name(of: id))) }
    }

    /// What the environment says of an option.
    func saidByEnvironment(_ id: OptionID) -> Sourced<String>? {
        (OptionTable.all[id]?.variables ?? []).lazy.compactMap { variable($0) }.first
    }

    /// What `read` makes of what is said of an option; nil where nobody says anything.
    func value<Value>(
        of id: OptionID, _ read: (Sourced<String>) throws(SettingsError) -> Value
    ) throws(SettingsError) -> Value? {
        guard let said = said(id) else { return nil }
        return try read(said)
    }

    /// Whether a flag is given, or its variable says true.
    func truth(_ flag: OptionID) throws(SettingsError) -> Bool {
        if options.has(flag) { return true }
        guard let said = saidByEnvironment(flag) else { return false }
        return try SettingValue.truth(said)
    }

    func hasKey(_ variable: String) -> Bool { keys[variable] == .present }
}
