import Terminal

/// A value on one line, without quotes: for cells of tables and lines of cards. Safe for a terminal.
struct CellText {
    let canvas: Canvas

    func plain(_ value: PrintableValue) -> String {
        switch value {
        case .null: ""
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): "\(value)"
        case .number(let value): LuaNumberText.display(value)
        case .string(let bytes): canvas.visible(bytes)
        case .longString(let bytes, let omitted): canvas.visible(bytes) + canvas.glyphs.ellipsis + moreBytes(omitted)
        case .symbol(let text): canvas.visible(text)
        case .table(let table): inline(table)
        case .cycle: "<cycle>"
        case .cut: canvas.glyphs.ellipsis
        }
    }

    func styled(_ value: PrintableValue, field: String, style: PrintableStyle) -> StyledText {
        let text = plain(value)
        if let colour = style.colours[field]?[text] { return StyledText(text, colour) }
        switch value {
        case .symbol, .cycle, .cut: return StyledText(text, .dim)
        case .integer, .number: return StyledText(style.percentages.contains(field) ? "\(text) %" : text)
        default: return StyledText(text)
        }
    }

    func moreBytes(_ count: Int) -> String { " \(Canvas.grouped(count)) more bytes" }

    /// Numbers by name as `control 1 · treatment 3`, plain lists as `a, b`, records by their keys or names.
    private func inline(_ table: PrintableTable) -> String {
        if table.isEmpty { return "" }
        if table.items.isEmpty {
            let parts = table.fields.map { "\(plain($0.key)) \(nested($0.value))" }
            return (parts + more(table)).joined(separator: canvas.isPlain ? ", " : canvas.glyphs.separator)
        }
        let parts = table.items.map { item in
            guard case .table(let record) = item, record.isRecord else { return nested(item) }
            for name in ["key", "name", "id"] {
                if let value = record[name] { return nested(value) }
            }
            return "{\(canvas.glyphs.ellipsis)}"
        }
        return (parts + more(table)).joined(separator: ", ")
    }

    private func nested(_ value: PrintableValue) -> String {
        if case .table(let table) = value { return table.isEmpty ? "{}" : "{\(canvas.glyphs.ellipsis)}" }
        return plain(value)
    }

    private func more(_ table: PrintableTable) -> [String] {
        table.omitted > 0 ? [canvas.more(table.omitted)] : []
    }
}
