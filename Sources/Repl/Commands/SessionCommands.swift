import LuaBridge
import Terminal

extension MetaCommand {
    /// Help, options, errors, and the way out.
    static var sessionCommands: [MetaCommand] {
        [help, exit, set, clear, traceback]
    }

    private static var help: MetaCommand {
        MetaCommand(
            "help", argument: "[NAME]", summary: "this list, or help about a command or a name",
            argumentKind: .code,
            twin: LuaCommandBinding(
                "shell.help(name)", .everywhere, "Shows the commands, or help about a command or a name.",
                example: "shell.help(\"watch\")"
            ) { context, thread in
                try context.showHelp(LuaCommandArguments(thread).optionalText(1, "name") ?? "")
                return .nothing
            }
        ) { context, input in
            try context.showHelp(input.argument)
        }
    }

    private static var exit: MetaCommand {
        MetaCommand(
            "exit", aliases: ["quit"], argument: "[CODE]", summary: "leave, as Ctrl-D does",
            twin: LuaCommandBinding(
                "shell.exit(code)", .prompt,
                "Leaves the prompt when the line is done. In a script, os.exit ends it at once.",
                example: "shell.exit(1)"
            ) { context, thread in
                context.leaveCode = try LeaveRequest.code(LuaCommandArguments(thread).optionalInteger(1, "code") ?? 0)
                return .nothing
            }
        ) { context, input in
            let word = try input.onlyWord() ?? "0"
            guard let code = Int(word) else { throw CommandError("\(word) is no exit code") }
            context.leaveCode = try LeaveRequest.code(code)
        }
    }

    private static var set: MetaCommand {
        MetaCommand(
            "set", argument: "[NAME [VALUE]]", summary: "options: show all, show one, set one",
            choices: { _, words in
                words.isEmpty
                    ? PromptOption.all.map(\.name) : PromptOption.all.first { $0.name == words[0] }?.values ?? []
            },
            twin: LuaCommandBinding(
                "shell.set(name, value)", .everywhere,
                """
                Sets an option of the prompt and returns what holds; without a value it returns what holds, and without a
                name all of them as a table. A switch takes true and false.
                """, example: "shell.set(\"timing\", true)"
            ) { context, thread in
                guard let name = try LuaCommandArguments(thread).optionalText(1, "name") else {
                    thread.pushTable(fields: PromptOption.all.count)
                    for option in PromptOption.all {
                        thread.push(option.read(context))
                        thread.rawSet(option.name, at: -2)
                    }
                    return .one
                }
                let option = try PromptOption.named(name, context)
                if thread.top >= 2 { try context.set(option, thread, 2) }
                thread.push(option.read(context))
                return .one
            }
        ) { context, input in
            try context.set(input)
        }
    }

    private static var clear: MetaCommand {
        MetaCommand(
            "clear", summary: "clear the screen",
            twin: LuaCommandBinding(
                "shell.clear()", .everywhere, "Clears the screen of a terminal.", example: "shell.clear()"
            ) {
                context, _ in
                context.clearScreen()
                return .nothing
            }
        ) { context, input in
            try input.expectNothing()
            context.clearScreen()
        }
    }

    private static var traceback: MetaCommand {
        MetaCommand(
            "traceback", summary: "where the last error came from",
            twin: LuaCommandBinding(
                "shell.traceback()", .prompt, "Returns where the last error came from as a text, or nil.",
                example: "print(shell.traceback())"
            ) { context, thread in
                guard let traceback = context.evaluator.lastTraceback else { return .nothing }
                thread.push(traceback)
                return .one
            }
        ) { context, input in
            try input.expectNothing()
            guard let traceback = context.evaluator.lastTraceback else {
                return context.talk("there was no error", .plain)
            }
            context.console.errVisible(traceback + "\n")
        }
    }
}

extension ReplContext {
    /// Empties the screen of a terminal that can.
    func clearScreen() {
        guard console.isTerminal(.error), !console.isDumb else { return }
        console.err("\u{1B}[H\u{1B}[2J\u{1B}[3J")
    }

    /// Sets an option from a Lua value and tells those that keep a copy.
    func set(_ option: PromptOption, _ thread: LuaThread, _ index: Int) throws(CommandError) {
        try option.write(self, thread, index)
        host.optionsChanged(options)
        options.changed()
    }

    /// `.set`, `.set NAME`, `.set NAME VALUE`.
    func set(_ input: CommandInput) throws {
        guard let word = input.argument.split(whereSeparator: \.isWhitespace).first else {
            let rows = PromptOption.all.map { option in
                (
                    name: "\(option.name) \(TextFilter.visible(option.read(self), allowing: []))",
                    text: "\(option.summary) (\(option.placeholder))"
                )
            }
            return console.err(AlignedList(width: console.width).text(rows))
        }
        let option = try PromptOption.named(String(word), self)
        let rest = String(input.argument.dropFirst(word.count)).trimmedBlanks
        // One quoted word is what is in the quotes; of several, or of code, each character counts.
        let words = option.takesCode ? [] : try CommandInput(name: input.name, argument: rest).words()
        let value = words.count == 1 ? words[0] : rest
        guard !value.isEmpty else {
            return talk("\(option.name) is \(TextFilter.visible(option.read(self), allowing: []))", .plain)
        }
        guard option.takesCode else {
            thread.push(value)
            defer { thread.pop() }
            return try set(option, thread, thread.top)
        }
        evaluator.run { [unowned self] thread in
            try thread.load("return \(value)", name: "=.set \(option.name)")
            try thread.call(arguments: 0, results: 1)
            do throws(CommandError) {
                try set(option, thread, thread.top)
            } catch {
                throw host.argumentError(error.message)
            }
            return .nothing
        }
    }
}
