import Terminal

/// A list of tables that share fields, laid out as columns that fit the width.
struct ResourceTable {
    let rows: [PrintableTable]
    let kind: ResourceKind
    let table: PrintableTable
    private let style: PrintableStyle
    private let canvas: Canvas
    /// The names of all fields, with how many rows have them.
    private let seen: [String: Int]

    /// nil where the value is no list of tables with names in common.
    init?(_ table: PrintableTable, style: PrintableStyle, canvas: Canvas) {
        var rows: [PrintableTable] = []
        rows.reserveCapacity(table.items.count)
        var seen: [[UInt8]: Int] = [:]
        var shape: [[UInt8]] = []
        var alike = 0
        for item in table.items {
            guard case .table(let row) = item, row.isRecord else { return nil }
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
        self.table = table
        self.style = style
        self.canvas = canvas
        let counts = Dictionary(
            seen.map { (String(decoding: $0.key, as: UTF8.self), $0.value) }, uniquingKeysWith: { $0 + $1 })
        self.seen = counts
        kind = style.kind { counts[$0] == rows.count } ?? .row
    }

    /// The fields that are columns, the most important first; `isPreferred` for those that the style names.
    var fields: [(name: String, isPreferred: Bool)] {
        let wanted = kind.columns.isEmpty ? style.columns : kind.columns
        let preferred = wanted.filter { seen[$0] != nil }
        let others = seen.keys.filter { !preferred.contains($0) }.sorted().filter { name in
            preferred.isEmpty || rows.allSatisfy { if case .table? = $0[name] { false } else { true } }
        }
        // Below a kind's own columns, nested lists of it are not for cells.
        return preferred.map { ($0, true) } + others.map { ($0, false) }
    }

    /// The header and the rows.
    func lines(indent: Int = 0) -> [StyledText] { layout(indent: indent).lines }

    /// The lines, and whether the columns that matter are among them.
    func layout(indent: Int = 0) -> (lines: [StyledText], isComplete: Bool) {
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
        for row in rows.indices {
            lines.append(
                line(
                    fit.map { place, width in
                        (columns[place].cells[row].fitted(to: width, on: canvas), columns[place], width)
                    }, margin))
        }
        return (lines, isComplete(fit.map { fields[$0.place].name }, of: fields.map(\.name)))
    }

    /// The essential columns of a kind; of other records, all.
    private func isComplete(_ shown: [String], of fields: [String]) -> Bool {
        let needed = kind.essential > 0 ? Array(kind.columns.prefix(kind.essential)).filter(fields.contains) : fields
        return needed.allSatisfy(shown.contains)
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

    /// What is said below the table.
    var footer: [StyledText] { TableFooter(table: table, rows: rows, kind: kind, style: style, canvas: canvas).lines }

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
