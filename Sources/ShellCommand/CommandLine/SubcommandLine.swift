import ArgumentParser

/// What a subcommand and its words ask for.
enum SubcommandLine: Sendable, Equatable {
    case sandbox(SandboxAction)
    case scripts(ScriptsAction)
    case run(RunWords)
    case doctor
    /// The catalogue, as JSON or for people.
    case catalogue(json: Bool)
    /// Runs and what takes them back.
    case changes(ChangeAction)
    /// The help of a subcommand, for standard output.
    case page(String)

    /// Reads the words after a subcommand.
    ///
    /// - Parameters:
    ///   - words: What follows the subcommand on the command line.
    ///   - options: The options before it; `--sandbox-path` among `words` is added to them, and
    ///     `sandbox` says `--sandbox`.
    static func read(
        _ subcommand: Subcommand, _ words: [String], options: inout GivenOptions
    ) throws(UsageError) -> SubcommandLine {
        switch subcommand {
        case .sandbox:
            // Without an action the parser would show its help as a success; `ampsh sandbox` asks for nothing yet.
            guard !words.isEmpty else { throw .missingAction(subcommand, ["serve", "reset", "info", "import"]) }
            return try parse(SandboxCommand.self, words) { command throws(UsageError) in
                guard let leaf = command as? any SandboxCommand.Leaf else { return nil }
                for (id, value) in [(OptionID.sandboxPath, leaf.place.path), (.faults, leaf.faults)] {
                    guard let value else { continue }
                    try options.take(id, value, OptionTable.all.name(of: id))
                }
                // It is about a sandbox, whatever target the environment names.
                options.insert(.sandbox)
                return .sandbox(leaf.action)
            }
        case .scripts:
            return try parse(ScriptsCommand.self, words) {
                ($0 as? any ScriptsCommand.Leaf).map { .scripts($0.action) }
            }
        case .run:
            return try RunWords(words).map { .run($0) } ?? .page(RunWords.page)
        case .doctor:
            return try parse(DoctorCommand.self, words) { $0 is DoctorCommand ? .doctor : nil }
        case .catalogue:
            return try parse(CatalogueCommand.self, words) {
                ($0 as? CatalogueCommand).map { .catalogue(json: $0.json) }
            }
        case .undo:
            return try parse(UndoWords.self, words) { ($0 as? UndoWords).map { .changes(.undo($0.request)) } }
        case .resume:
            return try parse(ResumeWords.self, words) { ($0 as? ResumeWords).map { .changes(.resume($0.request)) } }
        case .runs:
            return try parse(RunsCommand.self, words) {
                ($0 as? any RunsCommand.Leaf).map { .changes(.runs($0.action)) }
            }
        case .apply, .plan, .test, .types:
            throw .notInThisVersion(subcommand.rawValue)
        }
    }

    /// What the parser's own command says, which is the help of the command that it was asked for.
    private static func help<Command: ParsableCommand>(_ command: any ParsableCommand, of type: Command.Type) -> String
    {
        var command = command
        do { try command.run() } catch {
            let text = type.fullMessage(for: error, columns: 80)
            return text.hasSuffix("\n") ? text : text + "\n"
        }
        return type.helpMessage(columns: 80)
    }

    /// - Parameter line: What a parsed command asks for; nil for the parser's own commands, which are its help.
    private static func parse<Command: ParsableCommand>(
        _ type: Command.Type, _ words: [String],
        _ line: (any ParsableCommand) throws(UsageError) -> SubcommandLine?
    ) throws(UsageError) -> SubcommandLine {
        let command: any ParsableCommand
        do {
            command = try type.parseAsRoot(words)
        } catch {
            // The parser answers 0 for help that was asked for and 64 for mistakes; ours is 2.
            let text = type.fullMessage(for: error)
            guard type.exitCode(for: error) == .success else { throw .parser(String(text.trimmingPrefix("Error: "))) }
            return .page(text.hasSuffix("\n") ? text : text + "\n")
        }
        return try line(command) ?? .page(help(command, of: type))
    }
}
