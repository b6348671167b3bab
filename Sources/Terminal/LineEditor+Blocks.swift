import CEdit

/// Texts of several lines, what is cut and put back, and what Enter and Ctrl-D do.
extension LineEditor {
    // MARK: - Lines

    /// Within a block to the line above or below; at its edge to another entry.
    func moveVertically(_ isUp: Bool) -> cedit_answer {
        let line = currentLine()
        let column = goal.flatMap { $0.line == line ? $0.column : nil } ?? line.column
        guard let moved = isUp ? line.above(column: column) : line.below(column: column) else {
            return replace(isUp ? history.older(line) : history.newer(line))
        }
        goal = (moved, column)
        return move(to: moved.cursor)
    }

    /// What Ctrl-A, Ctrl-E, Ctrl-K and Ctrl-U mean by a line.
    func moveToLineStart() -> cedit_answer { move(to: currentLine().lineStart) }

    // MARK: - Cutting

    func cut(_ range: (EditedLine) -> Range<Int>) -> cedit_answer {
        let line = currentLine()
        return replace(cutText.cut(range(line), of: line))
    }

    /// To the end of the line; there, the newline, which joins the next line to it.
    static func toLineEnd(_ line: EditedLine) -> Range<Int> {
        let end = line.lineEnd
        return line.cursor..<(end > line.cursor ? end : min(end + 1, line.scalars.count))
    }

    static func toLineStart(_ line: EditedLine) -> Range<Int> {
        let start = line.lineStart
        return (start < line.cursor ? start : max(0, start - 1))..<line.cursor
    }

    func putBack() -> cedit_answer {
        cutText.text.isEmpty ? CEDIT_BEEP : replace(currentLine().inserting(cutText.text))
    }

    func deleteNext() -> cedit_answer {
        let line = currentLine()
        guard let next = line.after.first else { return CEDIT_BEEP }
        return replace(line.removing(line.cursor..<line.cursor + next.unicodeScalars.count))
    }

    // MARK: - Leaving

    /// Ctrl-D: on an empty line it leaves; on the empty last line of a block it drops the block.
    func deleteOrLeave() -> cedit_answer {
        let line = currentLine()
        if line.scalars.isEmpty { return CEDIT_LEAVE }
        guard line.isAtEnd else { return deleteNext() }
        guard line.isBlock, line.scalars[line.lineStart...].allSatisfy({ $0 == " " }) else { return CEDIT_BEEP }
        isDropped = true
        return CEDIT_DROP
    }

    /// Runs what is whole; else begins another line.
    func enter() -> cedit_answer {
        guard let isWhole else { return CEDIT_ACCEPT }
        var line = currentLine()
        let isWritten = editor.map { cedit_more_waits($0) == 0 } ?? false
        let indentation = isWritten ? indentation(of: line) : nil
        if let indentation { line = line.indented(indentation) }
        guard isWhole(line.text) else { return replace(line.breaking(indent: next(line, indentation))) }
        if line != currentLine() { _ = replace(line) }
        return CEDIT_ACCEPT
    }

    func newLine() -> cedit_answer {
        let line = currentLine()
        return replace(line.breaking(indent: next(line, indentation(of: line))))
    }

    private func indentation(of line: EditedLine) -> LineIndentation? {
        indent?(EditedLine.string(line.scalars[..<line.lineStart]), line.scalars[line.lineStart..<line.lineEnd].text)
    }

    /// What a line gets that is begun at the cursor.
    private func next(_ line: EditedLine, _ indentation: LineIndentation?) -> Int {
        guard indentation != nil else { return 0 }
        return indent?(
            EditedLine.string(line.scalars[..<line.lineStart]), line.scalars[line.lineStart..<line.cursor].text)?.next
            ?? 0
    }
}

extension ArraySlice<Unicode.Scalar> {
    fileprivate var text: String { EditedLine.string(self) }
}
