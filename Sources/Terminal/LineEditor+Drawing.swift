import CEdit

/// What is drawn, and when: only when no key waits, so that a long paste costs one drawing.
extension LineEditor {
    /// The characters that libedit holds, until the line changes.
    private var held: (scalars: UnsafeBufferPointer<Unicode.Scalar>, cursor: Int) {
        var count = 0
        var cursor = 0
        guard let editor, let text = cedit_text(editor, &count, &cursor) else {
            return (.init(start: nil, count: 0), 0)
        }
        // A scalar is its number, and the key reader lets nothing in that is none. As one block: lines may be long.
        let scalars = UnsafeRawPointer(text).assumingMemoryBound(to: Unicode.Scalar.self)
        return (UnsafeBufferPointer(start: scalars, count: count), cursor)
    }

    /// All of the line.
    func currentLine() -> EditedLine {
        let (scalars, cursor) = held
        return EditedLine(scalars: Array(scalars), cursor: cursor)
    }

    /// The part of it that is drawn.
    func shownLine() -> EditedLine {
        let (scalars, cursor) = held
        let part = shownPart(count: scalars.count, cursor: cursor)
        return EditedLine(scalars: Array(scalars[part]), cursor: cursor - part.lowerBound)
    }

    var lineCount: Int { held.scalars.count }

    private func shownPart(count: Int, cursor: Int) -> Range<Int> {
        LineLayout.shownPart(count: count, cursor: cursor, cells: console.width * console.height)
    }

    func draw(withHint: Bool = true) {
        guard painter != nil else { return }
        if let search {
            shownHint = nil
            return paint(search.line, prompt: LineCell.cells(ofPrompt: search.prompt))
        }
        let line = shownLine()
        let hint = withHint && line.scalars.count == lineCount ? hint(for: line) : nil
        shownHint = hint.map { ($0, line) }
        paint(line, hint: hint?.text ?? "", prompt: prompt)
    }

    /// The line as it stays on the screen, without a hint.
    func drawLast(_ line: EditedLine) {
        var line = line
        line.scalars = Array(line.scalars[shownPart(count: line.scalars.count, cursor: line.scalars.count)])
        line.cursor = line.scalars.count
        paint(line, prompt: prompt, holdsCursor: false)
    }

    private func paint(_ line: EditedLine, hint: String = "", prompt: [LineCell], holdsCursor: Bool = true) {
        let width = console.width
        let layout = LineLayout(
            prompt: prompt, line: line, hint: hint, width: width, holdsCursor: holdsCursor, charset: console.charset)
        write(painter?.paint(layout, width: width, height: console.height) ?? "")
    }

    /// Writes where the line is drawn.
    func write(_ text: String) {
        guard !text.isEmpty else { return }
        if console.isTerminal(.output) {
            try? console.out(text)
            try? console.flush()
        } else {
            console.err(text)
        }
    }

    private func hint(for line: EditedLine) -> LineHint? {
        guard !isPlain, console.usesColour(console.isTerminal(.output) ? .output : .error) else { return nil }
        if let hint = hint?(line.before, line.after), !hint.text.isEmpty {
            return hint.isAcceptable && !line.isAtEnd ? nil : hint
        }
        guard suggestsFromHistory, line.isAtEnd, let rest = history.suggestion(for: line.text) else { return nil }
        return LineHint(text: rest, isAcceptable: true)
    }
}
