import ArgumentParser

/// What the words after `ampsh sandbox` ask for.
enum SandboxAction: Sendable, Equatable {
    /// Serve the sandbox over HTTP on loopback; port 0 picks a free one.
    case serve(port: Int)
    case reset
    case info
    /// Put an export into it.
    case take(SandboxImport)
}

/// What is to be put into a sandbox.
struct SandboxImport: Sendable, Equatable {
    enum Source: Sendable, Equatable {
        /// A file; `-` is standard input.
        case file(String)
        /// What a profile of the config file leads to; it is only read.
        case profile(String)
    }

    let source: Source
    /// What the sandbox holds is removed first.
    var empties = false
    /// Values are taken that the documents do not know.
    var allowsUnknown = false
}

/// `ampsh sandbox serve|reset|info|import`, read by swift-argument-parser.
struct SandboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ampsh sandbox", abstract: "The local server of the API.",
        subcommands: [Serve.self, Reset.self, Info.self, Import.self])

    /// A leaf of the tree: what it asks for, and the sandbox it names.
    protocol Leaf: ParsableCommand {
        var action: SandboxAction { get }
        var place: Place { get }
        /// `--faults` may stand after the subcommand too.
        var faults: String? { get }
    }

    /// `--sandbox-path` may stand after the subcommand too.
    struct Place: ParsableArguments {
        @Option(name: .customLong("sandbox-path"), help: ArgumentHelp("Which sandbox file.", valueName: "path"))
        var path: String?
    }

    struct Serve: Leaf {
        static let configuration = CommandConfiguration(abstract: "Serve the sandbox over HTTP on 127.0.0.1.")

        @Option(help: "The port; 0 picks a free one.") var port = 0
        @Option(help: ArgumentHelp("What it does wrong on purpose.", valueName: "file")) var faults: String?
        @OptionGroup var place: Place

        var action: SandboxAction { .serve(port: port) }

        func validate() throws {
            guard (0...65_535).contains(port) else {
                throw ValidationError("--port is \(port), which is not 0 to 65535")
            }
        }
    }

    struct Reset: Leaf {
        static let configuration = CommandConfiguration(abstract: "Begin the sandbox anew with the demo data.")

        @OptionGroup var place: Place

        var action: SandboxAction { .reset }
    }

    struct Info: Leaf {
        static let configuration = CommandConfiguration(abstract: "Say where the sandbox is and what it holds.")

        @OptionGroup var place: Place

        var action: SandboxAction { .info }
    }

    struct Import: Leaf {
        static let configuration = CommandConfiguration(
            abstract: "Put experiments and what belongs to them into it as they are.",
            discussion: """
                FILE is what scripts/export.lua wrote or a list printed: JSON, or JSON lines; - is standard input. An object \
                takes the place of the one that has its id, all else stays. All of it is put there, or nothing.
                """)

        @Argument(help: "An export.") var file: String?
        @Option(
            help: ArgumentHelp(
                "Read a profile's project in place of a file; nothing is written there.", valueName: "profile"))
        var from: String?
        @Flag(help: "Remove what the sandbox holds first.") var replaceAll = false
        @Flag(help: "Take values that the documents do not know.") var allowUnknown = false
        @OptionGroup var place: Place

        var action: SandboxAction {
            .take(
                SandboxImport(
                    source: from.map { .profile($0) } ?? .file(file ?? "-"), empties: replaceAll,
                    allowsUnknown: allowUnknown))
        }

        func validate() throws {
            guard (file == nil) != (from == nil) else {
                throw ValidationError("give a FILE (- is standard input) or --from PROFILE")
            }
        }
    }
}

extension SandboxCommand.Leaf {
    var faults: String? { nil }
}
