/// A command of the prompt, `.name argument`: a row of `CommandTable`.
public struct MetaCommand {
    /// What Tab offers as the argument.
    public enum ArgumentKind: Sendable {
        /// What `choices` says.
        case words
        /// The name of a file, then what `choices` says.
        case file
        /// The name of a script, then what the script takes.
        case script
        /// The name of a file, then Lua.
        case fileAndCode
        /// Lua, as it would stand alone.
        case code
    }

    /// What may stand next in the argument, for Tab: `words` are those that are whole.
    public typealias Choices = (_ context: ReplContext, _ words: [String]) -> [String]

    /// What stands for the command in a file of saved entries.
    enum Replay {
        /// Nothing: it changes no value and no target.
        case needless
        /// It may have done what a file cannot do again, and is told to be left out.
        case impossible
        /// Lua that does the same; nil where the command only showed something.
        case code((_ input: CommandInput) throws(CommandError) -> String?)
    }

    /// Without the dot.
    public let name: String
    /// Other names, also without the dot.
    public let aliases: [String]
    /// How the argument is written in `.help`, empty where there is none.
    public let argument: String
    /// One line.
    public let summary: String
    /// What Tab offers as the argument.
    public let argumentKind: ArgumentKind
    /// What may stand in the argument.
    public let choices: Choices
    /// The same for Lua code.
    public let twin: LuaCommandBinding
    /// How it is saved.
    let replay: Replay
    /// Does it. What it throws is said in one line.
    let run: (_ context: ReplContext, _ input: CommandInput) throws -> Void

    init(
        _ name: String, aliases: [String] = [], argument: String = "", summary: String,
        argumentKind: ArgumentKind = .words, choices: @escaping Choices = { _, _ in [] }, replay: Replay = .needless,
        twin: LuaCommandBinding,
        run: @escaping (_ context: ReplContext, _ input: CommandInput) throws -> Void
    ) {
        self.name = name
        self.aliases = aliases
        self.argument = argument
        self.summary = summary
        self.argumentKind = argumentKind
        self.choices = choices
        self.replay = replay
        self.twin = twin
        self.run = run
    }

    /// Whether `!` behind it has a meaning: a file may be overwritten.
    var mayBeForced: Bool { ["save", "export", "output"].contains(name) }

    /// As `.help` writes it: `.output [FORMAT]`.
    public var synopsis: String { ".\(name)\(argument.isEmpty ? "" : " " + argument)" }

    /// What `.help NAME` says.
    var page: String {
        let others = aliases.isEmpty ? "" : " (also \(aliases.map { "." + $0 }.joined(separator: ", ")))"
        return "\(synopsis)\(others)\n\n\(summary)\n\nIn Lua:\n  \(twin.signature)\n"
    }
}
