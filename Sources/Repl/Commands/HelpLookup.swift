public import LuaBridge
import Printing
public import Terminal
import TextLayout

extension ReplContext {
    /// The list of commands, or help about a command or a name.
    func showHelp(_ subject: String) throws(CommandError) {
        guard !subject.isEmpty else {
            let list = AlignedList(width: console.width).text(commands.rows.map { ($0.synopsis, $0.summary) })
            let more = TextWrap.lines(
                of: "Each is a function of shell too: .help NAME says which. x? shows help about x, x?? its source.",
                width: max(8, console.width))
            return showText(list + more.map { $0 + "\n" }.joined())
        }
        let isCommand = subject.hasPrefix(".")
        let name = isCommand ? String(subject.dropFirst()) : subject
        if let command = commands[name] { return showText(command.page) }
        if isCommand { throw unknownCommand(name) }
        try showHelp(about: subject)
    }

    /// Help about a value that a dotted name leads to, found by raw access.
    func showHelp(about subject: String) throws(CommandError) {
        guard let text = help(about: subject) else {
            let hint = host.nearest(subject, knownNames).map { "; did you mean \($0)?" } ?? ""
            throw CommandError("no help for \(subject)\(hint)")
        }
        showText(text)
    }

    /// What there is to say about a name; nil where nothing is.
    private func help(about subject: String) -> String? {
        let text: String? = withValue(of: subject) { index in
            host.helpOfValue(thread, index) ?? host.helpOfObject(thread, index, field: nil)
                ?? ownHelp(index, name: subject, of: thread)
        }
        if let text = text ?? fieldHelp(subject) ?? host.help(subject) { return text }
        return subject == Self.keysTopic ? keysPage : nil
    }

    /// The name under which help has the keys.
    static let keysTopic = "keys"

    /// The keys of the prompt.
    var keysPage: String {
        KeyBinding.Group.allCases.map { group in
            let rows = KeyBinding.shown.filter { $0.group == group }.map { (name: "  " + $0.name, text: $0.help) }
            return group.rawValue + "\n" + AlignedList(width: max(20, console.width)).text(rows)
        }.joined(separator: "\n")
    }

    /// Of the field that the last name is, by what the value before it is.
    private func fieldHelp(_ subject: String) -> String? {
        let names = subject.split { $0 == "." || $0 == ":" }
        guard names.count > 1, let field = names.last else { return nil }
        return withValue(of: names.dropLast().joined(separator: ".")) { index in
            host.helpOfObject(thread, index, field: String(field))
        }
    }

    /// About a function of one's own: the comment above it, or where its source is. Stack: [-0, +0, m]
    func ownHelp(_ index: Int, name: String?, of thread: LuaThread) -> String? {
        thread.balanced { () -> String? in
            guard thread.functionSource(at: index) != nil else { return nil }
            let source = FunctionText(transcript: transcript, readFile: host.readScript)
            let shows = name.map { "\($0)??" } ?? "a ?? behind its name"
            let head = "\(name ?? "it") is a Lua function; \(shows) shows its source"
            return source.comment(at: index, of: thread).map { $0 + "\n\n" + head } ?? head
        }
    }

    /// A text for people: through the pager, where it is taller than the screen.
    public func showText(_ text: String, to stream: Console.Stream = .error) {
        let isForPeople = console.isTerminal(stream)
        let whole = text.hasSuffix("\n") ? text : text + "\n"
        let text = isForPeople ? ScreenText(width: max(20, console.width - 1)).wrapped(whole) : whole
        let printer = evaluator.printer
        let shown = Array(TextFilter.visible(text, allowing: [.tab, .newline]).utf8)
        guard let pager = printer.pager, console.isTerminal(.output), console.isTerminal(.input), !console.isDumb,
            printer.rows(of: shown, width: console.width) >= console.height
        else {
            if stream == .error { return console.errVisible(text) }
            do { try shown.withUnsafeBytes { try console.outVisible($0) } } catch { evaluator.noteClosedOutput() }
            return
        }
        do { try console.page(shown, through: pager) } catch { evaluator.noteClosedOutput() }
    }

    /// What `help(x)` says of a value that the runtime knows nothing of. Stack: [-0, +0, m]
    public func helpBeyond(_ thread: LuaThread, _ index: Int) -> String? {
        thread.balanced {
            if thread.type(at: index) == .string {
                return thread.string(at: index, longest: 200) == Self.keysTopic ? keysPage : nil
            }
            return ownHelp(index, name: nil, of: thread)
        }
    }

    /// The globals, for nearest names.
    var knownNames: [String] {
        let top = thread.top
        defer { thread.setTop(top) }
        guard (try? thread.reserve(4)) != nil else { return [] }
        thread.pushGlobals()
        return thread.keys(at: -1).names.map { String(decoding: $0, as: UTF8.self) }.sorted()
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
        showText(text)
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
