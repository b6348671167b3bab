import CEdit

/// Reads lines at a prompt: libedit on a terminal, plain lines of C's stdin elsewhere (without a prompt).
///
/// libedit reads the keys and edits; the history, undo, the search and the drawing are ours. On a dumb terminal libedit
/// draws. Belongs to the main thread. The terminal's modes are the editor's only while `readLine` runs, and are put
/// back also on signals, crashes and `exit`. `InterruptSignal` must have been made before.
public final class LineEditor {
    let console: Console
    let editor: OpaquePointer?
    /// Nil where libedit draws.
    var painter: LinePainter?
    var prompt: [LineCell] = []
    var marked = ""
    var history = HistoryCursor()
    var undo = LineUndo()
    var search: HistorySearch?
    var lastPattern = ""
    /// What `ampsh-apply` puts into the line.
    var due: EditedLine?
    /// The hint that is shown, and for which line.
    var shownHint: (hint: LineHint, line: EditedLine)?
    var lastCompletion: EditedLine?
    var menu: CandidateMenu?
    var cutText = CutText()
    /// The column that Up and Down keep to, and where they left the cursor.
    var goal: (line: EditedLine, column: Int)?
    /// Ctrl-D dropped a block.
    var isDropped = false
    /// What libedit draws as the prompt of a search; it keeps the pointer.
    var searchPrompt: UnsafeMutablePointer<CChar>?
    private var accepted = ""

    /// Called on Tab with the text before the cursor and the text after it. It must not write or wait.
    public var complete: ((_ before: String, _ after: String) -> CompletionResult)?
    /// Asked for a hint when the editor waits for a key, with the text before and after the cursor. It must not write
    /// or wait. Never asked where hints are not shown: on terminals without colour, and when `isPlain`.
    public var hint: ((_ before: String, _ after: String) -> LineHint?)?
    /// Whether the newest entry of the history that begins like the line is shown where `hint` has nothing to say.
    public var suggestsFromHistory = true
    /// Asked for the styles of a line, in order, when it is drawn; the cursor is nil in a line that is done. Never asked
    /// where there is no colour, and when `isPlain`.
    public var highlight: ((_ line: [Unicode.Scalar], _ cursor: Int?) -> [LineSpan])?
    /// Whether Enter is to run a text, and not to begin another line of it. Not asked on a dumb terminal, where each line is
    /// read by itself.
    public var isWhole: ((_ text: String) -> Bool)?
    /// Asked for the indentation of a line by what stands above it; nil where none is to be given.
    public var indent: ((_ above: String, _ line: String) -> LineIndentation?)?
    /// What stands before the further lines of a block.
    public var continuationPrompt = "" {
        didSet { continuation = LineCell.cells(ofPrompt: continuationPrompt) }
    }
    var continuation: [LineCell] = []
    /// For screen readers: no hints, and candidates one a line.
    public var isPlain = false

    /// - Parameter userFile: what `~/.editrc` is; nil reads none (`--norc`).
    public init(console: Console, interrupts: InterruptSignal, userFile: String? = nil) {
        self.console = console
        _ = interrupts  // its handlers are what the key reader relies on
        _ = cedit_use_utf8()
        let canDraw = console.isTerminal(.output) || console.isTerminal(.error)
        guard console.isTerminal(.input), canDraw,
            let editor = cedit_new("ampsh", console.isTerminal(.output) ? 0 : 1, console.isDumb ? 1 : 0)
        else {
            self.editor = nil
            return
        }
        self.editor = editor
        if !console.isDumb { painter = LinePainter() }
        if console.charset == .other { _ = cedit_set_charset(editor, console.charsetName) }
        cedit_set_handler(
            editor,
            { context, event, value in
                guard let context else { return 0 }
                return Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue().handle(event, value)
            }, Unmanaged.passUnretained(self).toOpaque())
        bindKeys()
        if let userFile { cedit_source(editor, userFile) }
    }

    deinit {
        if let editor { cedit_free(editor) }
        searchPrompt?.deallocate()
    }

    /// Whether lines are edited; otherwise they come from a file or pipe and nothing is prompted.
    public var isInteractive: Bool { editor != nil }

