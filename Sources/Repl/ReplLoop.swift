public import LuaBridge
public import Terminal

/// Reads, evaluates and prints until the end of the input or `.exit`: joins session, editor, console and Lua.
public final class ReplLoop {
    /// How the prompt ended.
    public enum Ending: Sendable, Equatable {
        /// Ctrl-D, the end of the input, or `.exit`.
        case left
        /// Standard output was closed: end quietly.
        case outputClosed
    }

    /// Where everything is written.
    public let console: Console
    /// How results are printed at present.
    public var printer: ValuePrinter
    /// The table of commands, in the order of `.help`.
    public let commands: [MetaCommand]
    let thread: LuaThread
    let host: ReplHost
    private let editor: LineEditor
    private let history: HistoryFile?
    private var session: ReplSession<LuaReference>
    private var isTiming = false
    private var hasNotedLocal = false
    private var lastTraceback: String?
    private var outputIsClosed = false

    /// - Parameters:
    ///   - commands: the host's own, after the standard ones; one with the same name replaces a standard one.
    ///   - history: nil keeps lines for this session only.
    public init(
        state: LuaState, console: Console, editor: LineEditor, printer: ValuePrinter, host: ReplHost,
        commands: [MetaCommand] = [], history: HistoryFile? = nil
    ) {
        let thread = state.main
        self.thread = thread
        self.console = console
        self.editor = editor
        self.printer = printer
        self.host = host
        self.history = history
        let replaced = Set(commands.map(\.name))
        self.commands = MetaCommand.standard.filter { !replaced.contains($0.name) } + commands
        session = ReplSession { text in
            do throws(LuaError) {
                try thread.load(text, name: "=stdin")
                return .chunk(thread.popReference())
            } catch {
                return .failed(message: error.message)
            }
        }
    }

    /// Runs the prompt; `banner` goes to standard error first.
    public func run(banner: String = "") -> Ending {
        if !banner.isEmpty { console.err(banner) }
        if let history { editor.setHistory(history.load()) }
        editor.complete = { [unowned self] before, _ in completion(for: before) }
        defer { editor.complete = nil }
        while !outputIsClosed {
            let prompt = session.isContinuing ? host.continuationPrompt() : host.prompt()
            switch editor.readLine(prompt: prompt) {
            case .interrupted:
                session.cancel()
            case .endOfInput:
                if editor.isInteractive { console.err("\n") }
                _ = perform(session.finish())
                return outputIsClosed ? .outputClosed : .left
            case .line(let line):
                if perform(session.feed(line)) == .leave { return .left }
            }
        }
        return .outputClosed
    }

    private func perform(_ step: ReplSession<LuaReference>.Step) -> MetaCommand.Outcome {
        switch step {
        case .needMore, .nothing:
            return .goOn
        case .meta(let name, let argument, let entry):
            remember(entry)
            return runCommand(name, argument)
        case .help(let subject, let wantsSource, let entry):
            remember(entry)
            subject.isEmpty ? showHelp("") : show(help: subject, source: wantsSource)
            return .goOn
        case .invalid(let message, let entry):
            remember(entry)
            complain(message)
            return .goOn
        case .evaluate(let chunk, let entry, let printsResults):
            remember(entry)
            if isBareLeave(entry) { return .leave }
            evaluate(chunk, printsResults: printsResults)
            if !hasNotedLocal, LocalNote.applies(to: entry) {
                hasNotedLocal = true
                talk(LocalNote.text, .dim)
            }
            return .goOn
        }
    }

    // MARK: - Evaluation

    private func evaluate(_ chunk: LuaReference, printsResults: Bool) {
        let top = thread.top
        defer { thread.setTop(top) }
        thread.push(chunk)
        let clock = ContinuousClock()
        let start = clock.now
        do throws(LuaError) {
            try host.call(thread)
        } catch {
            fail(error)
            showTime(clock.now - start)
            return
        }
        let elapsed = clock.now - start
        let count = thread.top - top
        keepResults(count)
        if printsResults { printResults(count) }
        flush()
        showTime(elapsed)
    }

    /// `_` and `_1`, `_2`, ... are the values of the last line that had any.
    private func keepResults(_ count: Int) {
        guard count > 0, (try? thread.reserve(4)) != nil else { return }
        let first = thread.top - count + 1
        guard count > 1 || !thread.isNoneOrNil(at: first) else { return }
        for offset in 0..<min(count, 32) {
            thread.pushCopy(of: first + offset)
            thread.rawSetGlobal("_\(offset + 1)")
        }
        thread.pushCopy(of: first)
        thread.rawSetGlobal("_")
    }

    private func printResults(_ count: Int) {
        do {
            try printer.print(thread, count: count, to: console)
        } catch ConsoleError.closed {
            outputIsClosed = true
        } catch {
            complain(String(describing: error))
        }
    }

    private func fail(_ error: LuaError) {
        if (try? thread.reserve(4)) != nil {
            thread.push(error.value)
            thread.rawSetGlobal("_error")
        }
        lastTraceback = error.traceback
        complain(host.describe(thread, error))
    }

