import LuaBridge
public import Terminal

/// Reads lines and performs the steps of `ReplSession` until the end of the input or `.exit`.
public final class ReplLoop {
    /// How the prompt ended.
    public enum Ending: Sendable, Equatable {
        /// Ctrl-D, the end of the input, or `.exit`.
        case left
        /// Standard output was closed: end quietly.
        case outputClosed
    }

    private let context: ReplContext
    private let editor: LineEditor
    private let history: HistoryFile?
    private var session: ReplSession<LuaReference>
    private var hasNotedLocal = false

    /// - Parameter history: nil keeps lines for this session only.
    public init(context: ReplContext, editor: LineEditor, history: HistoryFile? = nil) {
        self.context = context
        self.editor = editor
        self.history = history
        let thread = context.thread
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
        if !banner.isEmpty { context.console.err(banner) }
        if let history { editor.setHistory(history.load()) }
        let completer = ReplCompleter(context: context)
        editor.complete = { [unowned self] before, after in
            completer.complete(before, after: after, pending: session.pending)
        }
        editor.hint = { [unowned self] before, after in
            completer.signature(before, after: after, pending: session.pending).map {
                LineHint(text: $0, isAcceptable: false)
            }
        }
        defer {
            editor.complete = nil
            editor.hint = nil
        }
        while !context.evaluator.outputIsClosed {
            let prompt = session.isContinuing ? context.host.continuationPrompt() : context.host.prompt()
            switch editor.readLine(prompt: prompt) {
            case .interrupted:
                session.cancel()
            case .endOfInput:
                if editor.isInteractive { context.console.err("\n") }
                _ = perform(session.finish())
                return context.evaluator.outputIsClosed ? .outputClosed : .left
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
            subject.isEmpty ? context.showHelp("") : context.show(help: subject, source: wantsSource)
            return .goOn
        case .invalid(let message, let entry):
            remember(entry)
            context.complain(message)
            return .goOn
        case .evaluate(let chunk, let entry, let printsResults):
            remember(entry)
            if isBareLeave(entry) { return .leave }
            context.evaluator.evaluate(chunk, printsResults: printsResults)
            if !hasNotedLocal, LocalNote.applies(to: entry) {
                hasNotedLocal = true
                context.talk(LocalNote.text, .dim)
            }
            return .goOn
        }
    }

    private func runCommand(_ name: String, _ argument: String) -> MetaCommand.Outcome {
        guard let command = context.commands[name] else {
            context.complain("no command .\(name); .help lists them")
            return .goOn
        }
        return command.run(context, argument)
    }

    /// `exit` and `quit` leave where no global has that name.
    private func isBareLeave(_ entry: String) -> Bool {
        let thread = context.thread
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
}
