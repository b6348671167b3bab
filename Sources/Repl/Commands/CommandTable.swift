/// The commands of the prompt. One table: `.help`, Tab, the Lua table `shell` and the page of the prompt come from it.
public struct CommandTable {
    /// In the order of `.help`.
    public let rows: [MetaCommand]

    /// All commands.
    public static var standard: CommandTable {
        CommandTable(
            rows: MetaCommand.sessionCommands + MetaCommand.entryCommands + MetaCommand.outputCommands
                + MetaCommand.exportCommands + MetaCommand.changeCommands
                + MetaCommand.nameCommands + MetaCommand.targetCommands)
    }

    /// The command of that name or alias.
    public subscript(name: String) -> MetaCommand? {
        rows.first { $0.name == name || $0.aliases.contains(name) }
    }
}
