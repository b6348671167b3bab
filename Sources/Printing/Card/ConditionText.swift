import Terminal

/// Conditions as people say them: `gp:plan is free, pro`.
struct ConditionText {
    let style: PrintableStyle.Conditions
    let canvas: Canvas

    /// One text for each condition; nil where the value is not a list of them.
    func lines(_ value: PrintableValue) -> [String]? {
        guard case .table(let table) = value, !table.items.isEmpty, table.fields.isEmpty, table.omitted == 0 else {
            return nil
        }
        var lines: [String] = []
        for item in table.items {
            guard let line = line(item) else { return nil }
            lines.append(line)
        }
        return lines
    }

    private func line(_ item: PrintableValue) -> String? {
        guard case .table(let record) = item, record.isRecord, let subject = record[style.subject],
            let relation = record[style.relation], subject.isScalar, relation.isScalar
        else { return nil }
        let text = CellText(canvas: canvas)
        var line = "\(text.plain(subject)) \(text.plain(relation))"
        if let values = record[style.values] {
            guard case .table(let list) = values, list.fields.isEmpty, list.items.allSatisfy(\.isScalar) else {
                return nil
            }
            line += " " + (list.items.isEmpty ? "{}" : text.plain(values))
        }
        let known = [style.subject, style.relation, style.values]
        for field in record.fields {
            let name = text.plain(field.key)
            let shown = text.plain(field.value)
            guard !known.contains(name), style.usual[name] != shown else { continue }
            guard field.value.isScalar else { return nil }
            line += " (\(name) \(shown))"
        }
        return line
    }
}
