import LuaBridge
import Printing
import Terminal

extension MetaCommand {
    /// How results are shown.
    static var outputCommands: [MetaCommand] {
        [
            shortcut(
                "output", argument: "[FORMAT] [> FILE]",
                summary:
                    "how results are printed: table, json, jsonl, csv, lua; > writes those that follow to a file, >> adds to it",
                example: "shell.output(\"json\")"),
            shortcut(
                "timing", argument: "[on|off]", summary: "time, requests, bytes, retries of each line", toggles: true,
                example: "shell.timing(true)"),
            shortcut(
                "expanded", argument: "[auto|on|off]", summary: "whether rows become cards",
                example: "shell.expanded(\"on\")"),
            next,
        ]
    }

    /// A command of its own for an option of `.set`.
    private static func shortcut(
        _ name: String, argument: String, summary: String, toggles: Bool = false, example: String
    ) -> MetaCommand {
        let option = PromptOption.all.first { $0.name == name }
        let values = option?.values ?? []
        return MetaCommand(
            name, argument: argument, summary: summary, choices: { _, _ in values },
            twin: LuaCommandBinding(
                "shell.\(name)(value)", .everywhere,
                "As shell.set(\"\(name)\", value): \(option?.summary ?? summary). Returns what holds.",
                example: example
            ) { context, thread in
                let option = try PromptOption.named(name, context)
                if !thread.isNoneOrNil(at: 1) { try context.set(option, thread, 1) }
                thread.push(option.read(context))
                return .one
            }
        ) { context, input in
            if name == "output", try context.takeRedirection(input) { return }
            let option = try PromptOption.named(name, context)
            var word = try input.onlyWord()
            if word == nil, toggles { word = option.read(context) == "on" ? "off" : "on" }
            if let word {
                context.thread.push(word)
                defer { context.thread.pop() }
                try context.set(option, context.thread, context.thread.top)
            }
            if word == nil || toggles { context.talk("\(name) is \(option.read(context))", .plain) }
        }
    }

    private static var next: MetaCommand {
        let twin = LuaCommandBinding(
            "shell.next(page)", .everywhere,
            """
            Returns the page after a page of experiments.list or deployments.list, or nothing after the last. At the prompt
            the page that was shown last is meant where none is given.
            """, example: "local second = shell.next(experiments.list{limit = 10})"
        ) { context, thread in
            if thread.isNoneOrNil(at: 1) {
                guard let page = context.evaluator.shownPage else { throw CommandError("no page was shown yet") }
                thread.push(page)
            } else {
                guard context.host.isPage(thread, 1) else {
                    throw LuaCommandArguments(thread).wrong("page", "a page of a list", 1)
                }
                thread.pushCopy(of: 1)
            }
            return try context.host.pushNextPage(thread, thread.top) ? .one : .nothing
        }
        return MetaCommand(
            "next", summary: "the page after the page that was shown last", replay: .impossible, twin: twin
        ) { context, input in
            try input.expectNothing()
            guard context.evaluator.shownPage != nil else {
                throw CommandError("no page was shown yet; experiments.list{} shows one")
            }
            context.evaluator.run(keeps: true) { thread in
                let answer = try twin.body(context, thread)
                if thread.top == 1 { context.talk("that was the last page", .plain) }
                return answer
            }
        }
    }
}

extension ReplContext {
    /// `.output csv > FILE`; without `>` results are shown again. Whether that was all that was asked for.
    func takeRedirection(_ input: CommandInput) throws(CommandError) -> Bool {
        if let sink = evaluator.sink {
            evaluator.sink = nil
            let results = sink.count == 1 ? "1 result" : "\(sink.count) results"
            talk("\(results) went to \(TextFilter.visible(sink.path, allowing: [])); they are shown again", .plain)
            if input.argument.isEmpty { return true }
        }
        guard let sign = input.argument.firstIndex(of: ">") else { return false }
        try refuseRestricted("output")
        let written = input.argument[..<sign].split(whereSeparator: \.isWhitespace)
        let appends = input.argument[sign...].hasPrefix(">>")
        let rest = CommandInput(
            name: input.name, argument: String(input.argument[sign...].drop { $0 == ">" }).trimmedBlanks)
        guard let path = try rest.onlyWord() else { throw CommandError(".output FORMAT > takes the name of a file") }
        guard written.count <= 1 else { throw CommandError(".output takes one format before >") }
        let format: OutputFormat
        if let name = written.first {
            guard let named = OutputFormat(rawValue: String(name)) else {
                throw CommandError("output is one of \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            format = named
        } else {
            format = try OutputFormat(ending: path)
        }
        guard format != .table else {
            throw CommandError("a table is for the screen; a file takes csv, json, jsonl or lua")
        }
        evaluator.sink = try ResultSink(
            path: path, file: TextFile(path: self.path(path)), format: format, appends: appends,
            overwrites: input.isForced)
        talk("results go to \(TextFilter.visible(path, allowing: [])) until .output", .plain)
        return true
    }
}