    /// Reads one line. Colour sequences may stand in the prompt; other escapes may not.
    public func readLine(prompt: String) -> LineEditorEvent {
        guard let editor else { return readPlainLine() }
        _ = try? console.flush()
        marked = PromptText.marked(prompt)
        self.prompt = LineCell.cells(ofPrompt: prompt)
        history.begin()
        undo = LineUndo()
        search = nil
        lastCompletion = nil
        menu = nil
        goal = nil
        isDropped = false
        cutText.begin()
        shownHint = nil
        due = nil
        painter?.forget()
        let outcome = marked.withCString { cedit_read(editor, $0) }
        console.noteOutput(endsLine: true)
        switch UInt32(outcome) {
        case CEDIT_LINE.rawValue:
            let isGarbled = cedit_is_garbled(editor) != 0 && accepted.unicodeScalars.contains("\u{FFFD}")
            return .line(accepted, isExact: !isGarbled)
        case CEDIT_INTERRUPTED.rawValue:
            if cedit_drops_paste(editor) != 0 {
                console.err("the rest of the paste goes nowhere; where its end does not come, Ctrl-C once more\n")
            }
            return .interrupted
        default: return .endOfInput
        }
    }

    /// Replaces the entries that Up, Ctrl-R, M-p and the suggestions find; oldest first.
    public func setHistory(_ entries: [String], limit: Int = 10_000) {
        history = HistoryCursor(entries, limit: limit)
    }

    /// Adds the newest entry; a block with newlines is one entry.
    public func addToHistory(_ entry: String) {
        if !entry.isEmpty { history.add(entry) }
    }

    private func readPlainLine() -> LineEditorEvent {
        var bytes: UnsafePointer<CChar>?
        switch cedit_plain_line(&bytes) {
        case -1: return .endOfInput
        case -2: return .interrupted
        case let length:
            guard let bytes else { return .endOfInput }
            let line = UnsafeRawBufferPointer(start: bytes, count: length)
            if let text = console.text(of: line) { return .line(text, isExact: true) }
            return .line(String(decoding: line, as: UTF8.self), isExact: false)
        }
    }

    // MARK: - What the key reader tells

    private func handle(_ event: Int32, _ value: UInt32) -> Int32 {
        switch UInt32(event) {
        case CEDIT_READY.rawValue:
            noteForUndo(moreWaits: value != 0)
            if value == 0 { followMenu() }
        case CEDIT_IDLE.rawValue:
            draw()
        case CEDIT_COMMAND.rawValue:
            return Int32(run(LineCommand(rawValue: value)).rawValue)
        case CEDIT_SEARCH_KEY.rawValue:
            return Int32(searchKey(value).rawValue)
        case CEDIT_RESIZED.rawValue:
            write(painter?.erase(width: console.width, height: console.height) ?? "")
        case CEDIT_CONTINUED.rawValue:
            painter?.forget()
        case CEDIT_STOPPING.rawValue:
            draw(withHint: false)
        case CEDIT_LEAVING.rawValue:
            leave(UInt32(bitPattern: Int32(bitPattern: value)))
        case CEDIT_MENU_LEFT.rawValue:
            show(nil)
        case CEDIT_MAPS_CLEARED.rawValue:
            bindKeys()
        default:
            break
        }
        return 0
    }

    private func bindKeys() {
        guard let editor else { return }
        let isVi = cedit_is_vi(editor) != 0
        for binding in KeyBinding.all {
            guard let key = binding.key, let command = binding.command, !isVi || binding.isForVi,
                painter != nil || !binding.needsDrawing
            else { continue }
            _ = cedit_bind(editor, key, command, 0)
            // In vi's command mode an arrow is an arrow, while a letter has its own meaning.
            if isVi, key != "\\t" { _ = cedit_bind(editor, key, command, 1) }
        }
        cedit_bind_terminal_keys(editor)
        guard isVi else {
            for (key, command) in KeyBinding.inherited { _ = cedit_bind(editor, key, command, 0) }
            return
        }
        for (key, command) in KeyBinding.viCommands { _ = cedit_bind(editor, key, command, 1) }
    }

    private func leave(_ outcome: UInt32) {
        guard painter != nil else {
            if outcome == CEDIT_LINE.rawValue { accepted = wholeText() }
            return
        }
        search = nil
        menu = nil
        switch outcome {
        case CEDIT_LINE.rawValue:
            // The last character is Enter's newline.
            accepted = wholeText()
            drawLast(EditedLine(accepted))
            write(painter?.leave() ?? "")
        case CEDIT_INTERRUPTED.rawValue:
            var line = shownLine()
            line.cursor = line.scalars.count
            drawLast(line, mark: isDropped ? "" : "^C")
            write(painter?.leave() ?? "")
        default:
            drawLast(shownLine())
        }
    }

    /// The line that was entered: exactly one newline is Enter's; the others belong to a block.
    private func wholeText() -> String {
        var line = currentLine()
        if line.scalars.last == "\n" { line.scalars.removeLast() }
        return line.text
    }
}
