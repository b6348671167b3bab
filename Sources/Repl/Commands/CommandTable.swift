/// The commands of the prompt. One table: `.help` is printed from it and Tab completes it.
public struct CommandTable {
    /// In the order of `.help`.
    public let rows: [MetaCommand]

    /// All commands.
    public static var standard: CommandTable {
        CommandTable(rows: MetaCommand.sessionCommands + MetaCommand.outputCommands)
    }

    /// The command of that name or alias.
    public subscript(name: String) -> MetaCommand? {
        rows.first { $0.name == name || $0.aliases.contains(name) }
    }
}
