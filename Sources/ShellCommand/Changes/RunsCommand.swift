import ArgumentParser
import Ledger

/// What the words after `ampsh runs` ask for.
enum RunsAction: Sendable, Equatable {
    case list(object: String?, since: Int64?)
    case show(run: Int64, items: [String])
    case export(run: Int64, file: String?)
    case importing(file: String)
    case prune(before: Int64)
}

/// `ampsh runs`, read by swift-argument-parser.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ampsh runs", abstract: "The runs that changed something, and what became of each change.",
        subcommands: [List.self, Show.self, Export.self, Import.self, Prune.self], defaultSubcommand: List.self)

    /// A leaf of the tree: what it asks for.
    protocol Leaf: ParsableCommand {
        var action: RunsAction { get }
    }

    struct List: Leaf {
        static let configuration = CommandConfiguration(abstract: "All runs, the newest first.")

        @Option(help: ArgumentHelp("Only those that changed this object: its key or id.", valueName: "key"))
        var object: String?
        @Option(
            help: ArgumentHelp("Only those from this day or time on, UTC.", valueName: "date"),
            transform: RunsCommand.time)
        var since: Int64?

        var action: RunsAction { .list(object: object, since: since) }
    }

    struct Show: Leaf {
        static let configuration = CommandConfiguration(abstract: "One run with its changes.")

        @Argument(help: "The run's number.") var run: Int64
        @Option(
            help: ArgumentHelp(
                "Only changes that ended so, with commas between: failed,unknown.", valueName: "outcomes"))
        var items: String?

        var action: RunsAction { .show(run: run, items: items.map { $0.split(separator: ",").map(String.init) } ?? []) }

        func validate() throws {
            for word in items?.split(separator: ",") ?? [] where !RunsAction.outcomes.contains(String(word)) {
                throw ValidationError("--items: \(word) is none of \(RunsAction.outcomes.joined(separator: ", "))")
            }
        }
    }

    struct Export: Leaf {
        static let configuration = CommandConfiguration(
            abstract: "A run as JSON lines, to be undone or resumed on another machine.")

        @Argument(help: "The run's number.") var run: Int64
        @Option(name: .customShort("o"), help: ArgumentHelp("The file; else standard output.", valueName: "file"))
        var file: String?

        var action: RunsAction { .export(run: run, file: file) }
    }

    struct Import: Leaf {
        static let configuration = CommandConfiguration(abstract: "Takes in what export wrote.")

        @Argument(help: "The file.") var file: String

        var action: RunsAction { .importing(file: file) }
    }

    struct Prune: Leaf {
        static let configuration = CommandConfiguration(
            abstract: "Forgets the runs that began before a day: they cannot be undone any more.")

        @Option(help: ArgumentHelp("The day or time, UTC.", valueName: "date"), transform: RunsCommand.time)
        var before: Int64

        var action: RunsAction { .prune(before: before) }
    }

    private static func time(_ text: String) throws -> Int64 {
        guard let time = RunTime.milliseconds(text) else {
            throw ValidationError("\(text) is no day or time as ISO 8601 writes it: 2026-11-30, 2026-11-30T08:15:00Z")
        }
        return time
    }
}

extension RunsAction {
    /// How changes end, as `--items` says it.
    static let outcomes = ["applied", "failed", "partly", "unknown"]
}
