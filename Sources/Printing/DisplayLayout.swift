import Terminal

/// Any value for people: a list of resources as a table, a resource as a card, a scalar plainly, the rest as Lua.
struct DisplayLayout {
    let style: PrintableStyle
    let canvas: Canvas

    /// Lines without their newlines; no value and nil print nothing.
    func lines(_ value: PrintableValue) -> [StyledText] {
        switch value {
        case .null:
            return []
        case .string(let bytes):
            return text(bytes)
        case .longString(let bytes, let omitted):
            let more = canvas.glyphs.ellipsis + CellText(canvas: canvas).moreBytes(omitted)
            return text(bytes) + [StyledText(more, .dim)]
        case .table(let table):
            return lines(of: table)
        default:
            return [StyledText(CellText(canvas: canvas).plain(value))]
        }
    }

    /// The lines of a list of records; nil where it is none. Only the fields that cells show are looked at, unless the
    /// rows become cards.
    func table(_ table: PrintableTable) -> [StyledText]? {
        guard let rows = ResourceTable(table, style: style, canvas: canvas) else { return nil }
        if canvas.isPlain { return PlainLayout(style: style, canvas: canvas).lines(of: rows) }
        if canvas.expansion == .on { return cards(rows) }
        let layout = rows.layout()
        if canvas.expansion == .auto, !layout.isComplete, rows.rows.count <= Self.mostCards {
            let cards = cards(rows)
            if cards.count < canvas.height { return cards }
        }
        return layout.lines + rows.footer(hidden: layout.hidden)
    }

    /// More rows than these never become cards by themselves.
    static let mostCards = 20

    private func lines(of table: PrintableTable) -> [StyledText] {
        if let lines = self.table(table) { return lines }
        if let count = table.nullCount {
            return [StyledText("\(Canvas.grouped(count)) values, each null", .dim)]
        }
        if table.isRecord, isResource(table) {
            return canvas.isPlain
                ? PlainLayout(style: style, canvas: canvas).lines(of: table)
                : ResourceCard(record: table, style: style, canvas: canvas).lines()
        }
        return LuaLiteral(canvas: canvas, width: canvas.width).text(.table(table))
            .split(separator: "\n", omittingEmptySubsequences: false).map { StyledText(String($0)) }
    }

    /// A text is shown as text: its own lines and tabs are kept, everything else is visible.
    private func text(_ bytes: [UInt8]) -> [StyledText] {
        let text = TextFilter.visible(bytes, allowing: [.tab, .newline], charset: canvas.charset)
        return text.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { StyledText(String(decoding: $0, as: UTF8.self)) }
    }

    /// Every row as a card under a line with its number.
    private func cards(_ rows: ResourceTable) -> [StyledText] {
        var lines: [StyledText] = []
        for (index, row) in rows.rows.enumerated() {
            if let hole = rows.hole(before: index) {
                lines.append(StyledText(canvas.cut(hole, to: canvas.width), .dim))
            }
            let title = " \(rows.kind.one) \(rows.numbers[index]) "
            let rule = String(repeating: canvas.glyphs.rule, count: 2)
            let rest = max(0, min(canvas.width, 60) - title.utf8.count - 2)
            lines.append(StyledText(rule + title + String(repeating: canvas.glyphs.rule, count: rest), .dim))
            lines += ResourceCard(record: row, style: style, canvas: canvas).lines()
        }
        return lines + rows.footer()
    }

    private func isResource(_ table: PrintableTable) -> Bool {
        table.kind != nil
            || table.fields.contains { field in
                guard case .string(let bytes) = field.key else { return false }
                return style.identities.contains(String(decoding: bytes, as: UTF8.self))
            }
    }
}