    private func flush() {
        do throws(ConsoleError) {
            try console.flush()
        } catch {
            if error == .closed { outputIsClosed = true } else { complain(String(describing: error)) }
        }
    }

    private func showTime(_ elapsed: Duration) {
        guard isTiming else { return }
        let (seconds, attoseconds) = elapsed.components
        let milliseconds = Double(seconds) * 1e3 + Double(attoseconds) / 1e15
        talk(
            "time \(Int(milliseconds * 1000) / 1000).\(String(Int(milliseconds * 1000) % 1000 + 1000).dropFirst()) ms",
            .dim)
    }

    /// `exit` and `quit` leave where no global has that name.
    private func isBareLeave(_ entry: String) -> Bool {
        let name = entry.trimmedBlanks
        guard ["exit", "quit", "exit()", "quit()"].contains(name), (try? thread.reserve(4)) != nil else { return false }
        defer { thread.pop() }
        return thread.rawGetGlobal(String(name.prefix(4))) == .nil
    }

    private func remember(_ entry: String) {
        guard editor.isInteractive else { return }
        if let history {
            if history.append(entry) { editor.addToHistory(entry) }
        } else if HistoryRule.keeps(entry, after: nil) {
            editor.addToHistory(entry)
        }
    }

    // MARK: - Completion

    private func completion(for before: String) -> CompletionResult {
        if !session.isContinuing, let result = commandCompletion(before) { return result }
        let hint = host.hint(before)
        if let hint, hint.isComplete { return hint.result }
        var result = LuaCompletion(thread: thread).complete(before)
        if let hint, hint.result.replacedBytes == result.replacedBytes || result.candidates.isEmpty {
            result = CompletionResult(
                replacedBytes: hint.result.replacedBytes, candidates: hint.result.candidates + result.candidates)
        }
        return result
    }

    /// Names of commands after a dot, then what a command takes.
    private func commandCompletion(_ before: String) -> CompletionResult? {
        guard before.first == "." else { return nil }
        let body = before.dropFirst()
        guard let space = body.firstIndex(of: " ") else {
            let found = commands.filter { $0.name.hasPrefix(body) }
            return CompletionResult(
                replacedBytes: before.utf8.count,
                candidates: found.map { .init(text: "." + $0.name, summary: $0.summary) })
        }
        let word = body[body.index(after: space)...]
        let choices = command(named: String(body[..<space]))?.choices ?? []
        return CompletionResult(
            replacedBytes: word.utf8.count,
            candidates: choices.filter { $0.hasPrefix(word) }.map { .init(text: $0) })
    }

    // MARK: - Commands

    private func command(named name: String) -> MetaCommand? {
        commands.first { $0.name == name || $0.aliases.contains(name) }
    }

    private func runCommand(_ name: String, _ argument: String) -> MetaCommand.Outcome {
        guard let command = command(named: name) else {
            complain("no command .\(name); .help lists them")
            return .goOn
        }
        return command.run(self, argument)
    }

    func showHelp(_ subject: String) {
        if !subject.isEmpty { return show(help: subject, source: false) }
        let rows = commands.map { (".\($0.name)\($0.argument.isEmpty ? "" : " " + $0.argument)", $0.summary) }
        let width = rows.map(\.0.count).max() ?? 0
        var text = rows.map { "\(DisplayWidth.pad($0.0, to: width))  \($0.1)\n" }.joined()
        if let more = host.help("", false) { text += more.hasSuffix("\n") ? more : more + "\n" }
        console.errVisible(text)
    }

    private func show(help subject: String, source: Bool) {
        guard let text = host.help(subject, source) else { return complain("no help for \(subject)") }
        console.errVisible(text.hasSuffix("\n") ? text : text + "\n")
    }

    func chooseFormat(_ name: String) {
        if name.isEmpty { return talk("output is \(printer.format.rawValue)", .plain) }
        guard let format = OutputFormat(rawValue: name) else {
            return complain(
                "no format \(name); one of \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        printer.format = format
        printer.isFormatChosen = true
    }

    func chooseTiming(_ argument: String) {
        switch argument {
        case "on": isTiming = true
        case "off": isTiming = false
        case "": isTiming.toggle()
        default: return complain("timing is on or off, not \(argument)")
        }
        talk("timing is \(isTiming ? "on" : "off")", .plain)
    }

    func clearScreen() {
        guard console.isTerminal(.error), !console.isDumb else { return }
        console.err("\u{1B}[H\u{1B}[2J\u{1B}[3J")
    }

    func showTraceback() {
        guard let lastTraceback else { return talk("there was no error", .plain) }
        console.errVisible(lastTraceback + "\n")
    }

    // MARK: - Talk

    /// An error, on one line of standard error.
    public func complain(_ message: String) {
        talk(TextFilter.visible(message, allowing: []), .red)
    }

    /// A line of standard error. The text must be safe for a terminal.
    public func talk(_ text: String, _ style: Style) {
        console.err(StyledText(text, style).rendered(colour: console.usesColour(.error)) + "\n")
    }
}
