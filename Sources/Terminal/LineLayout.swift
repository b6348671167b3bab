import TextLayout

/// A prompt and a line laid out in rows of a width, and where the cursor stands. Pure.
struct LineLayout: Sendable, Equatable {
    /// One row of the terminal.
    struct Row: Sendable, Equatable {
        var cells: [LineCell] = []
        var columns = 0
        /// Whether the next row goes on with the same line of text.
        var isWrapped = false
    }

    private(set) var rows = [Row()]
    private(set) var cursorRow = 0
    private(set) var cursorColumn = 0
    /// Whether the first row, which says what the keys do, is shown however tall the text is.
    var pinsFirstRow = false
    /// How many rows at the end are no part of the text.
    private(set) var rowsBelow = 0
    private let width: Int
    private let charset: TerminalCharset

    /// - Parameters:
    ///   - hint: shown dimmed behind the line as far as the row goes.
    ///   - spans: how the characters look, in order.
    ///   - continuation: what stands before each further line of the text.
    ///   - holdsCursor: false for a line that is done, whose cursor needs no row of its own.
    init(
        prompt: [LineCell], line: EditedLine, hint: String = "", width: Int, holdsCursor: Bool = true,
        charset: TerminalCharset = .utf8, spans: [LineSpan] = [], continuation: [LineCell] = []
    ) {
        self.width = max(2, width)
        self.charset = charset
        for cell in prompt { place(cell) }
        var scalar = 0
        var isPlaced = false
        var styles = SpanWalk(spans)
        for character in line.text {
            let next = scalar + character.unicodeScalars.count
            if !isPlaced, next > line.cursor {
                placeCursor(holdsRow: character != "\n")
                isPlaced = true
            }
            place(character, style: styles.style(at: scalar))
            scalar = next
            if character == "\n" || character == "\r\n" { for cell in continuation { place(cell) } }
        }
        if !isPlaced { placeCursor(holdsRow: holdsCursor) }
        placeHint(hint)
    }

    private mutating func place(_ character: Character, style: String = "") {
        switch character {
        case "\n", "\r\n":
            rows.append(Row())
        case "\t":
            repeat { place(LineCell(text: " ", columns: 1)) } while rows[rows.count - 1].columns % 8 != 0
        default:
            for cell in LineCell.cells(character, style: style, charset: charset) { place(cell) }
        }
    }

    /// Adds rows that are no part of the text; the cursor stays.
    mutating func append(below cells: [[LineCell]]) {
        for row in cells {
            rows.append(Row(cells: row, columns: row.reduce(0) { $0 + $1.columns }))
        }
        rowsBelow += cells.count
    }

    private mutating func place(_ cell: LineCell) {
        if rows[rows.count - 1].columns + cell.columns > width { wrap() }
        rows[rows.count - 1].cells.append(cell)
        rows[rows.count - 1].columns += cell.columns
    }

    private mutating func wrap() {
        rows[rows.count - 1].isWrapped = true
        rows.append(Row())
    }

    private mutating func placeCursor(holdsRow: Bool) {
        if holdsRow, rows[rows.count - 1].columns >= width { wrap() }
        cursorRow = rows.count - 1
        cursorColumn = min(rows[cursorRow].columns, width - 1)
    }

    /// Never the last column: a row that is full would ask for another one.
    private mutating func placeHint(_ hint: String) {
        let room = width - 1 - rows[rows.count - 1].columns
        guard !hint.isEmpty, room > 0 else { return }
        let lines = hint.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let more = lines.count > 1 ? (charset == .other ? " ..." : " …") : ""
        let first = TextFilter.visible(String(lines[0]), allowing: [], charset: charset) + more
        for character in DisplayWidth.truncate(first, to: room) {
            for cell in LineCell.cells(character, style: "\u{1B}[2m", charset: charset) { place(cell) }
        }
    }

    /// Which part of a long line is laid out: about the cursor, in steps, so that it does not move with each key. What
    /// one key costs then depends on the screen and not on the line.
    static func shownPart(count: Int, cursor: Int, cells: Int) -> Range<Int> {
        let step = max(64, cells)
        guard count > 4 * step else { return 0..<count }
        let start = max(0, (cursor / step - 1) * step)
        return start..<min(count, start + 4 * step)
    }
}

/// The styles of a line's characters, asked for from the first to the last.
private struct SpanWalk {
    private var rest: ArraySlice<LineSpan>

    init(_ spans: [LineSpan]) { rest = spans[...] }

    mutating func style(at scalar: Int) -> String {
        while let span = rest.first, span.range.upperBound <= scalar { rest.removeFirst() }
        guard let span = rest.first, span.range.contains(scalar) else { return "" }
        return span.style == .plain ? "" : "\u{1B}[\(span.style.parameters)m"
    }
}
