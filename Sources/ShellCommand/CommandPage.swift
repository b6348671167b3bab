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
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ entry: OptionEntry) -> String {
        let option = entry.spellings.isEmpty ? "" : "`\(entry.synopsis)`"
        let variables = entry.variables.map { "`\($0)`" }.joined(separator: ", ")
        let meaning = entry.meaning + (entry.isLater ? " (not in this version)" : "")
        let cells = [option, variables, meaning, entry.standard ?? ""]
        let escaped = cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
        return "| \(escaped.joined(separator: " | ")) |"
    }
}
