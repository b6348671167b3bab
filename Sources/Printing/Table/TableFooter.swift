import Terminal
import TextLayout

/// The lines below a table: how many rows, what they are, whether more pages follow, and what the table does not show.
struct TableFooter {
    let table: PrintableTable
    let rows: [PrintableTable]
    let kind: ResourceKind
    let style: PrintableStyle
    let canvas: Canvas
    /// Columns that there was no room for.
    let hidden: [[UInt8]]

    /// `60 experiments · 24 active · more pages: .next`; on more lines where it is too long for one.
    var lines: [StyledText] {
        if canvas.isPlain { return [StyledText((facts + names).joined(separator: ", "))] }
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
        return (lines + names.flatMap(wrapped)).map { StyledText($0, .dim) }
    }

    /// Names on as many lines as somebody would read.
    private func wrapped(_ names: String) -> [String] {
        let most = 4
        let lines = TextWrap.lines(of: names, width: canvas.width)
        guard lines.count > most else { return lines }
        return lines.prefix(most - 1) + [canvas.cut(lines[most - 1] + canvas.glyphs.ellipsis, to: canvas.width)]
    }

    /// The names of what the table does not show.
    private var names: [String] {
        [("hidden", hidden.map { .string($0) }), ("also", beside)].compactMap { title, keys in
            keys.isEmpty ? nil : "\(title): " + keys.map(CellText(canvas: canvas).key).joined(separator: ", ")
        }
    }

    /// The keys of what the list has beside its items.
    private var beside: [PrintableValue] {
        table.beside.map(\.key).filter { $0 != .text(style.cursorField) }
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
        let holes = table.holes
        if holes > 0 { facts.append("\(Canvas.grouped(holes)) \(holes == 1 ? "hole" : "holes")") }
        if !hidden.isEmpty {
            let columns = "\(Canvas.grouped(hidden.count)) \(hidden.count == 1 ? "column" : "columns") hidden"
            facts.append(canvas.cut("\(columns): \(canvas.allColumns)", to: canvas.width))
        }
        if let cursor = table[style.cursorField], cursor != .null, cursor != .text("") {
            facts.append(
                "more pages: "
                    + (canvas.nextPage ?? "\(style.cursorField) = \(CellText(canvas: canvas).plain(cursor))"))
        }
        return facts
    }
}

extension PrintableTable {
    /// How many items are missing before the last one that was taken.
    fileprivate var holes: Int64 {
        let numbered = numbered
        return (numbered.last?.number ?? 0) - Int64(numbered.count)
    }
}
