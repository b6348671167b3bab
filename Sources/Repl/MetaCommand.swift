/// A command of the prompt, `.name argument`. One table: `.help` is printed from it and Tab completes it.
public struct MetaCommand {
    /// What the prompt does after a command.
    public enum Outcome: Equatable {
        case goOn
        case leave
    }

    /// Without the dot.
    public let name: String
    /// Other names, also without the dot.
    public let aliases: [String]
    /// How the argument is written in `.help`, empty where there is none.
    public let argument: String
    /// One line.
    public let summary: String
    /// What may stand as the argument, for Tab.
    public let choices: [String]
    /// Runs it with its argument, trimmed.
    public let run: (_ loop: ReplLoop, _ argument: String) -> Outcome

    /// A row of the table.
    public init(
        _ name: String, aliases: [String] = [], argument: String = "", summary: String, choices: [String] = [],
        run: @escaping (_ loop: ReplLoop, _ argument: String) -> Outcome
    ) {
        self.name = name
        self.aliases = aliases
        self.argument = argument
        self.summary = summary
        self.choices = choices
        self.run = run
    }

    /// The commands that need nothing of the host.
    public static var standard: [MetaCommand] {
        [
            MetaCommand("help", argument: "[NAME]", summary: "this list, or help about a name") { loop, argument in
                loop.showHelp(argument)
                return .goOn
            },
            MetaCommand("exit", aliases: ["quit"], summary: "leave (Ctrl-D does the same)") { _, _ in .leave },
            MetaCommand("clear", summary: "clear the screen") { loop, _ in
                loop.clearScreen()
                return .goOn
            },
            MetaCommand(
                "output", argument: "[FORMAT]", summary: "how results are printed: table, json, jsonl, csv, lua",
                choices: OutputFormat.allCases.map(\.rawValue)
            ) { loop, argument in
                loop.chooseFormat(argument)
                return .goOn
            },
            MetaCommand(
                "timing", argument: "[on|off]", summary: "show how long each line takes", choices: ["on", "off"]
            ) { loop, argument in
                loop.chooseTiming(argument)
                return .goOn
            },
            MetaCommand("traceback", summary: "where the last error came from") { loop, _ in
                loop.showTraceback()
                return .goOn
            },
        ]
    }
}
