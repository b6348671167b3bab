import LuaBridge
import Printing
import Terminal

extension MetaCommand {
    /// Files, the entries of the session, and running one again and again.
    static var entryCommands: [MetaCommand] { [load, run, save, edit, history, watch] }

    private static var load: MetaCommand {
        let twin = LuaCommandBinding(
            "shell.load(path, ...)", .everywhere,
            """
            Runs a Lua file in this session and returns what it returns; further arguments are its ... and its arg. Its
            globals stay.
            """, example: "shell.load(\"ramp.lua\", \"checkout\")"
        ) { context, thread in
            try context.refuseRestricted("load")
            let path = context.path(try LuaCommandArguments(thread).text(1, "path"))
            return try context.load(path, thread)
        }
        return MetaCommand(
            "load", argument: "FILE [ARG...]", summary: "run a Lua file in this session", argumentKind: .file,
            replay: .code { input throws(CommandError) in
                let words = try input.words().map { LuaLiteral.quoted(Array($0.utf8)) }
                return "shell.load(\(words.joined(separator: ", ")))"
            }, twin: twin
        ) { context, input in
            let words = try input.words()
            guard !words.isEmpty else { throw CommandError(".load takes the name of a Lua file") }
            context.evaluator.run(keeps: true) { thread in
                try thread.reserve(words.count)
                for word in words { thread.push(word) }
                return try twin.body(context, thread)
            }
        }
    }

    private static var run: MetaCommand {
        let twin = LuaCommandBinding(
            "shell.run(name, ...)", .everywhere,
            """
            Runs the script of a name (ampsh scripts lists them) in this session and returns what it returns; further arguments
            are its ... and its arg. Its globals stay.
            """, example: "shell.run(\"status\", \"checkout-*\")"
        ) { context, thread in
            try context.refuseRestricted("run")
            return try context.run(try LuaCommandArguments(thread).text(1, "name"), thread)
        }
        return MetaCommand(
            "run", argument: "NAME [ARG...]", summary: "run a script by its name in this session",
            argumentKind: .script,
            replay: .code { input throws(CommandError) in
                let words = try input.words().map { LuaLiteral.quoted(Array($0.utf8)) }
                return "shell.run(\(words.joined(separator: ", ")))"
            }, twin: twin
        ) { context, input in
            let words = try input.words()
            guard !words.isEmpty else { throw CommandError(".run takes the name of a script") }
            context.evaluator.run(keeps: true) { thread in
                try thread.reserve(words.count)
                for word in words { thread.push(word) }
                return try twin.body(context, thread)
            }
        }
    }

    private static var save: MetaCommand {
        MetaCommand(
            "save", argument: "FILE [N|A-B,...]",
            summary: "save entries as a Lua file that does the same; .save! overwrites one", argumentKind: .file,
            twin: LuaCommandBinding(
                "shell.save(path, range, {overwrite = false})", .prompt,
                """
                Writes entries of this session to a Lua file that does the same, and returns how many. range is a number, a
                text such as "1-3,5", or nil for all that did not fail. It raises, and writes nothing, where a file would do
                something else: where an entry uses _ or is private. A file that is there is overwritten only on request.
                """, example: "shell.save(\"session.lua\", \"3-7\")"
            ) { context, thread in
                try context.refuseRestricted("save")
                let arguments = LuaCommandArguments(thread)
                let path = try arguments.text(1, "path")
                let range =
                    thread.type(at: 2) == .number
                    ? try arguments.optionalInteger(2, "range").map(String.init)
                    : try arguments.optionalText(2, "range")
                var overwrites = false
                if !thread.isNoneOrNil(at: 3) {
                    guard thread.type(at: 3) == .table else { throw arguments.wrong("options", "a table", 3) }
                    thread.rawGet("overwrite", at: 3)
                    overwrites = thread.truth(at: -1)
                }
                thread.push(try context.save(path, range, overwrites: overwrites).written)
                return .one
            }
        ) { context, input in
            try context.refuseRestricted("save")
            let words = try input.words()
            guard (1...2).contains(words.count) else {
                throw CommandError(".save takes the name of a file and perhaps entries: N, A-B or 1-3,5")
            }
            let range = words.count == 2 ? words[1] : nil
            let outcome = try context.save(words[0], range, overwrites: input.isForced)
            let left = outcome.leftOut.isEmpty ? "" : "; \(outcome.leftOut.joined(separator: ", ")) left out"
            let what = outcome.written == 1 ? "1 entry" : "\(outcome.written) entries"
            context.console.errVisible("wrote \(what) to \(words[0])\(left)\n")
        }
    }

