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

    /// A key as names are shown; any other in brackets.
    func key(_ key: PrintableValue) -> String {
        if case .string = key { return plain(key) }
        return "[\(plain(key))]"
    }

    /// Numbers by name as `control 1 · treatment 3`, plain lists as `a, b`, records by their keys or names.
    private func inline(_ table: PrintableTable) -> String {
        let hasItems = !table.items.isEmpty
        let parts = table.items.map(item) + table.fields.map { "\(key($0.key)) \(nested($0.value))" } + more(table)
        return parts.joined(separator: hasItems || canvas.isPlain ? ", " : canvas.glyphs.separator)
    }

    private func item(_ value: PrintableValue) -> String {
        guard case .table(let record) = value, record.isRecord else { return nested(value) }
        for name in ["key", "name", "id"] {
            guard let value = record[name], value.isScalar else { continue }
            // It has more than what tells it from others.
            return plain(value) + (record.fields.count + record.omitted > 1 ? canvas.glyphs.ellipsis : "")
        }
        return nested(value)
    }

    /// A table in a table: what it holds, unless that are tables again.
    private func nested(_ value: PrintableValue) -> String {
        guard case .table(let table) = value else { return plain(value) }
        if table.isEmpty { return "{}" }
        let parts =
            table.items.map(innermost) + table.fields.map { "\(key($0.key)) \(innermost($0.value))" } + more(table)
        return "{\(parts.joined(separator: ", "))}"
    }

    private func innermost(_ value: PrintableValue) -> String {
        guard case .table(let table) = value else { return plain(value) }
        return table.isEmpty ? "{}" : "{\(canvas.glyphs.ellipsis)}"
    }

    private func more(_ table: PrintableTable) -> [String] {
        table.omitted > 0 ? [canvas.more(table.omitted)] : []
    }
}
