import Terminal

/// The line below a table: how many rows, what they are, and whether more pages follow.
struct TableFooter {
    let table: PrintableTable
    let rows: [PrintableTable]
    let kind: ResourceKind
    let style: PrintableStyle
    let canvas: Canvas

    /// `60 experiments · 24 active · more pages: .next`; on more lines where it is too long for one.
    var lines: [StyledText] {
        if canvas.isPlain { return [StyledText(facts.joined(separator: ", "))] }
        var lines: [String] = []
        for fact in facts {
            if let last = lines.last {
                let longer = last + canvas.glyphs.separator + fact
                if DisplayWidth.columns(of: longer) <= canvas.width {
                    lines[lines.count - 1] = longer
                    continue
                }
            }
            lines.append(fact)
        }
        return lines.map { StyledText($0, .dim) }
    }

    private var facts: [String] {
        let count = rows.count + table.omitted
        var facts = ["\(Canvas.grouped(count)) \(count == 1 ? kind.one : kind.many)"]
        if table.omitted > 0 {
            // What was not read cannot be counted.
            facts.append(canvas.more(table.omitted))
        } else {
            for tally in kind.tallies {
                let found = rows.count { $0[tally.field] == .boolean(true) }
                // Of rows that do not say it, none is known.
                let isKnown = rows.allSatisfy { $0[tally.field] != nil }
                if found > 0 || (tally.isAlwaysSaid && isKnown) { facts.append("\(found) \(tally.word)") }
            }
        }
        if let cursor = table[style.cursorField], cursor != .null, cursor != .text("") {
            facts.append(
                "more pages: "
                    + (canvas.nextPage ?? "\(style.cursorField) = \(CellText(canvas: canvas).plain(cursor))"))
        }
        return facts
    }
}
