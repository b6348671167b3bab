import LuaBridge
import Printing
public import Terminal

/// Reads lines and performs the steps of `ReplSession` until the end of the input or `.exit`.
public final class ReplLoop {
    /// How the prompt ended.
    public enum Ending: Sendable, Equatable {
        /// Ctrl-D, the end of the input, `.exit` or `quit(2)`.
        case left(code: Int32)
        /// Standard output was closed: end quietly.
        case outputClosed
    }

    private let context: ReplContext
    private let editor: LineEditor
    private let history: HistoryFile?
    private var session: ReplSession<LuaReference>
    private var hasNotedLocal = false
    /// A line of the present entry had bytes that are no characters.
    private var isGarbled = false

    /// - Parameter history: nil keeps lines for this session only.
    public init(context: ReplContext, editor: LineEditor, history: HistoryFile? = nil) {
        self.context = context
        self.editor = editor
        self.history = history
        let thread = context.thread
        session = ReplSession { [unowned context] text in
            do throws(LuaError) {
                try thread.load(text, name: FunctionText.chunkName(context.transcript.nextNumber))
                return .chunk(thread.popReference())
            } catch {
                return .failed(message: error.message)
            }
        }
    }

    /// Runs the prompt; `banner` goes to standard error first.
    public func run(banner: String = "") -> Ending {
        if !banner.isEmpty { context.console.err(banner) }
        if let history {
            let former = history.load()
            editor.setHistory(former)
            context.transcript.former = former
        }
        let completer = ReplCompleter(context: context)
        editor.complete = { [unowned self] before, after in
            completer.complete(before, after: after, pending: session.pending)
        }
        editor.hint = { [unowned self] before, after in
            completer.signature(before, after: after, pending: session.pending).map {
                LineHint(text: $0, isAcceptable: false)
            }
        }
        editor.continuationPrompt = context.host.continuationPrompt()
        editor.isWhole = { [unowned self] text in !session.goesOn(text) }
        editor.indent = { above, line in LuaIndentation.of(line, below: above) }
        context.options.changed = { [unowned self] in applyOptions() }
        applyOptions()
        context.isPromptOpen = true
        context.evaluator.printer.nextPageCommand = ".next"
        defer {
            editor.complete = nil
            editor.hint = nil
            editor.highlight = nil
            editor.isWhole = nil
            editor.indent = nil
            context.options.changed = {}
            context.isPromptOpen = false
        }
        while !context.evaluator.outputIsClosed, !context.host.isEnding() {
            if let code = context.leaveCode { return .left(code: code) }
            if let entry = context.nextEntry {
                context.nextEntry = nil
                context.console.errVisible(entry.trimmedNewlines + "\n")
                perform(session.submit(entry))
                continue
            }
            let prompt = session.isContinuing ? context.host.continuationPrompt() : context.promptText()
            let event = editor.readLine(prompt: prompt)
            if context.host.isEnding() {
                if editor.isInteractive { context.console.err("\n") }
                break
            }
            switch event {
            case .interrupted:
                session.cancel()
                isGarbled = false
            case .endOfInput where editor.isInteractive && session.isContinuing:
                // Who wants to leave a block means the block.
                context.console.err("\n")
                session.cancel()
                isGarbled = false
            case .endOfInput:
                if editor.isInteractive { context.console.err("\n") }
                perform(session.finish())
                return context.evaluator.outputIsClosed ? .outputClosed : .left(code: context.leaveCode ?? 0)
            case .line(let line, let isExact):
                take(line, isExact: isExact)
            }
        }
        return context.evaluator.outputIsClosed ? .outputClosed : .left(code: 0)
    }

    /// A line that is not what was typed belongs to its block all the same, but nothing of that is run.
    private func take(_ line: String, isExact: Bool) {
        isGarbled = isGarbled || !isExact
        let step = session.feed(line)
        if session.isContinuing { return perform(step) }
        let isGarbled = isGarbled
        self.isGarbled = false
        guard isGarbled else { return perform(step) }
        if case .nothing = step { return }
        context.complain(
            "not run: what was typed has bytes that are no "
                + (context.console.charset == .other
                    ? "character of the terminal's set (LC_ALL, LC_CTYPE, LANG), or the set is not known here"
                    : "UTF-8"))
    }

    private func applyOptions() {
        editor.suggestsFromHistory = context.options.suggests
        editor.isPlain = context.options.isPlain
        let highlighter = ReplHighlighter(context: context)
        editor.highlight = context.options.highlights ? { highlighter.spans($0, cursor: $1) } : nil
    }

