import ArgumentParser

/// What the words after `ampsh sandbox` ask for.
enum SandboxAction: Sendable, Equatable {
    /// Serve the sandbox over HTTP on loopback; port 0 picks a free one.
    case serve(port: Int)
    case reset
    case info
}

/// `ampsh sandbox serve|reset|info`, read by swift-argument-parser.
struct SandboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ampsh sandbox", abstract: "The local server of the API.",
        subcommands: [Serve.self, Reset.self, Info.self])

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
}

extension SandboxCommand.Leaf {
    var faults: String? { nil }
}
