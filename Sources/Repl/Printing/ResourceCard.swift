import Terminal

/// One record as lines of name and value; lists of records below it are small tables, other records are indented.
struct ResourceCard {
    let record: PrintableTable
    let style: PrintableStyle

    func lines(width: Int, indent: Int = 0) -> [StyledText] {
        let fields = ordered()
        let nameWidth = min(fields.map { DisplayWidth.columns(of: $0.name) }.max() ?? 0, max(8, width / 3))
        var lines: [StyledText] = []
        for (name, value) in fields {
            lines += self.lines(of: name, value, nameWidth: nameWidth, width: width, indent: indent)
        }
        if record.omitted > 0 { lines.append(StyledText(margin(indent) + "… \(record.omitted) more", .dim)) }
        return lines
    }

    /// The caller's order, then names.
    private func ordered() -> [(name: String, value: PrintableValue)] {
        let places = Dictionary(style.columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return record.fields.map { field in (name: CellText.plain(field.key), value: field.value) }
            .sorted { first, second in
                (places[first.name] ?? .max, first.name) < (places[second.name] ?? .max, second.name)
            }
    }

    private func lines(
        of name: String, _ value: PrintableValue, nameWidth: Int, width: Int, indent: Int
    ) -> [StyledText] {
        var head = StyledText(margin(indent))
        head.append(DisplayWidth.pad(DisplayWidth.truncate(name, to: nameWidth), to: nameWidth), .bold)
        let hanging = indent + nameWidth + 2

        if case .table(let table) = value, !table.isEmpty, !isInline(table, room: width - hanging) {
            let inner = indent + 2
            var lines = [StyledText(head.text.trimmingSpaces, .bold)]
            if let rows = ResourceTable(table, style: style), rows.isFlat {
                lines += rows.lines(width: width, indent: inner)
            } else if !table.items.isEmpty, table.fields.isEmpty, table.items.allSatisfy(\.isRecord) {
                for (index, item) in table.items.enumerated() {
                    guard case .table(let record) = item else { continue }
                    let number = "\(index + 1). "
                    var below = ResourceCard(record: record, style: style)
                        .lines(width: width, indent: inner + number.count)
                    if !below.isEmpty { below[0] = below[0].replacingMargin(margin(inner) + number) }
                    lines += below
                }
                if table.omitted > 0 { lines.append(StyledText(margin(inner) + "… \(table.omitted) more", .dim)) }
            } else if table.isRecord {
                lines += ResourceCard(record: table, style: style).lines(width: width, indent: inner)
            } else {
                let literal = LuaLiteral(width: width, isExact: false).text(value, indent: inner, used: inner)
                lines += (margin(inner) + literal).split(separator: "\n").map { StyledText(String($0)) }
            }
            return lines
        }
        return wrapped(CellText.styled(value, field: name, style: style), head: head, hanging: hanging, width: width)
    }

    /// Whether everything of the table can be read on one line.
    private func isInline(_ table: PrintableTable, room: Int) -> Bool {
        guard table.omitted == 0, table.items.allSatisfy(\.isScalar), table.fields.allSatisfy({ $0.value.isScalar }),
            table.items.isEmpty || table.fields.isEmpty
        else { return false }
        return table.items.isEmpty
            ? DisplayWidth.columns(of: CellText.plain(.table(table))) <= room
            : true
    }

    private func wrapped(_ text: StyledText, head: StyledText, hanging: Int, width: Int) -> [StyledText] {
        guard let span = text.spans.first else { return [StyledText(head.text.trimmingSpaces, .bold)] }
        let room = max(10, width - hanging)
        var lines: [StyledText] = []
        for piece in TextWrap.lines(of: span.text, width: room) {
            var line = lines.isEmpty ? head : StyledText(margin(hanging - 2))
            line.append("  ")
            line.append(piece, span.style)
            lines.append(line)
        }
        return lines
    }

    private func margin(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}

extension PrintableValue {
    var isScalar: Bool {
        if case .table(let table) = self { return table.isEmpty }
        return true
    }

    var isRecord: Bool {
        if case .table(let table) = self { return table.isRecord }
        return false
    }
}

extension StyledText {
    /// Without the plain spaces at its end, as empty last cells leave them.
    var withoutTrailingSpaces: StyledText {
        guard let last = spans.last, last.style == .plain, last.text.last == " " else { return self }
        var result = StyledText()
        for span in spans.dropLast() { result.append(span.text, span.style) }
        result.append(last.text.trimmingSpaces)
        return result
    }

    /// The same text after another margin of the same width.
    func replacingMargin(_ margin: String) -> StyledText {
        var result = StyledText(margin)
        var dropped = margin.count
        for span in spans {
            let text = span.text.dropFirst(dropped)
            dropped -= span.text.count - text.count
            result.append(String(text), span.style)
        }
        return result
    }
}

extension String {
    var trimmingSpaces: String {
        var text = Substring(self)
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
