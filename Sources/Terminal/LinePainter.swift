/// Draws layouts on a terminal: what it answers changes the rows that are shown into those that are wanted. Pure; it
/// knows where the terminal's cursor stands because nobody else moves it while a line is read.
struct LinePainter {
    private var shown: [LineLayout.Row] = []
    /// How many rows of the screen are the line's, also those that were cleared.
    private var lines = 1
    /// The index in the layout of the first row that is shown, when the screen has not enough for all.
    var top = 0
    /// Where the cursor is. In a full row it stands at the width: the terminal wraps with the next character.
    private var row = 0
    private var column = 0
    private var width = 80
    private var output = ""

    /// From here on the cursor stands at the start of a row that nothing is known of.
    mutating func forget() {
        self = LinePainter()
    }

    /// Draws a layout.
    mutating func paint(_ layout: LineLayout, width: Int, height: Int) -> String {
        self.width = max(2, width)
        let room = max(1, height)
        if top > layout.cursorRow || layout.rows.count <= room { top = 0 }
        if layout.rows.count > room {
            top = max(min(top, layout.rows.count - room), layout.cursorRow - room + 1)
            top = min(top, layout.cursorRow)
        }
        // What stands below the text is what the next key chooses from.
        if layout.rowsBelow > 0, layout.rows.count > room {
            top = min(max(top, layout.rows.count - room), layout.cursorRow)
        }
        if layout.pinsFirstRow, layout.cursorRow > 0, room > 1 { top = min(top, layout.cursorRow - 1) }
        var wanted = Array(layout.rows[top..<min(layout.rows.count, top + room)])
        if layout.pinsFirstRow, top > 0, room > 1 {
            wanted[0] = layout.rows[0]
            wanted[0].isWrapped = false
        }
        for index in wanted.indices { paint(wanted, index) }
        if shown.count > wanted.count {
            move(toRow: wanted.count, column: 0)
            output += "\u{1B}[J"
        }
        shown = wanted
        move(toRow: layout.cursorRow - top, column: layout.cursorColumn)
        return take()
    }

    /// Goes to the start of a fresh row below the line.
    mutating func leave() -> String {
        if shown.isEmpty { return "" }
        move(toRow: shown.count - 1, column: column)
        output += "\r\n"
        let text = take()
        forget()
        return text
    }

    /// Erases what is drawn, after the terminal has a new width and has laid its text out anew.
    mutating func erase(width newWidth: Int, height: Int) -> String {
        var above = 0
        var columns = 0
        for index in 0..<min(row, shown.count) {
            columns += shown[index].columns
            if joins(shown, index + 1) { continue }
            above += max(1, (columns + newWidth - 1) / max(1, newWidth))
            columns = 0
        }
        above += (columns + column) / max(1, newWidth)
        above = min(above, max(0, height - 1))
        forget()
        return "\r" + (above > 0 ? "\u{1B}[\(above)A" : "") + "\u{1B}[J"
    }

    private mutating func take() -> String {
        defer { output = "" }
        return output
    }

    // MARK: - Rows

    private mutating func paint(_ wanted: [LineLayout.Row], _ index: Int) {
        let cells = wanted[index].cells
        let old = index < shown.count ? shown[index] : nil
        if let old, old.cells == cells { return }
        var kept = 0
        var start = 0
        for (new, former) in zip(cells, old?.cells ?? []) {
            if new != former { break }
            kept += 1
            start += new.columns
        }
        if kept == 0 { begin(wanted, index) } else { move(toRow: index, column: start) }
        write(cells[kept...])
        // Not in a full row: there the terminal would clear the last column.
        if column < width, (old?.columns ?? 0) > wanted[index].columns { output += "\u{1B}[K" }
    }

    /// Goes to the start of a row. A row that goes on with the text of the one above is reached by the terminal's own
    /// wrapping, so that it knows them as one line when it is resized or text is copied.
    private mutating func begin(_ wanted: [LineLayout.Row], _ index: Int) {
        guard index >= lines, joins(wanted, index), let last = wanted[index - 1].cells.last else {
            return move(toRow: index, column: 0)
        }
        if row != index - 1 || column != width {
            move(toRow: index - 1, column: width - last.columns)
            write([last])
        }
        if wanted[index].cells.isEmpty { output += " \r\u{1B}[K" }
        lines = index + 1
        row = index
        column = 0
    }

    /// Whether a row is reached by wrapping from a full one. A wide character that found no room leaves it unfilled, and
    /// one that terminals differ about leaves it unknown.
    private func joins(_ rows: [LineLayout.Row], _ index: Int) -> Bool {
        guard index > 0, index <= rows.count, let last = rows[index - 1].cells.last else { return false }
        return rows[index - 1].isWrapped && rows[index - 1].columns == width && !last.isUncertain
    }

    private mutating func write(_ cells: some Sequence<LineCell>) {
        var style = ""
        for cell in cells {
            if cell.style != style {
                if !style.isEmpty { output += "\u{1B}[0m" }
                output += cell.style
                style = cell.style
            }
            if cell.isUncertain {
                // Its room is cleared first, and then the cursor is put where it must be.
                output += String(repeating: " ", count: cell.columns) + "\u{1B}[\(column + 1)G" + cell.text
                column = min(column + cell.columns, width - 1)
                output += "\u{1B}[\(column + 1)G"
            } else {
                output += cell.text
                column += cell.columns
            }
        }
        if !style.isEmpty { output += "\u{1B}[0m" }
    }

    // MARK: - The cursor

    private mutating func move(toRow wantedRow: Int, column wantedColumn: Int) {
        if wantedRow == row, wantedColumn == column { return }
        if column >= width, wantedColumn < width {
            output += "\r"
            column = 0
        }
        if wantedRow < row {
            output += "\u{1B}[\(row - wantedRow)A"
        } else if wantedRow > row {
            let existing = min(wantedRow, lines - 1) - row
            if existing > 0 { output += "\u{1B}[\(existing)B" }
            for _ in 0..<(wantedRow - max(row + existing, row)) {
                output += "\r\n"
                column = 0
            }
            lines = max(lines, wantedRow + 1)
        }
        row = wantedRow
        if wantedColumn == column { return }
        if wantedColumn == 0 {
            output += "\r"
        } else if wantedColumn < column {
            output += column - wantedColumn == 1 ? "\u{8}" : "\u{1B}[\(column - wantedColumn)D"
        } else {
            output += "\u{1B}[\(wantedColumn - column)C"
        }
        column = wantedColumn
    }
}
