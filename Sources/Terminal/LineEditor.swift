import CEdit

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads lines at a prompt: libedit on a terminal, plain lines of C's stdin elsewhere (without a prompt).
///
/// Belongs to the main thread. The terminal's modes are the editor's only while `readLine` runs, and are put back also
/// on signals, crashes and `exit`. `InterruptSignal` must have been made before.
public final class LineEditor {
    private let console: Console
    private let editor: OpaquePointer?
    private var listing: CompletionResult?
    private var presetEntry: String?
    private var lastCompletion: (line: String, cursor: Int)?

    /// Called on Tab with the text before the cursor and the text after it. It must not write or wait.
    public var complete: ((_ before: String, _ after: String) -> CompletionResult)?
    /// Asked for a hint when the editor waits for a key, with the text before and after the cursor. It must not write
    /// or wait. Never asked where hints are not shown: on terminals without colour, and when `isPlain`.
    public var hint: ((_ before: String, _ after: String) -> LineHint?)?
    /// Whether the newest entry of the history that begins like the line is shown where `hint` has nothing to say.
    public var suggestsFromHistory = true
    /// For screen readers: no hints, and candidates one a line.
    public var isPlain = false

    /// - Parameter readsUserFile: whether `~/.editrc` is honoured (no: `--norc`).
    public init(console: Console, interrupts: InterruptSignal, readsUserFile: Bool = true) {
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
        for binding in KeyBinding.all { _ = cedit_bind(editor, binding.key, binding.command) }
        if readsUserFile { cedit_source(editor) }
        cedit_set_completion(
            editor,
            { context in
                guard let context else { return Int32(CEDIT_BEEP.rawValue) }
                return Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue().tab()
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        if let editor { cedit_free(editor) }
    }

    /// Whether lines are edited; otherwise they come from a file or pipe and nothing is prompted.
    public var isInteractive: Bool { editor != nil }

    /// Reads one line. Colour sequences may stand in the prompt; other escapes may not.
    public func readLine(prompt: String) -> LineEditorEvent {
        guard let editor else { return readPlainLine() }
        lastCompletion = nil
        _ = try? console.flush()
        let marked = PromptText.marked(prompt)
        while true {
            var text: UnsafePointer<CChar>?
            var length = 0
            let outcome = marked.withCString { cedit_read(editor, $0, &text, &length) }
            console.noteOutput(endsLine: true)
            switch UInt32(outcome) {
            case CEDIT_LINE.rawValue:
                guard let text else { return .endOfInput }
                let bytes = UnsafeRawBufferPointer(start: text, count: length)
                return .line(String(decoding: bytes, as: UTF8.self))
            case CEDIT_INTERRUPTED.rawValue:
                return .interrupted
            case CEDIT_SUSPENDED.rawValue:
                showListing()
            default:
                return .endOfInput
            }
        }
    }

    /// Puts text into the line that the next `readLine` begins with, the cursor at its end.
    public func setEntry(_ text: String) { presetEntry = text }

    /// Replaces the lines that Up, Ctrl-R and M-p find; oldest first.
    public func setHistory(_ entries: [String], limit: Int = 10_000) {
        guard let editor else { return }
        cedit_history_clear(editor)
        cedit_history_size(editor, Int32(clamping: limit))
        for entry in entries { cedit_history_add(editor, entry) }
    }

    /// Adds the newest line; a block with newlines is one entry.
    public func addToHistory(_ entry: String) {
        guard let editor, !entry.isEmpty else { return }
        cedit_history_add(editor, entry)
    }

    private func readPlainLine() -> LineEditorEvent {
        var bytes: UnsafePointer<CChar>?
        switch cedit_plain_line(&bytes) {
        case -1: return .endOfInput
        case -2: return .interrupted
        case let length:
            guard let bytes else { return .endOfInput }
            return .line(String(decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self))
        }
    }

    /// One Tab completes what all candidates share; a second in the same place lists them.
    private func tab() -> Int32 {
        guard let editor, let complete else { return Int32(CEDIT_BEEP.rawValue) }
        var length = 0
        var cursor = 0
        guard let text = cedit_line(editor, &length, &cursor) else { return Int32(CEDIT_BEEP.rawValue) }
        let raw = UnsafeRawBufferPointer(start: text, count: length)
        let line = String(decoding: raw, as: UTF8.self)
        let before = String(decoding: raw[..<cursor], as: UTF8.self)
        let after = String(decoding: raw[cursor...], as: UTF8.self)

        let result = complete(before, after)
        guard !result.candidates.isEmpty || result.note != nil else { return Int32(CEDIT_BEEP.rawValue) }
        let prefix = result.commonPrefix
        let replaced = before.utf8.suffix(result.replacedBytes)
        // What several share may be no more of what was typed: an id that was found by its name.
        let goesOn = prefix.utf8.count > replaced.count && prefix.utf8.starts(with: replaced)
        let isOnly = result.candidates.count == 1 && result.omitted == 0 && !prefix.utf8.elementsEqual(replaced)
        if isOnly || goesOn {
            lastCompletion = nil
            let failed = cedit_replace(editor, replaced.count, prefix) != 0
            return Int32((failed ? CEDIT_BEEP : CEDIT_REFRESH).rawValue)
        }
        if let last = lastCompletion, last == (line, cursor) {
            listing = result
            return Int32(CEDIT_SUSPEND.rawValue)
        }
        lastCompletion = (line, cursor)
        return Int32(CEDIT_BEEP.rawValue)
    }

    private func showListing() {
        guard let listing else { return }
        self.listing = nil
        let text = CandidateList.rendered(
            listing.candidates, omitted: listing.omitted, note: listing.note, width: console.width,
            height: console.height, colour: console.usesColour(.output))
        console.err(text)
    }
}
