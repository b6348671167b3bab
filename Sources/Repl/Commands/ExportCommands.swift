import LuaBridge
import Printing
import Terminal

extension MetaCommand {
    /// Values out of the prompt: into files, programs and the clipboard.
    static var exportCommands: [MetaCommand] { [export, pipe, copy] }

    private static var export: MetaCommand {
        let twin = LuaCommandBinding(
            "shell.export(path, value, {overwrite = false})", .everywhere,
            """
            Writes a value to a file as its name ends: .csv, .json, .jsonl or .lua. A file that is there is overwritten only
            on request.
            """, example: "shell.export(\"running.csv\", experiments.all{})"
        ) { context, thread in
            try context.refuseRestricted("export")
            let arguments = LuaCommandArguments(thread)
            let path = try arguments.text(1, "path")
            guard thread.top >= 2 else { throw CommandError("value: expected a value, got none") }
            var overwrites = false
            if thread.type(at: 3) == .table {
                thread.rawGet("overwrite", at: 3)
                overwrites = thread.truth(at: -1)
            }
            try context.export(thread, 2, to: path, overwrites: overwrites)
            return .nothing
        }
        return MetaCommand(
            "export", argument: "FILE [CODE]",
            summary:
                "write a value (_ where no code is given) as the file's ending says: csv, json, jsonl, lua; .export! overwrites",
            argumentKind: .fileAndCode,
            replay: .code { input throws(CommandError) in
                let (path, code) = try input.wordAndCode()
                let options = input.isForced ? ", {overwrite = true}" : ""
                return "shell.export(\(LuaLiteral.quoted(Array(path.utf8))), \(code)\(options))"
            }, twin: twin
        ) { context, input in
            try context.refuseRestricted("export")
            let (path, code) = try input.wordAndCode()
            _ = try OutputFormat(ending: path)
            context.withValue(of: code) { thread, index in
                try context.export(thread, index, to: path, overwrites: input.isForced)
                context.talk("wrote \(TextFilter.visible(path, allowing: []))", .plain)
            }
        }
    }

    private static var pipe: MetaCommand {
        let twin = LuaCommandBinding(
            "shell.pipe(command, value)", .everywhere,
            "Runs a command of the system with a value as its input, as JSON unless another format was chosen.",
            example: "shell.pipe(\"jq length\", experiments.all{})"
        ) { context, thread in
            try context.refuseRestricted("pipe")
            let command = try LuaCommandArguments(thread).text(1, "command")
            guard thread.top >= 2 else { throw CommandError("value: expected a value, got none") }
            try context.pipe(thread, 2, through: command)
            return .nothing
        }
        return MetaCommand(
            "pipe", argument: "COMMAND [CODE]",
            summary:
                "give a value (_ where no code is given) to a command, whose words stand in quotes: .pipe \"jq length\"",
            argumentKind: .code,
            replay: .code { input throws(CommandError) in
                let (command, code) = try input.wordAndCode()
                return "shell.pipe(\(LuaLiteral.quoted(Array(command.utf8))), \(code))"
            }, twin: twin
        ) { context, input in
            try context.refuseRestricted("pipe")
            let (command, code) = try input.wordAndCode()
            context.withValue(of: code) { thread, index in try context.pipe(thread, index, through: command) }
        }
    }

    private static var copy: MetaCommand {
        MetaCommand(
            "copy", argument: "[CODE]",
            summary: "put a value (_ where no code is given) into the clipboard, where the terminal allows it",
            argumentKind: .code,
            twin: LuaCommandBinding(
                "shell.copy(value)", .prompt,
                "Puts a value into the clipboard: a text as it is, anything else as JSON. The terminal must allow it.",
                example: "shell.copy(experiments.get(\"90211\").id)"
            ) { context, thread in
                guard thread.top >= 1 else { throw CommandError("value: expected a value, got none") }
                try context.copy(thread, 1)
                return .nothing
            }
        ) { context, input in
            context.withValue(of: input.argument.isEmpty ? "_" : input.argument) { thread, index in
                try context.copy(thread, index)
            }
        }
    }
}

extension OutputFormat {
    /// The format that a file's name asks for.
    init(ending path: String) throws(CommandError) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let ending = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last.map {
            $0.lowercased()
        }
        switch ending {
        case "csv": self = .csv
        case "json": self = .json
        case "jsonl", "ndjson": self = .jsonl
        case "lua": self = .lua
        default: throw CommandError("\(path): the ending says the format, and is .csv, .json, .jsonl or .lua")
        }
    }
}

extension CommandInput {
    /// A word, perhaps in quotes, and the code after it; `_` where there is none.
    func wordAndCode() throws(CommandError) -> (word: String, code: String) {
        // As much of the argument as is a whole word.
        var end = argument.startIndex
        var quote: Character?
        var isEscaped = false
        while end < argument.endIndex {
            let character = argument[end]
            if isEscaped {
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
            } else if quote == nil, character.isWhitespace {
                break
            }
            end = argument.index(after: end)
        }
        let words = try CommandInput(name: name, argument: String(argument[..<end])).words()
        guard let word = words.first, !word.isEmpty else {
            throw CommandError(".\(name) takes a word, and perhaps code")
        }
        let code = String(argument[end...]).trimmedBlanks
        return (word, code.isEmpty ? "_" : code)
    }
}

extension ReplContext {
    /// Runs code as an entry is run, and does something with its first value.
    func withValue(of code: String, _ body: @escaping (LuaThread, Int) throws -> Void) {
        evaluator.run { thread in
            do throws(LuaError) {
                try thread.load("return " + code, name: "=code")
            } catch {
                try thread.load(code, name: "=code")
            }
            try thread.call(arguments: 0, results: 1)
            try body(thread, thread.top)
            return .nothing
        }
    }

    func export(_ thread: LuaThread, _ index: Int, to written: String, overwrites: Bool) throws {
        let format = try OutputFormat(ending: written)
        let bytes = try evaluator.printer.data(thread, at: index, format: format)
        try TextFile(path: path(written)).create(bytes, overwrites: overwrites, force: ".export!")
    }

    func pipe(_ thread: LuaThread, _ index: Int, through command: String) throws {
        let printer = evaluator.printer
        let format = printer.isFormatChosen && printer.format != .table ? printer.format : .json
        let bytes = try printer.data(thread, at: index, format: format, isRaw: format == .json)
        try console.page(bytes, through: command)
    }

    func copy(_ thread: LuaThread, _ index: Int) throws {
        guard !thread.isNoneOrNil(at: index) else { throw CommandError("there is no value to copy") }
        let bytes = try evaluator.printer.data(thread, at: index, format: .json, isRaw: true).withoutNewline
        guard bytes.count <= Console.longestCopy else {
            throw CommandError(
                "\(bytes.count) bytes are more than terminals copy (\(Console.longestCopy)); .export writes them to a file"
            )
        }
        guard try console.copy(bytes) else { throw CommandError("this is no terminal that could copy") }
        talk("\(bytes.count) bytes were given to the terminal for the clipboard", .dim)
    }
}

extension [UInt8] {
    /// Without the newline at its end.
    fileprivate var withoutNewline: [UInt8] { last == 0x0A ? dropLast() : self }
}
