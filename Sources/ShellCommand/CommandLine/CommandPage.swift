import Terminal

/// The page docs/COMMAND.md, derived from the tables.
struct CommandPage: Sendable {
    let table: OptionTable

    init(table: OptionTable = .all) { self.table = table }

    /// The whole page.
    var markdown: String {
        var lines = [
            "# The command", "", "Generated from the option table by `make docs`; changes made here are lost.", "",
            "## Options and variables", "",
            "Options beat the environment. An empty variable is as good as an unset one, but for `AMPSH_HISTORY`.",
            "True is `1`, `true`, `yes`; false is `0`, `false`, `no`.", "",
        ]
        for group in OptionEntry.Group.allCases {
            lines += ["### \(group.rawValue)", ""]
            lines += ["| option | environment | meaning | default |", "| --- | --- | --- | --- |"]
            lines += table.entries.filter { $0.group == group }.map(Self.row)
            lines.append("")
        }
        lines += ["## Subcommands", "", "| word | meaning |", "| --- | --- |"]
        lines += Subcommand.allCases.map { "| `\($0.rawValue)` | \($0.meaning) |" }
        lines += ["", "A file of such a name is written `./\(Subcommand.sandbox.rawValue)`.", ""]
        lines += ["## The config file", ""]
        lines += [
            "`$XDG_CONFIG_HOME/ampsh/config.toml`, mode 0600. Each table is a profile: `[prod]` (`[profiles.prod]` means",
            "the same). Exactly one field says where the key is.", "", "| field | meaning |", "| --- | --- |",
        ]
        lines += ProfileField.allCases.map { "| `\($0.rawValue)` | \($0.meaning) |" }
        lines += ["", "## Exit codes", "", "| code | meaning |", "| --- | --- |"]
        lines += ExitCode.allCases.map { "| \($0.rawValue) | \($0.meaning) |" }
        lines += ["", "## Signals", ""] + Self.signals
        return lines.joined(separator: "\n") + "\n"
    }

    private static var signals: [String] {
        var lines = ["| signal | while code runs | while a line is typed |", "| --- | --- | --- |"]
        for action in SignalRule.Action.allCases {
            let names = SignalRule.all.filter { $0.action == action }.map { rule in
                rule.numbers.count == 1 ? rule.name : "\(rule.name) to SIGRTMAX"
            }
            lines.append("| \(names.joined(separator: ", ")) | \(action.whileCodeRuns) | \(action.atThePrompt) |")
        }
        return lines + [
            "",
            "A second signal ends the wait for changes; those under way are then `unknown`. The same one within a fifth",
            "of a second is no second one: `timeout` and a terminal that goes away send it twice. Where nothing hears a",
            "signal that ends the process, as in one long `string.find` or in `os.execute`, the process is ended after 2",
            "seconds, or 7 while changes are under way. A signal that the parent process ignores (`nohup`) stays ignored.",
            "Whoever waits for the process sees that the signal ended it; a shell shows 128 + n.",
        ]
    }

    private static func row(_ entry: OptionEntry) -> String {
        let option = entry.spellings.isEmpty ? "" : "`\(entry.synopsis)`"
        let variables = entry.variables.map { "`\($0)`" }.joined(separator: ", ")
        let meaning = entry.meaning + (entry.isLater ? " (not in this version)" : "")
        let cells = [option, variables, meaning, entry.standard?.text ?? ""]
        let escaped = cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
        return "| \(escaped.joined(separator: " | ")) |"
    }
}
