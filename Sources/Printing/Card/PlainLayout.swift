import Terminal

/// Records for screen readers: one fact a line, `name: value`, with where it stands before it.
struct PlainLayout {
    let style: PrintableStyle
    let canvas: Canvas

    /// Each row of a list with the fields that are its columns.
    func lines(of table: ResourceTable) -> [StyledText] {
        let fields = table.fields
        var lines: [StyledText] = []
        let count = (table.numbers.last ?? 0) + Int64(table.table.omitted)
        for (index, row) in table.rows.enumerated() {
            if let hole = table.hole(before: index) { lines += [StyledText(hole), StyledText()] }
            lines.append(StyledText("\(table.kind.one) \(table.numbers[index]) of \(count)"))
            var place = 0
            for field in fields {
                guard let value = row.field(field.name, near: &place) else { continue }
                lines += self.lines(canvas.visible(field.name), value, in: row, order: nil)
            }
            lines.append(StyledText())
        }
        return lines + table.footer()
    }

    /// A record with everything in it.
    func lines(of record: PrintableTable, place: String = "", order: [[UInt8]]? = nil) -> [StyledText] {
        let own = style.weights.map { record.names(of: $0.orderName, in: $0.orderList) } ?? []
        var lines = record.ordered(by: style).flatMap { field in
            self.lines(place + canvas.visible(field.name), field.value, in: record, order: own.isEmpty ? order : own)
        }
        if record.omitted > 0 { lines.append(StyledText(place + canvas.more(record.omitted))) }
        return lines
    }

    private func lines(
        _ name: String, _ value: PrintableValue, in record: PrintableTable, order: [[UInt8]]?
    ) -> [StyledText] {
        let field = name.split(separator: " ").last.map(String.init) ?? name
        if let shares = VariantShares.of(
            value, field: field, in: record, style: style, canvas: canvas, order: order)
        {
            return [StyledText("\(name): \(shares.sentence)")]
        }
        if let conditions = style.conditions, field == conditions.list,
            let lines = ConditionText(style: conditions, canvas: canvas).lines(value)
        {
            return lines.enumerated().map { StyledText("\(name) \($0 + 1): \($1)") }
        }
        guard case .table(let table) = value, !table.isEmpty else {
            let text = CellText(canvas: canvas).styled(value, field: field, style: style).text
            if case .table = value { return [StyledText("\(name): none")] }
            return [StyledText("\(name): \(text)")]
        }
        if table.isRecord { return lines(of: table, place: name + " ", order: order) }
        if !table.items.isEmpty, table.fields.isEmpty, table.items.allSatisfy(\.isRecord) {
            return table.items.enumerated().flatMap { index, item -> [StyledText] in
                guard case .table(let inner) = item else { return [] }
                return lines(of: inner, place: "\(name) \(index + 1) ", order: order)
            }
        }
        return [StyledText("\(name): \(CellText(canvas: canvas).plain(value))")]
    }
}
