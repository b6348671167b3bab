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
            let line = search.line
            var spans = spans(of: line, cursor: nil)
            if let match = search.match { spans = LineSpan.marking(match, in: spans) }
            return paint(line, prompt: LineCell.cells(ofPrompt: search.prompt), spans: spans, pinsPrompt: true)
        }
        let whole = currentLine()
        let line = shownLine()
        let hint = withHint && line.scalars.count == whole.scalars.count ? hint(for: line) : nil
        shownHint = hint.map { ($0, line) }
        let part = shownPart(count: whole.scalars.count, cursor: whole.cursor)
        let spans = LineSpan.within(part, spans(of: whole, cursor: withHint ? whole.cursor : nil))
        paint(line, hint: hint?.text ?? "", prompt: prompt, spans: spans, hasMenu: withHint)
    }

    /// The line as it stays on the screen, without a hint.
    func drawLast(_ text: EditedLine, mark: String = "") {
        let whole = text.inserting(mark)
        let part = shownPart(count: whole.scalars.count, cursor: whole.scalars.count)
        var line = whole
        line.scalars = Array(line.scalars[part])
        line.cursor = line.scalars.count
        paint(line, prompt: prompt, spans: LineSpan.within(part, spans(of: text, cursor: nil)), holdsCursor: false)
    }

    /// Longer lines are drawn without styles.
    private static let longestStyled = 20_000

    private var usesColour: Bool { console.usesColour(console.isTerminal(.output) ? .output : .error) }

    private func spans(of line: EditedLine, cursor: Int?) -> [LineSpan] {
        guard !isPlain, usesColour, line.scalars.count <= Self.longestStyled else { return [] }
        return highlight?(line.scalars, cursor) ?? []
    }

    private func paint(
        _ line: EditedLine, hint: String = "", prompt: [LineCell], spans: [LineSpan], pinsPrompt: Bool = false,
        hasMenu: Bool = false, holdsCursor: Bool = true
    ) {
        let (width, height) = (console.width, console.height)
        var layout = LineLayout(
            prompt: prompt, line: line, hint: hint, width: width, holdsCursor: holdsCursor, charset: console.charset,
            spans: spans, continuation: continuation)
        layout.pinsFirstRow = pinsPrompt
        if hasMenu {
            let room = max(4, min(12, max(height / 2, height - layout.rows.count)))
            layout.append(below: menu?.rows(width: width, height: min(room, height - 1), colour: usesColour) ?? [])
        }
        write(painter?.paint(layout, width: width, height: height) ?? "")
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
        guard !isPlain, usesColour else { return nil }
        if let hint = hint?(line.before, line.after), !hint.text.isEmpty {
            return hint.isAcceptable && !line.isAtEnd ? nil : hint
        }
        guard suggestsFromHistory, line.isAtEnd, let rest = history.suggestion(for: line.text) else { return nil }
        return LineHint(text: rest, isAcceptable: true)
    }
}
