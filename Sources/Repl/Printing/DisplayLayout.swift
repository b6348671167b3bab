import Terminal

/// Any value for people: a list of resources as a table, a resource as a card, a scalar plainly, the rest as Lua.
struct DisplayLayout {
    let style: PrintableStyle
    let width: Int

    /// Lines without their newlines; no value and nil print nothing.
    func lines(_ value: PrintableValue) -> [StyledText] {
        switch value {
        case .null:
            return []
        case .string(let bytes):
            // A text is shown as text: its own lines and tabs are kept, everything else is visible.
            let text = String(decoding: TextFilter.visible(bytes, allowing: [.tab, .newline]), as: UTF8.self)
            return text.split(separator: "\n", omittingEmptySubsequences: false).map { StyledText(String($0)) }
        case .table(let table):
            if let rows = ResourceTable(table, style: style) {
                return rows.lines(width: width) + [rows.footer]
            }
            if table.isRecord, table.fields.contains(where: isIdentity) {
                return ResourceCard(record: table, style: style).lines(width: width)
            }
            return LuaLiteral(width: width, isExact: false).text(value)
                .split(separator: "\n", omittingEmptySubsequences: false).map { StyledText(String($0)) }
        default:
            return [StyledText(CellText.plain(value))]
        }
    }

    private func isIdentity(_ field: PrintableTable.Field) -> Bool {
        guard case .string(let bytes) = field.key else { return false }
        return style.identities.contains(String(decoding: bytes, as: UTF8.self))
    }
}
