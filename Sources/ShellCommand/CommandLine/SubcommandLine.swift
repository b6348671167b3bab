import ArgumentParser

/// What a subcommand and its words ask for.
enum SubcommandLine: Sendable, Equatable {
    case sandbox(SandboxAction)
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
            guard !words.isEmpty else { throw .missingAction(subcommand, ["serve", "reset", "info"]) }
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
        return try line(command) ?? .page(type.helpMessage(columns: 80))
    }
}
