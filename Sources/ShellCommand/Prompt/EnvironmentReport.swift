import APIClient
import ManagementAPI
import Printing
import Repl
import Secrets

/// What `.env` shows: what holds, and who said so. A key only redacted.
struct EnvironmentReport {
    let sources: SettingSources
    let settings: Settings
    /// The present target.
    let target: Target
    let keyring: Keyring
    /// What `.set` has changed since.
    var changed: [OptionID: String] = [:]

    /// A row for each setting of the option table that can hold at a prompt.
    var rows: [EnvironmentRow] {
        targetRows + OptionTable.all.entries.compactMap(row)
    }

    private var targetRows: [EnvironmentRow] {
        switch target {
        case .sandbox(let path, _):
            return [EnvironmentRow(name: "target", value: "sandbox \(PastedKey.shown(path))", origin: "present")]
        case .live(let live):
            let row = EnvironmentRow(name: "target", value: "\(target.shownLabel) \(live.url.shown)", origin: "present")
            return [row, EnvironmentRow(name: "key", value: keyText(live.key), origin: keyOrigin(live))]
        }
    }

    private func row(_ entry: OptionEntry) -> EnvironmentRow? {
        guard !entry.isLater, ![.running].contains(entry.group), entry.id != .key else { return nil }
        let name = entry.long.map { "--\($0)" } ?? entry.variables.first ?? ""
        if let value = changed[entry.id] {
            return EnvironmentRow(name: name, value: PastedKey.shown(value), origin: ".set \(entry.id)")
        }
        if let value = sources.options[entry.id] {
            return EnvironmentRow(name: name, value: entry.takesValue ? PastedKey.shown(value) : "yes", origin: name)
        }
        for variable in entry.spelledVariables {
            // An empty AMPSH_HISTORY means none; everywhere else empty is as good as unset.
            guard let value = sources.environment[variable], !value.isEmpty || entry.id == .history else { continue }
            let shown = PastedKey.shown(entry.id == .proxy ? PastedKey.withoutCredentials(value) : value)
            return EnvironmentRow(name: name, value: shown.isEmpty ? "none" : shown, origin: variable)
        }
        guard let standard = standard(entry) else { return nil }
        return EnvironmentRow(name: name, value: standard, origin: "standard")
    }

    /// What holds when nothing is said, where that says anything.
    private func standard(_ entry: OptionEntry) -> String? {
        switch entry.id {
        case .output: settings.output.rawValue
        case .history: settings.historyFile ?? "none"
        case .generation: target.generation.rawValue
        case .rate: settings.requestsPerSecond(to: target).map { "\($0)" } ?? "no limit"
        default: entry.group == .target ? nil : entry.standard?.text
        }
    }

    private func keyText(_ source: KeySource) -> String {
        switch source {
        case .variable(let name):
            guard let bytes = keyring.key(in: name),
                let key = try? ManagementKey(String(decoding: bytes, as: UTF8.self))
            else { return "not set" }
            return "\(key)"
        case .file(let path): return "in \(PastedKey.shown(path))"
        case .command: return "from a command"
        }
    }

    private func keyOrigin(_ live: LiveTarget) -> String {
        let profile = PastedKey.shown(live.profile ?? "")
        switch live.key {
        case .variable(let name) where live.profile == nil: return name
        case .variable(let name): return "\(PastedKey.shown(name)), by 'key_env' of the profile '\(profile)'"
        case .file: return "'key_file' of the profile '\(profile)'"
        case .command: return "'key_command' of the profile '\(profile)'"
        }
    }
}
