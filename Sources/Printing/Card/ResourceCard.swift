import Terminal
import TextLayout

/// One record as lines of name and value; lists of records below it are small tables, other records are indented.
struct ResourceCard {
    let record: PrintableTable
    let style: PrintableStyle
    let canvas: Canvas
    /// The order of weights that the record around this one gives.
    var order: [[UInt8]]?

    func lines(indent: Int = 0) -> [StyledText] {
        let fields = ordered
        let widest = fields.map { DisplayWidth.columns(of: $0.name) }.max() ?? 0
        let nameWidth = min(widest, max(8, (canvas.width - indent) * 2 / 5))
        var lines: [StyledText] = []
        for (name, value) in fields {
            lines += self.lines(of: name, value, nameWidth: nameWidth, indent: indent)
        }
        if record.omitted > 0 { lines.append(StyledText(margin(indent) + canvas.more(record.omitted), .dim)) }
        return lines
    }

    /// The kind's order, then names.
    private var ordered: [(name: String, value: PrintableValue)] {
        record.ordered(by: style).map { (name: canvas.visible($0.name), value: $0.value) }
    }

    /// The order of weights for this record and those in it.
    private var weightsOrder: [[UInt8]] {
        guard let weights = style.weights else { return [] }
        let own = record.names(of: weights.orderName, in: weights.orderList)
        return own.isEmpty ? order ?? [] : own
    }

    private func lines(of name: String, _ value: PrintableValue, nameWidth: Int, indent: Int) -> [StyledText] {
        var head = StyledText(margin(indent))
        head.append(DisplayWidth.pad(canvas.cut(name, to: nameWidth), to: nameWidth), .bold)
        let hanging = indent + nameWidth + 2
        let room = max(10, canvas.width - hanging)

        if let shares = VariantShares.of(
            value, field: name, in: record, style: style, canvas: canvas, order: weightsOrder)
        {
            return hung(shares.lines(room: room), below: head, hanging: hanging)
        }
        if let conditions = style.conditions, name == conditions.list,
            let lines = ConditionText(style: conditions, canvas: canvas).lines(value)
        {
            let wrapped = lines.flatMap { line in
                TextWrap.lines(of: line, width: room, hanging: 2).enumerated().map {
                    StyledText($0 == 0 ? $1 : "  " + $1)
                }
            }
            return hung(wrapped, below: head, hanging: hanging)
        }
        guard case .table(let table) = value else {
            let text = CellText(canvas: canvas).styled(value, field: name, style: style)
            return hung(wrapped(text, room: room), below: head, hanging: hanging)
        }
        if table.isEmpty { return hung([StyledText("{}", .dim)], below: head, hanging: hanging) }
        if isInline(table, room: room) {
            let text = CellText(canvas: canvas).styled(value, field: name, style: style)
            return hung(wrapped(text, room: room), below: head, hanging: hanging)
        }
        let title = StyledText(margin(indent)) + StyledText(canvas.cut(name, to: canvas.width - indent), .bold)
        return [title] + below(table, indent: indent + 2)
    }

    /// A table that has lines of its own.
    private func below(_ table: PrintableTable, indent: Int) -> [StyledText] {
        var lines: [StyledText] = []
        if let rows = self.rows(table, indent: indent) {
            lines += rows
            if table.omitted > 0 { lines.append(StyledText(margin(indent) + canvas.more(table.omitted), .dim)) }
        } else if !table.items.isEmpty, table.fields.isEmpty, table.items.allSatisfy(\.isRecord) {
            for (index, item) in table.items.enumerated() {
                guard case .table(let record) = item else { continue }
                let number = "\(index + 1). "
                var card = ResourceCard(record: record, style: style, canvas: canvas, order: weightsOrder)
                    .lines(indent: indent + number.count)
                if !card.isEmpty { card[0] = card[0].replacingMargin(margin(indent) + number) }
                lines += card
            }
            if table.omitted > 0 { lines.append(StyledText(margin(indent) + canvas.more(table.omitted), .dim)) }
        } else if table.isRecord {
            lines += ResourceCard(record: table, style: style, canvas: canvas, order: weightsOrder)
                .lines(indent: indent)
        } else {
            let literal = LuaLiteral(canvas: canvas, width: canvas.width).text(.table(table), indent: indent)
            lines += (margin(indent) + literal).split(separator: "\n").map { StyledText(String($0)) }
        }
        return lines
    }

    /// The rows of a list of records that are all in their cells, below a header; nil where there is another way to show
    /// what cells do not. Very many have no other way.
    private func rows(_ table: PrintableTable, indent: Int) -> [StyledText]? {
        guard table.beside.isEmpty, let rows = ResourceTable(table, style: style, canvas: canvas), rows.isFlat else {
            return nil
        }
        let layout = rows.layout(indent: indent)
        guard !layout.hidden.isEmpty else { return layout.lines }
        guard rows.rows.count > DisplayLayout.mostCards else { return nil }
        let names = layout.hidden.map { canvas.visible($0) }.joined(separator: ", ")
        let hidden = margin(indent) + canvas.cut("hidden: \(names)", to: canvas.width - indent)
        return layout.lines + [StyledText(hidden, .dim)]
    }

    /// Whether everything of the table can be read on one line.
    private func isInline(_ table: PrintableTable, room: Int) -> Bool {
        guard table.omitted == 0, table.items.allSatisfy(\.isScalar), table.fields.allSatisfy({ $0.value.isScalar }),
            table.items.isEmpty || table.fields.isEmpty
        else { return false }
        return table.items.isEmpty
            ? DisplayWidth.columns(of: CellText(canvas: canvas).plain(.table(table))) <= room
            : true
    }

    private func wrapped(_ text: StyledText, room: Int) -> [StyledText] {
        guard let span = text.spans.first else { return [] }
        return TextWrap.lines(of: span.text, width: room).map { StyledText($0, span.style) }
    }

    /// The first line beside the name, the others below it.
    private func hung(_ lines: [StyledText], below head: StyledText, hanging: Int) -> [StyledText] {
        guard !lines.isEmpty else {
            // The name alone, without the spaces of its column.
            return [head.withoutPadding]
        }
        return lines.enumerated().map { index, line in
            index == 0 ? head + StyledText("  ") + line : StyledText(margin(hanging)) + line
        }
    }

    private func margin(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}

extension PrintableTable {
    /// The fields with string keys in the order of their kind, the others after them by name.
    func ordered(by style: PrintableStyle) -> [(name: [UInt8], value: PrintableValue)] {
        let kind = style.kind(kind) { self[$0] != nil }
        let order = kind.map(\.fields) ?? style.columns
        let places = Dictionary(
            order.enumerated().map { (Array($1.utf8), $0) }, uniquingKeysWith: { first, _ in first })
        let named: [(name: [UInt8], value: PrintableValue)] = fields.compactMap { field in
            guard case .string(let bytes) = field.key else { return nil }
            return (bytes, field.value)
        }
        // The fields are in the order of their names already.
        return named.enumerated().sorted { first, second in
            let firstPlace = places[first.element.name] ?? .max
            let secondPlace = places[second.element.name] ?? .max
            return (firstPlace, first.offset) < (secondPlace, second.offset)
        }.map(\.element)
    }
}

extension StyledText {
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

    /// Without the spaces at its end, whatever their style.
    var withoutPadding: StyledText {
        var result = StyledText()
        for (index, span) in spans.enumerated() {
            result.append(index == spans.count - 1 ? span.text.trimmingSpaces : span.text, span.style)
        }
        return result
    }
}
