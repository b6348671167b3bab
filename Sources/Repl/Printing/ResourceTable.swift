import Terminal

/// A list of tables that share fields, laid out as columns that fit the width.
struct ResourceTable {
    /// One column with its cells.
    private struct Column {
        let name: String
        let cells: [StyledText]
        let natural: Int
        let alignsRight: Bool
        /// The width below which it is not cut.
        let least: Int
    }

    private static let gap = 2
    private static let widest = 48
    /// A column is left out rather than cut further than this; a narrow terminal cuts more.
    private static func narrowest(in width: Int) -> Int { min(20, max(8, width / 4)) }

    private let rows: [PrintableTable]
    private let table: PrintableTable
    private let style: PrintableStyle

    /// nil where the value is no list of tables with names in common.
    init?(_ table: PrintableTable, style: PrintableStyle) {
        var rows: [PrintableTable] = []
        var seen: [String: Int] = [:]
        for item in table.items {
            guard case .table(let row) = item, row.isRecord else { return nil }
            rows.append(row)
            for name in Self.names(of: row) { seen[name, default: 0] += 1 }
        }
        // Two records that have nothing in common are not a table.
        guard let most = seen.values.max(), most * 2 >= rows.count else { return nil }
        self.rows = rows
        self.table = table
        self.style = style
    }

    func lines(width: Int, indent: Int = 0) -> [StyledText] {
        let columns = fitted(allColumns(narrowest: Self.narrowest(in: width)), to: width - indent)
        let margin = String(repeating: " ", count: indent)
        var lines = [line(columns.map { (StyledText($0.column.name, .bold), $0) }, margin: margin)]
        for row in rows.indices {
            lines.append(line(columns.map { ($0.column.cells[row], $0) }, margin: margin))
        }
        return lines
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

    /// How many rows there are and whether more pages follow.
    var footer: StyledText {
        var text = rows.count == 1 && table.omitted == 0 ? "1 row" : "\(rows.count + table.omitted) rows"
        if table.omitted > 0 { text += " · \(table.omitted) not shown" }
        if let cursor = table[style.cursorField], cursor != .null, cursor != .text("") {
            text += " · more pages: \(style.cursorField) = \(CellText.plain(cursor))"
        }
        return StyledText(text, .dim)
    }

    private static func names(of row: PrintableTable) -> [String] {
        row.fields.compactMap { field in
            guard case .string(let bytes) = field.key else { return nil }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private func line(_ cells: [(StyledText, (column: Column, width: Int))], margin: String) -> StyledText {
        var line = StyledText(margin)
        for (index, (cell, (column, width))) in cells.enumerated() {
            let isLast = index == cells.count - 1
            let cut = cell.truncated(to: width)
            let padding = String(repeating: " ", count: max(0, width - cut.columns))
            if column.alignsRight { line.append(padding) }
            line.append(cut)
            if !column.alignsRight && !isLast { line.append(padding) }
            if !isLast { line.append(String(repeating: " ", count: Self.gap)) }
        }
        return line.withoutTrailingSpaces
    }

    /// The caller's columns in their order, then the other names; the latter only where their cells are plain.
    private func allColumns(narrowest: Int) -> (preferred: [Column], other: [Column]) {
        let present = Set(rows.flatMap(Self.names(of:)))
        let preferred = style.columns.filter(present.contains)
        let others = present.subtracting(preferred).sorted().filter { name in
            preferred.isEmpty || rows.allSatisfy { if case .table = $0[name] { false } else { true } }
        }
        return (
            preferred.map { column($0, narrowest: narrowest) }, others.map { column($0, narrowest: narrowest) }
        )
    }

    private func column(_ name: String, narrowest: Int) -> Column {
        let values = rows.map { $0[name] ?? .null }
        let cells = values.map { CellText.styled($0, field: name, style: style) }
        let shownName = TextFilter.visible(name, allowing: [])
        let widestCell = cells.map(\.columns).max() ?? 0
        let natural = max(DisplayWidth.columns(of: shownName), min(widestCell, Self.widest))
        let isNumeric = values.allSatisfy(\.isNumberOrNull) && values.contains { $0 != .null }
        return Column(
            name: shownName, cells: cells, natural: natural, alignsRight: isNumeric,
            least: style.uncut.contains(name) || isNumeric ? natural : min(natural, narrowest))
    }

    /// Takes columns while their least widths fit, then gives what is left to those that want more.
    private func fitted(
        _ columns: (preferred: [Column], other: [Column]), to width: Int
    ) -> [(column: Column, width: Int)] {
        var chosen: [Column] = []
        var used = 0
        for column in columns.preferred + columns.other {
            let needed = column.least + (chosen.isEmpty ? 0 : Self.gap)
            guard used + needed <= width || chosen.isEmpty else { continue }
            chosen.append(column)
            used += needed
        }
        // Columns that nobody asked for go first where others would be cut for them.
        let askedFor = columns.preferred.count
        while chosen.count > max(1, min(askedFor, chosen.count)), naturalWidth(of: chosen) > width,
            chosen.last.map({ last in columns.other.contains { $0.name == last.name } }) ?? false, askedFor > 0
        {
            chosen.removeLast()
        }
        var widths = chosen.map(\.least)
        if let only = chosen.first, chosen.count == 1 { widths = [min(only.natural, max(1, width))] }
        var spare = width - widths.reduce(0, +) - Self.gap * max(0, chosen.count - 1)
        while spare > 0,
            let index = chosen.indices.filter({ widths[$0] < chosen[$0].natural }).min(by: {
                widths[$0] < widths[$1]
            })
        {
            widths[index] += 1
            spare -= 1
        }
        return Array(zip(chosen, widths)).map { (column: $0.0, width: $0.1) }
    }

    private func naturalWidth(of columns: [Column]) -> Int {
        columns.map(\.natural).reduce(0, +) + Self.gap * max(0, columns.count - 1)
    }
}

extension PrintableValue {
    var isNumberOrNull: Bool {
        switch self {
        case .integer, .number, .null: true
        default: false
        }
    }
}
