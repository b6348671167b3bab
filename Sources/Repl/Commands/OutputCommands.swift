import Terminal

extension MetaCommand {
    /// How results are shown.
    static var outputCommands: [MetaCommand] {
        [
            MetaCommand(
                "output", argument: "[FORMAT]", summary: "how results are printed: table, json, jsonl, csv, lua",
                choices: { _, _ in OutputFormat.allCases.map(\.rawValue) }
            ) { context, argument in
                context.chooseFormat(argument)
                return .goOn
            },
            MetaCommand(
                "timing", argument: "[on|off]", summary: "show how long each line takes",
                choices: { _, _ in ["on", "off"] }
            ) { context, argument in
                context.chooseTiming(argument)
                return .goOn
            },
        ]
    }
}

extension ReplContext {
    func chooseFormat(_ name: String) {
        let printer = evaluator.printer
        if name.isEmpty { return talk("output is \(printer.format.rawValue)", .plain) }
        guard let format = OutputFormat(rawValue: name) else {
            return complain(
                "no format \(name); one of \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        evaluator.printer.format = format
        evaluator.printer.isFormatChosen = true
    }

    func chooseTiming(_ argument: String) {
        switch argument {
        case "on": evaluator.isTiming = true
        case "off": evaluator.isTiming = false
        case "": evaluator.isTiming.toggle()
        default: return complain("timing is on or off, not \(argument)")
        }
        talk("timing is \(evaluator.isTiming ? "on" : "off")", .plain)
    }
}
