import LuaBridge
import Terminal
import TextLayout

extension ReplContext {
    /// The list of commands, or help about a command or a name.
    func showHelp(_ subject: String) throws(CommandError) {
        guard !subject.isEmpty else {
            let list = AlignedList(width: console.width).text(commands.rows.map { ($0.synopsis, $0.summary) })
            let more = TextWrap.lines(
                of: "Each is a function of shell too: .help NAME says which. x? shows help about x, x?? its source.",
                width: max(8, console.width))
            return console.err(list + more.map { $0 + "\n" }.joined())
        }
        let isCommand = subject.hasPrefix(".")
        let name = isCommand ? String(subject.dropFirst()) : subject
        if let command = commands[name] { return console.err(command.page) }
        if isCommand { throw unknownCommand(name) }
        try showHelp(about: subject)
    }

    /// Help about a value that a dotted name leads to, found by raw access.
    func showHelp(about subject: String) throws(CommandError) {
        let text: String? = withValue(of: subject) { index in
            if let text = host.helpOfValue(thread, index) { return text }
            guard thread.functionSource(at: index) != nil else { return nil }
            return "\(subject) is a Lua function; \(subject)?? shows its source"
        }
        guard let text = text ?? host.help(subject) else { throw CommandError("no help for \(subject)") }
        console.errVisible(text.hasSuffix("\n") ? text : text + "\n")
    }

    /// The source of a Lua function.
    func showSource(of subject: String) throws(CommandError) {
        let text: String? = withValue(of: subject) { index in
            let text = FunctionText(transcript: transcript, readFile: host.readScript)
                .text(at: index, of: thread, name: subject)
            guard let help = host.helpOfValue(thread, index) else { return text }
            return text + "\n\n" + help
        }
        guard let text else { throw CommandError("there is no \(subject)") }
        console.errVisible(text.hasSuffix("\n") ? text : text + "\n")
    }

    /// What to say about a command that there is not.
    func unknownCommand(_ name: String) -> CommandError {
        let hint = commandName(near: name).map { "did you mean .\($0)?" } ?? ".help lists them"
        return CommandError("no command .\(name); \(hint)")
    }

    /// The command that has this name, or nearly this one.
    func commandName(near name: String) -> String? {
        if commands[name] != nil { return name }
        return host.nearest(name, commands.rows.flatMap { [$0.name] + $0.aliases })
    }

    /// Looks a dotted name up by raw access; nil where there is nothing but nil.
    private func withValue(of subject: String, _ body: (Int) -> String?) -> String? {
        let top = thread.top
        defer { thread.setTop(top) }
        guard (try? thread.reserve(8)) != nil else { return nil }
        thread.pushGlobals()
        for name in subject.split(whereSeparator: { $0 == "." || $0 == ":" }) {
            guard thread.type(at: -1) == .table, thread.rawGet(String(name), at: -1) != .nil else { return nil }
        }
        return body(thread.top)
    }
}
