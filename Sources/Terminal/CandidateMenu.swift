import TextLayout

/// The candidates below the line, one of them marked or none, as a pure machine: keys go in, rows come out.
struct CandidateMenu {
    /// A key that moves in it.
    enum Step {
        case next, back, up, down, left, right
    }

    let result: CompletionResult
    /// For which line it is shown.
    let line: EditedLine
    private(set) var marked: Int?
    private let text: CandidateText
    private let grid: Grid
    /// The first row that is shown.
    private var top = 0

    /// How the candidates stand: one a row, or in columns, down the first one before the second.
    struct Grid {
        let rows: Int
        let columns: Int
        let width: Int
    }

    init(_ result: CompletionResult, for line: EditedLine, width: Int) {
        self.result = result
        self.line = line
        text = CandidateText(result.candidates)
        let count = result.candidates.count
        if text.hasSummaries {
            grid = Grid(rows: count, columns: 1, width: min(text.nameWidth, max(1, width / 2)))
        } else {
            let cell = max(1, min(text.nameWidth, max(1, width - 3)))
            let columns = max(1, (width - 1) / (cell + 4))
            let rows = max(1, (count + columns - 1) / columns)
            grid = Grid(rows: rows, columns: (count + rows - 1) / rows, width: cell)
        }
    }

    /// The word that is completed, in bytes from the start of the line.
    var wordStart: Int { line.before.utf8.count - result.replacedBytes }

    /// Whether nothing is left to choose.
    var isSingle: Bool { result.candidates.count == 1 && result.omitted == 0 }

    /// Moves the mark; false where the key means nothing here.
    mutating func move(_ step: Step) -> Bool {
        let count = result.candidates.count
        guard let marked else {
            guard step == .next || step == .down || step == .back else { return false }
            self.marked = step == .back ? count - 1 : 0
            return true
        }
        var place = marked
        switch step {
        case .next, .down: place = (place + 1) % count
        case .back, .up: place = (place + count - 1) % count
        case .left, .right:
            guard grid.columns > 1 else { return false }
            place += step == .left ? -grid.rows : grid.rows
            guard (0..<count).contains(place) else { return true }
        }
        self.marked = place
        return true
    }

    /// The line with the marked candidate in it.
    var taken: EditedLine? {
        guard let marked else { return nil }
        return line.completed(result.candidates[marked].text, replacing: result.replacedBytes)
    }

    /// What is drawn below the line.
    ///
    /// - Parameter colour: whether the mark may be a colour; else it is a `>`.
    mutating func rows(width: Int, height: Int, colour: Bool) -> [[LineCell]] {
        let most = max(1, height - 1)
        if let marked {
            let row = marked % grid.rows
            if row < top { top = row }
            if row >= top + most { top = row - most + 1 }
        }
        top = max(0, min(top, grid.rows - most))
        let shown = top..<min(grid.rows, top + most)
        var rows = shown.map { self.row($0, width: width, colour: colour) }
        if let footer = footer(shown, width: width) {
            rows.append(Self.cells(footer, style: colour ? "\u{1B}[2m" : "", width: width - 1))
        }
        return rows
    }

    private func row(_ row: Int, width: Int, colour: Bool) -> [LineCell] {
        var cells: [LineCell] = []
        for column in 0..<grid.columns {
            let index = column * grid.rows + row
            guard text.names.indices.contains(index) else { continue }
            let isMarked = index == marked
            let style = isMarked && colour ? "\u{1B}[7m" : ""
            if !colour { cells += Self.cells(isMarked ? "> " : "  ", width: 2) }
            let name = DisplayWidth.truncate(text.names[index], to: grid.width)
            let padded = DisplayWidth.pad(name, to: grid.width)
            cells += Self.cells(padded, style: style, width: grid.width)
            if column + 1 < grid.columns { cells += Self.cells("  ", width: 2) }
            let room = width - 1 - cells.reduce(0) { $0 + $1.columns } - 2
            if !text.summaries[index].isEmpty, room > 3 {
                let summary = DisplayWidth.truncate(text.summaries[index], to: room)
                cells += Self.cells("  ", width: 2)
                cells += Self.cells(summary, style: colour ? "\u{1B}[2m" : "", width: room)
            }
        }
        while let last = cells.last, last.text == " ", last.style.isEmpty { cells.removeLast() }
        return cells
    }

    /// What there is no room for: the summary of the marked one, how many more there are, where they come from.
    private func footer(_ shown: Range<Int>, width: Int) -> String? {
        if let marked, case let room = width - grid.width - 5, DisplayWidth.columns(of: text.summaries[marked]) > room {
            return text.summaries[marked]
        }
        let seen = (0..<result.candidates.count).count { shown.contains($0 % grid.rows) }
        let rest = result.candidates.count - seen + result.omitted
        let parts = [rest > 0 ? "… and \(rest) more" : nil, result.note].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private static func cells(_ text: String, style: String = "", width: Int) -> [LineCell] {
        var cells: [LineCell] = []
        var columns = 0
        for character in TextFilter.visible(text, allowing: []) {
            for cell in LineCell.cells(character, style: style) {
                columns += cell.columns
                if columns > width { return cells }
                cells.append(cell)
            }
        }
        return cells
    }
}

extension EditedLine {
    /// The line with a text in place of the bytes before the cursor, and the cursor behind it.
    func completed(_ text: String, replacing bytes: Int) -> EditedLine {
        let kept = EditedLine(String(decoding: before.utf8.dropLast(min(bytes, before.utf8.count)), as: UTF8.self))
        let completed = kept.inserting(text)
        return EditedLine(scalars: completed.scalars + scalars[cursor...], cursor: completed.scalars.count)
    }
}
