import Terminal

/// A list of tables that share fields, laid out as columns that fit the width.
struct ResourceTable {
    /// What a table of a width shows.
    struct Layout {
        let lines: [StyledText]
        /// The names of columns for which there was no room, and that must be said.
        let hidden: [[UInt8]]
        /// Whether the columns that matter are there: the essential ones of a kind; of other records, all.
        let isComplete: Bool
    }

    let rows: [PrintableTable]
    /// The rows' places in the list; where they jump, the list has a hole.
    let numbers: [Int64]
    let kind: ResourceKind
    let table: PrintableTable
    private let style: PrintableStyle
    private let canvas: Canvas
    /// The names of all fields, with how many rows have them.
    private let seen: [[UInt8]: Int]

    /// nil where the value is no list of tables with names in common.
    init?(_ table: PrintableTable, style: PrintableStyle, canvas: Canvas) {
        let numbered = table.numbered
        var rows: [PrintableTable] = []
        rows.reserveCapacity(numbered.count)
        var seen: [[UInt8]: Int] = [:]
        var shape: [[UInt8]] = []
        var alike = 0
        for item in numbered {
            guard case .table(let row) = item.value, row.isRecord else { return nil }
            rows.append(row)
            // Most lists are of records with the same fields.
            let names = row.fieldNames
            if names == shape {
                alike += 1
            } else {
                for name in shape { seen[name, default: 0] += alike }
                shape = names
                alike = 1
            }
        }
        for name in shape { seen[name, default: 0] += alike }
        // Two records that have nothing in common are not a table.
        guard let most = seen.values.max(), most * 2 >= rows.count else { return nil }
        self.rows = rows
        numbers = numbered.map(\.number)
        self.table = table
        self.style = style
        self.canvas = canvas
        self.seen = seen
        kind = style.kind(PrintableTable.commonKind(of: rows)) { seen[Array($0.utf8)] == rows.count } ?? .row
    }

    /// The fields that are columns, the most important first; `isPreferred` for those that the style names.
    var fields: [(name: [UInt8], isPreferred: Bool)] {
        let preferred = (kind.columns.isEmpty ? style.columns : kind.columns).map { Array($0.utf8) }
            .filter { seen[$0] != nil }
        let others = seen.keys.filter { !preferred.contains($0) }.sorted(by: FieldOrder.precedes).filter { name in
            !kind.keepsForCards(String(decoding: name, as: UTF8.self)) || !rows.contains { $0.holdsTable(name) }
        }
        return preferred.map { ($0, true) } + others.map { ($0, false) }
    }

    /// The header and the rows, and what of them there was no room for.
    func layout(indent: Int = 0) -> Layout {
        let fields = fields
        let width = canvas.width - indent
        var columns: [TableColumn] = []
        var least = 0
        for field in fields {
            // A column that cannot fit any more need not be made.
            guard least < width || columns.isEmpty else { break }
            let column = TableColumn(
                field.name, rows: rows, style: style, isPreferred: field.isPreferred, canvas: canvas)
            columns.append(column)
            if column.wish.least(in: width) + least <= width { least += column.wish.least(in: width) + ColumnFit.gap }
        }
        let fit = ColumnFit.columns(columns.map(\.wish), width: width)
        let margin = String(repeating: " ", count: indent)
        var lines = [
            line(
                fit.map {
                    (StyledText(canvas.cut(columns[$0.place].name, to: $0.width), .bold), columns[$0.place], $0.width)
                }, margin)
        ]
        lines.reserveCapacity(rows.count + 1)
        let bars = fit.map { columns[$0.place].hasBars(in: $0.width) }
        for row in rows.indices {
            if let hole = hole(before: row) {
                lines.append(StyledText(margin + canvas.cut(hole, to: width), .dim))
            }
            lines.append(
                line(
                    zip(fit, bars).map { place, hasBars in
                        let (place, width) = place
                        let text = columns[place].cells[row].fitted(to: width, on: canvas, hasBars: hasBars)
                        return (text, columns[place], width)
                    }, margin))
        }
        let shown = Set(fit.map { fields[$0.place].name })
        let hidden = fields.map(\.name).filter {
            !shown.contains($0) && kind.mustBeSaid(String(decoding: $0, as: UTF8.self))
        }
        let isComplete = !hidden.contains { name in
            kind.columns.isEmpty || kind.columns.contains { name.elementsEqual($0.utf8) }
        }
        return Layout(lines: lines, hidden: hidden, isComplete: isComplete)
    }

    /// What is said of the items that are missing before a row; nil where none is.
    func hole(before row: Int) -> String? {
        let first = row == 0 ? 1 : numbers[row - 1] + 1
        let last = numbers[row] - 1
        guard first <= last else { return nil }
        return first == last
            ? "item \(Canvas.grouped(first)) is nil"
            : "items \(Canvas.grouped(first)) to \(Canvas.grouped(last)) are nil"
    }

    /// Whether no row holds tables that a cell could not show whole.
    var isFlat: Bool {
        rows.allSatisfy { row in
            row.fields.allSatisfy { field in
                guard case .table(let inner) = field.value else { return true }
                return inner.items.allSatisfy(\.isScalar) && inner.fields.allSatisfy { $0.value.isScalar }
            }
        }
    }

    /// What is said below the table, with the columns that there was no room for.
    func footer(hidden: [[UInt8]] = []) -> [StyledText] {
        TableFooter(table: table, rows: rows, kind: kind, style: style, canvas: canvas, hidden: hidden).lines
    }

    private func line(_ cells: [(text: StyledText, column: TableColumn, width: Int)], _ margin: String) -> StyledText {
        var line = StyledText(margin)
        for (index, cell) in cells.enumerated() {
            let isLast = index == cells.count - 1
            let padding = Self.spaces(cell.width - cell.text.columns)
            if cell.column.alignsRight { line.append(padding) }
            line.append(cell.text)
            if !isLast { line.append(cell.column.alignsRight ? "  " : padding + "  ") }
        }
        return line.withoutTrailingSpaces
    }

    private static func spaces(_ count: Int) -> String {
        count > 0 ? String(repeating: " ", count: count) : ""
    }
}

extension PrintableTable {
    /// Whether a field holds a table, also one that was not read.
    fileprivate func holdsTable(_ name: [UInt8]) -> Bool {
        var place = 0
        switch field(name, near: &place) {
        case .table, .cut: return true
        default: return false
        }
    }

    /// The keys that are strings.
    var fieldNames: [[UInt8]] {
        fields.compactMap { field in
            guard case .string(let bytes) = field.key else { return nil }
            return bytes
        }
    }
}

extension StyledText {
    /// Without the plain spaces at its end, as empty last cells leave them.
    var withoutTrailingSpaces: StyledText {
        guard let last = spans.last, last.style == .plain, last.text.utf8.last == 0x20 else { return self }
        var result = StyledText()
        for span in spans.dropLast() { result.append(span.text, span.style) }
        result.append(last.text.trimmingSpaces)
        return result
    }
}

extension String {
    /// Without the spaces at its end.
    var trimmingSpaces: String {
        let end = utf8.lastIndex { $0 != 0x20 }.map { utf8.index(after: $0) } ?? startIndex
        return String(self[..<end])
    }
}
