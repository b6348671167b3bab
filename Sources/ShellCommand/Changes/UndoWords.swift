import ArgumentParser

/// `ampsh undo`, read by swift-argument-parser.
struct UndoWords: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ampsh undo", abstract: "Take back what a run changed.",
        discussion: """
            Reads what is there now, shows what goes back, asks, changes it and reads it again. What others have changed since \
            is left as it is and named, with code 6.
            """)

    @Argument(help: "The run's number; else the last run at this target that changed something.") var run: Int64?
    @Option(help: ArgumentHelp("Only objects whose key fits this pattern.", valueName: "key-glob")) var only: String?
    @Flag(help: "Only show what would go back; nothing is changed.") var list = false
    @OptionGroup var pace: Pace

    /// How fast, and when to stop.
    struct Pace: ParsableArguments {
        @Option(help: ArgumentHelp("Failures in a row after which no more is begun.", valueName: "n")) var stopAfter:
            Int?
        @Option(help: ArgumentHelp("Objects at a time.", valueName: "n")) var concurrency: Int?

        func validate() throws {
            for (name, value) in [("--stop-after", stopAfter), ("--concurrency", concurrency)] {
                if let value, value < 1 { throw ValidationError("\(name) is \(value), which is not above 0") }
            }
        }
    }

    var request: UndoRequest {
        UndoRequest(run: run, only: only, isList: list, stopAfter: pace.stopAfter, concurrency: pace.concurrency)
    }
}

/// `ampsh resume`, read by swift-argument-parser.
struct ResumeWords: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ampsh resume", abstract: "Take up a run that did not end well.",
        discussion: """
            What is unknown is settled by reading, what failed is done again. What a script would have done further is not \
            known: run it again for that.
            """)

    @Argument(help: "The run's number; else the last one at this target that did not end well.") var run: Int64?
    @Option(help: ArgumentHelp("Only objects whose key fits this pattern.", valueName: "key-glob")) var only: String?
    @OptionGroup var pace: UndoWords.Pace

    var request: UndoRequest {
        UndoRequest(run: run, only: only, stopAfter: pace.stopAfter, concurrency: pace.concurrency)
    }
}