    private func perform(_ step: ReplSession<LuaReference>.Step) {
        switch step {
        case .needMore, .nothing:
            break
        case .meta(let name, let argument, let entry):
            remember(entry)
            run(CommandInput(name: name, argument: argument))
        case .help(let subject, let wantsSource, let entry):
            remember(entry)
            telling { () throws in
                if subject.isEmpty {
                    try context.showHelp("")
                } else if wantsSource {
                    try context.showSource(of: subject)
                } else {
                    try context.showHelp(about: subject)
                }
            }
        case .invalid(let message, let entry):
            remember(entry)
            context.complain(message)
            let lines = EntryNotes(context: context).caret(entry, width: context.console.width) ?? []
            for line in lines { context.talk(line, .dim) }
        case .evaluate(let chunk, let entry, let printsResults):
            let number = context.transcript.nextNumber
            remember(entry, isCode: true)
            if let code = leaveCode(of: entry) {
                context.leaveCode = code
                return
            }
            context.transcript.note(number) {
                $0.isRunning = true
                $0.resultsBefore = context.evaluator.resultChanges
            }
            context.host.willRun(entry)
            let isDone = context.evaluator.evaluate(chunk, printsResults: printsResults, entry: number)
            context.transcript.note(number) {
                $0.isRunning = false
                $0.hasShown = context.evaluator.hasShown
            }
            if !isDone { context.transcript.markFailed(number) }
            noteLocal(entry)
            note(entry, isDone: isDone, printsResults: printsResults)
        }
    }

    /// The nearest name, where one was nil.
    private func note(_ entry: String, isDone: Bool, printsResults: Bool) {
        let notes = EntryNotes(context: context)
        if !isDone {
            if let note = notes.failure(entry, context.evaluator.lastMessage) { context.talk(note, .dim) }
            guard let error = context.evaluator.lastError else { return }
            let hint = context.host.idHint(error) ?? (context.options.looksUp ? context.host.lookUpID(error) : nil)
            if let hint { context.talk("note: " + TextFilter.visible(hint, allowing: []), .dim) }
        } else if printsResults, !context.evaluator.hasShown, let note = notes.nothing(entry) {
            context.talk("note: " + TextFilter.visible(note, allowing: []), .dim)
        }
    }

    private func run(_ input: CommandInput) {
        let number = context.transcript.nextNumber - 1
        let failures = context.evaluator.failures
        var isDone = false
        telling { () throws in
            guard let command = context.commands[input.name] else { throw context.unknownCommand(input.name) }
            guard !input.isForced || command.mayBeForced else {
                throw CommandError(".\(command.name) takes no !; only .save!, .export! and .output! do")
            }
            switch command.replay {
            case .needless: break
            case .impossible: context.transcript.note(number) { $0.command = (command.name, nil) }
            case .code(let code):
                let code = try code(input)
                context.transcript.note(number) { entry in entry.command = code.map { (command.name, $0) } }
            }
            try command.run(context, input)
            isDone = true
        }
        context.transcript.note(number) { $0.hasShown = context.evaluator.hasShown }
        if !isDone || context.evaluator.failures != failures { context.transcript.markFailed(number) }
    }

    /// Does it and says in one line why it could not.
    private func telling(_ body: () throws -> Void) {
        do { try body() } catch { context.complain(String(describing: error)) }
    }

    private func noteLocal(_ entry: String) {
        guard !hasNotedLocal, LocalNote.applies(to: entry) else { return }
        hasNotedLocal = true
        context.talk(LocalNote.text, .dim)
    }

    /// `exit`, `quit` and `exit(2)` leave where no global has that name.
    private func leaveCode(of entry: String) -> Int32? {
        let thread = context.thread
        guard let (name, code) = LeaveRequest.read(entry), (try? thread.reserve(4)) != nil else { return nil }
        defer { thread.pop() }
        return thread.rawGetGlobal(name) == .nil ? code : nil
    }

    private func remember(_ entry: String, isCode: Bool = false) {
        context.transcript.add(entry, isCode: isCode, isSecret: context.host.holdsKey(entry))
        guard editor.isInteractive else { return }
        if let history {
            if history.append(entry) { editor.addToHistory(entry) }
        } else if HistoryRule.keeps(entry, after: nil, holdsKey: context.host.holdsKey) {
            editor.addToHistory(entry)
        }
    }
}