    private static var edit: MetaCommand {
        MetaCommand(
            "edit", argument: "[N]", summary: "edit the last entry, or entry N, and run what was changed",
            twin: LuaCommandBinding(
                "shell.edit(n)", .prompt,
                "Opens the last entry, or entry n, in the editor. What was changed and saved runs when the line is done.",
                example: "shell.edit(3)"
            ) { context, thread in
                try context.edit(LuaCommandArguments(thread).optionalInteger(1, "n"))
                return .nothing
            }
        ) { context, input in
            let word = try input.onlyWord()
            let number = word.flatMap { Int($0) }
            if let word, number == nil { throw CommandError("\(word) is no entry; .history shows the numbers") }
            try context.edit(number)
        }
    }

    private static var history: MetaCommand {
        MetaCommand(
            "history", argument: "[N]", summary: "the last 20 or N entries, with their numbers",
            twin: LuaCommandBinding(
                "shell.history(n)", .prompt, "Returns the last n entries (20) as an array of texts, oldest first.",
                example: "print(table.concat(shell.history(5), \"\\n\"))"
            ) { context, thread in
                let count = try context.historyCount(LuaCommandArguments(thread).optionalInteger(1, "n"))
                let entries = context.transcript.last(count)
                thread.pushTable(items: entries.count)
                for (offset, entry) in entries.enumerated() {
                    thread.push(entry.text)
                    thread.rawSet(offset + 1, at: -2)
                }
                return .one
            }
        ) { context, input in
            let word = try input.onlyWord()
            let number = word.flatMap { Int($0) }
            if let word, number == nil { throw CommandError("\(word) is no number of entries") }
            context.showHistory(try context.historyCount(number))
        }
    }

    private static var watch: MetaCommand {
        let twin = LuaCommandBinding(
            "shell.watch(seconds, fn)", .everywhere,
            """
            Calls fn every so many seconds (2 where only fn is given), shows its results and marks the lines that changed,
            until it raises or Ctrl-C.
            """, example: "shell.watch(5, function() return experiments.get(\"90211\") end)"
        ) { context, thread in
            let isAlone = thread.type(at: 1) == .function
            guard let seconds = isAlone ? WatchArgument.standardSeconds : thread.number(at: 1) else {
                throw LuaCommandArguments(thread).wrong("seconds", "a number", 1)
            }
            let place = isAlone ? 1 : 2
            guard thread.type(at: place) == .function else {
                throw LuaCommandArguments(thread).wrong("fn", "a function", place)
            }
            return try context.watch(seconds, thread.reference(at: place), thread, title: "a function")
        }
        return MetaCommand(
            "watch", argument: "[SECONDS] CODE", summary: "run code every 2 seconds, mark what changed",
            argumentKind: .code, replay: .impossible, twin: twin
        ) { context, input in
            let (seconds, code) = try WatchArgument.read(input.argument)
            context.evaluator.run(endsByInterrupt: true) { thread in
                do throws(LuaError) {
                    try thread.load("return " + code, name: "=.watch")
                } catch {
                    try thread.load(code, name: "=.watch")
                }
                return try context.watch(seconds, thread.popReference(), thread, title: code)
            }
        }
    }
}
