import CEdit

/// What our own keys do.
extension LineEditor {
    func run(_ command: LineCommand?) -> cedit_answer {
        if let command, let answer = menuTakes(command) { return answer }
        return switch command {
        case .complete: tab()
        case .undo: replace(undo.undo())
        case .redo: replace(undo.redo())
        case .older: replace(history.older(currentLine()))
        case .newer: replace(history.newer(currentLine()))
        case .olderAlike: replace(history.olderAlike(currentLine()))
        case .newerAlike: replace(history.newerAlike(currentLine()))
        case .oldest: replace(history.oldest(currentLine()))
        case .newest: replace(history.newest(currentLine()))
        case .searchOlder: beginSearch(.older)
        case .searchNewer: beginSearch(.newer)
        case .left: moveLeft()
        case .right: takeHint { $0 } ?? moveRight()
        case .wordRight: takeHint { Self.firstWord(of: $0) } ?? moveWordRight()
        case .lineEnd: takeHint { $0 } ?? moveToEnd()
        case .clearScreen: clearScreen()
        case .apply: apply()
        case .completeBack: CEDIT_BEEP
        case .up: moveVertically(true)
        case .down: moveVertically(false)
        case .wordLeft: move(to: currentLine().wordStart)
        case .lineStart: moveToLineStart()
        case .delete: deleteNext()
        case .deleteOrLeave: deleteOrLeave()
        case .cutWord: cut { $0.cursor..<$0.wordEnd }
        case .cutWordBack: cut { $0.wordStart..<$0.cursor }
        case .cutToStart: cut(Self.toLineStart)
        case .cutToEnd: cut(Self.toLineEnd)
        case .putBack: putBack()
        case .enter: enter()
        case .newLine: newLine()
        case nil: CEDIT_BEEP
        }
    }

    /// Replaces the line; a beep where there is nothing to replace it by.
    func replace(_ line: EditedLine?) -> cedit_answer {
        guard let editor, let line else { return CEDIT_BEEP }
        let values = line.scalars.map(\.value)
        return cedit_set_text(editor, values, values.count, line.cursor) == 0 ? CEDIT_REFRESH : CEDIT_BEEP
    }

    private func apply() -> cedit_answer {
        guard let line = due else { return CEDIT_REFRESH }
        due = nil
        return replace(line)
    }

    private func clearScreen() -> cedit_answer {
        guard painter != nil else { return CEDIT_BEEP }
        write("\u{1B}[H\u{1B}[2J")
        painter?.forget()
        return CEDIT_REFRESH
    }

    /// A line that is longer than this is looked at only when no more keys wait: typed fast, it must not cost more with
    /// each key.
    func noteForUndo(moreWaits: Bool) {
        guard search == nil, due == nil, lineCount <= 4_096 || !moreWaits else { return }
        undo.note(currentLine())
    }

    // MARK: - Moving

    /// By characters as people see them.
    private func moveLeft() -> cedit_answer {
        let line = currentLine()
        guard let last = line.before.last else { return CEDIT_BEEP }
        return move(to: line.cursor - last.unicodeScalars.count)
    }

    private func moveRight() -> cedit_answer {
        let line = currentLine()
        guard let next = line.after.first else { return CEDIT_BEEP }
        return move(to: line.cursor + next.unicodeScalars.count)
    }

    private func moveWordRight() -> cedit_answer {
        let line = currentLine()
        guard !line.isAtEnd else { return CEDIT_BEEP }
        return move(to: line.cursor + Self.firstWord(of: line.after).unicodeScalars.count)
    }

    private func moveToEnd() -> cedit_answer { move(to: currentLine().lineEnd) }

    func move(to cursor: Int) -> cedit_answer {
        if let editor { cedit_set_cursor(editor, cursor) }
        return CEDIT_REFRESH
    }

    // MARK: - Hints

    /// Takes what `part` answers of the hint that is shown; nil where none can be taken.
    private func takeHint(_ part: (String) -> String) -> cedit_answer? {
        guard let (hint, line) = shownHint, hint.isAcceptable, line.isAtEnd, line == currentLine() else { return nil }
        shownHint = nil
        return replace(line.inserting(part(hint.text)))
    }

    /// What stands before the first word, and the word.
    static func firstWord(of text: String) -> String {
        let blank = text.prefix { !EditedLine.isWord($0) }
        return String(blank) + text.dropFirst(blank.count).prefix(while: EditedLine.isWord)
    }

    // MARK: - Search

    private func beginSearch(_ direction: HistorySearch.Direction) -> cedit_answer {
        guard let editor else { return CEDIT_BEEP }
        let line = currentLine()
        search = HistorySearch(direction, entries: history.entries, original: line, former: lastPattern)
        cedit_set_searching(editor, 1)
        showSearchPrompt()
        return CEDIT_REFRESH
    }

    /// One key while searching: the search goes on, or the found line is placed.
    func searchKey(_ value: UInt32) -> cedit_search_answer {
        guard var search else { return CEDIT_SEARCH_LEFT }
        let step: HistorySearch.Step
        if value == UInt32(CEDIT_OTHER_KEY) {
            step = .act
        } else {
            step = search.key(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
        self.search = search
        if !search.pattern.isEmpty { lastPattern = search.pattern }
        switch step {
        case .goOn(let beep):
            if beep { write("\u{7}") }
            if painter == nil { due = search.line }
            showSearchPrompt()
            return CEDIT_SEARCH_ON
        case .abort:
            due = search.original
        case .place, .act:
            due = search.line
            if let found = search.found { history.show(found.index, from: search.original) }
        }
        self.search = nil
        showSearchPrompt()
        return step == .act ? CEDIT_SEARCH_LEFT : CEDIT_SEARCH_ENDED
    }

    /// On a dumb terminal libedit draws the prompt and keeps the pointer to it.
    private func showSearchPrompt() {
        guard painter == nil, let editor else { return }
        let text = search?.prompt ?? marked
        searchPrompt?.deallocate()
        let bytes = Array(text.utf8CString)
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        copy.initialize(from: bytes, count: bytes.count)
        searchPrompt = copy
        cedit_set_prompt(editor, copy)
    }
}
