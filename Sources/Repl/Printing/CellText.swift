import Terminal

/// A value on one line, without quotes: for cells of tables and lines of cards. Safe for a terminal.
enum CellText {
    static func plain(_ value: PrintableValue) -> String {
        switch value {
        case .null: ""
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): "\(value)"
        case .number(let value): LuaNumberText.display(value)
        case .string(let bytes):
            String(decoding: TextFilter.visible(bytes, allowing: []), as: UTF8.self)
        case .symbol(let text): TextFilter.visible(text, allowing: [])
        case .table(let table): inline(table)
        case .cycle: "<cycle>"
        case .cut: "…"
        }
    }

    static func styled(_ value: PrintableValue, field: String, style: PrintableStyle) -> StyledText {
        let text = plain(value)
        if let colour = style.colours[field]?[text] { return StyledText(text, colour) }
        switch value {
        case .boolean(let isTrue): return StyledText(text, isTrue ? .green : .red)
        case .symbol, .cycle, .cut: return StyledText(text, .dim)
        default: return StyledText(text)
        }
    }

    /// Numbers by name as `control 1 · treatment 3`, plain lists as `a, b`, records by their keys or names.
    private static func inline(_ table: PrintableTable) -> String {
        if table.isEmpty { return "" }
        if table.items.isEmpty {
            let parts = table.fields.map { "\(plain($0.key)) \(nested($0.value))" }
            return (parts + more(table)).joined(separator: " · ")
        }
        let parts = table.items.map { item in
            guard case .table(let record) = item, record.isRecord else { return nested(item) }
            for name in ["key", "name", "id"] {
                if let value = record[name] { return nested(value) }
            }
            return "{…}"
        }
        return (parts + more(table)).joined(separator: ", ")
    }

    private static func nested(_ value: PrintableValue) -> String {
        if case .table(let table) = value { return table.isEmpty ? "{}" : "{…}" }
        return plain(value)
    }

    private static func more(_ table: PrintableTable) -> [String] {
        table.omitted > 0 ? ["… \(table.omitted) more"] : []
    }
}

extension StyledText {
    /// Cut to `limit` columns with `…`; the last piece keeps its style.
    func truncated(to limit: Int) -> StyledText {
        guard columns > limit else { return self }
        var result = StyledText()
        var room = limit
        for span in spans {
            let width = DisplayWidth.columns(of: span.text)
            if width < room {
                result.append(span.text, span.style)
                room -= width
            } else {
                // Something follows or is cut here, so the last column is the ellipsis.
                result.append(DisplayWidth.truncate(span.text + "…", to: room), span.style)
                break
            }
        }
        return result
    }
}
