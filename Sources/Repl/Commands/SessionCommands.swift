import Terminal

extension MetaCommand {
    /// Help, errors, and the way out.
    static var sessionCommands: [MetaCommand] {
        [
            MetaCommand(
                "help", argument: "[NAME]", summary: "this list, or help about a name", argumentKind: .code
            ) { context, argument in
                context.showHelp(argument)
                return .goOn
            },
            MetaCommand("exit", aliases: ["quit"], summary: "leave (Ctrl-D does the same)") { _, _ in .leave },
            MetaCommand("clear", summary: "clear the screen") { context, _ in
                context.clearScreen()
                return .goOn
            },
            MetaCommand("traceback", summary: "where the last error came from") { context, _ in
                guard let traceback = context.evaluator.lastTraceback else {
                    context.talk("there was no error", .plain)
                    return .goOn
                }
                context.console.errVisible(traceback + "\n")
                return .goOn
            },
        ]
    }
}

extension ReplContext {
    /// The list of commands, or help about a name.
    func showHelp(_ subject: String) {
        if !subject.isEmpty { return show(help: subject, source: false) }
        let rows = commands.rows.map { ($0.synopsis, $0.summary) }
        let width = rows.map(\.0.count).max() ?? 0
        var text = rows.map { "\(DisplayWidth.pad($0.0, to: width))  \($0.1)\n" }.joined()
        if let more = host.help("", false) { text += more.hasSuffix("\n") ? more : more + "\n" }
        console.errVisible(text)
    }

    /// Help about a name, or its source.
    func show(help subject: String, source: Bool) {
        guard let text = host.help(subject, source) else { return complain("no help for \(subject)") }
        console.errVisible(text.hasSuffix("\n") ? text : text + "\n")
    }

    /// Empties the screen of a terminal that can.
    func clearScreen() {
        guard console.isTerminal(.error), !console.isDumb else { return }
        console.err("\u{1B}[H\u{1B}[2J\u{1B}[3J")
    }
}
