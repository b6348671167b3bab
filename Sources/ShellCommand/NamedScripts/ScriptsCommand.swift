import ArgumentParser

/// What the words after `ampsh scripts` ask for.
enum ScriptsAction: Sendable, Equatable {
    case list
    case show(String)
    /// The address of a repository, and the name that it is to have.
    case add(url: String, name: String?)
    /// One repository, or all; whether what it asks is agreed to.
    case update(String?, agrees: Bool)
    case remove(String, agrees: Bool)
}

/// `ampsh scripts [list|show|add|update|remove]`, read by swift-argument-parser.
struct ScriptsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ampsh scripts", abstract: "The scripts that are found by name, and where they come from.",
        subcommands: [List.self, Show.self, Add.self, Update.self, Remove.self], defaultSubcommand: List.self)

    /// A leaf of the tree: what it asks for.
    protocol Leaf: ParsableCommand {
        var action: ScriptsAction { get }
    }

    struct List: Leaf {
        static let configuration = CommandConfiguration(abstract: "List them, with what each may write.")

        var action: ScriptsAction { .list }
    }

    struct Show: Leaf {
        static let configuration = CommandConfiguration(abstract: "Show what one says of itself.")

        @Argument(help: "NAME, or REPOSITORY:NAME.") var name: String

        var action: ScriptsAction { .show(name) }
    }

    struct Add: Leaf {
        static let configuration = CommandConfiguration(
            abstract: "Put a repository of scripts into the data folder; runs nothing.")

        @Argument(help: ArgumentHelp("What git clones.", valueName: "git-url")) var url: String
        @Argument(help: "What it is called here; else by the URL.") var name: String?

        var action: ScriptsAction { .add(url: url, name: name) }
    }

    struct Update: Leaf {
        static let configuration = CommandConfiguration(
            abstract: "Bring repositories up to date; asks where they may write more.")

        @Argument(help: "Which repository; else all.") var name: String?
        @Flag(help: "Agree, and throw changes by hand away.") var yes = false

        var action: ScriptsAction { .update(name, agrees: yes) }
    }

    struct Remove: Leaf {
        static let configuration = CommandConfiguration(abstract: "Take a repository away that add put there.")

        @Argument(help: "Which repository.") var name: String
        @Flag(help: "Throw changes by hand away.") var yes = false

        var action: ScriptsAction { .remove(name, agrees: yes) }
    }
}
