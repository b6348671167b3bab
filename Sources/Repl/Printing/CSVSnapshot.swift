import LuaBridge

/// A list of records (or one record, or a list of plain values) as comma-separated values.
struct CSVSnapshot {
    let style: PrintableStyle
    let json: ValuePrinter.JSONText
    let symbol: (LuaThread, Int) -> String?
    /// What of a text reaches the output: all of it, or on a terminal what cannot act there.
    let shown: ([UInt8]) -> [UInt8]

    /// Stack: [-0, +0, -]
    func text(_ thread: LuaThread, at index: Int) throws -> [UInt8] {
        guard thread.type(at: index) == .table else { return CSVText.line([try cell(thread, at: index)]) }
        let count = length(thread, at: index)
        guard count > 0 else {
            let names = ordered(names(thread, at: index))
            guard !names.isEmpty else { return [] }
            return CSVText.line(names.map(header)) + CSVText.line(try cells(thread, at: index, names: names))
        }

        var names: Set<String> = []
        var hasPlain = false
        for item in 1...count {
            if thread.rawGet(item, at: index) == .table {
                names.formUnion(self.names(thread, at: thread.absolute(-1)))
            } else {
                hasPlain = true
            }
            thread.pop()
        }
        // Plain values among records have a column of their own.
        let columns = ordered(names)
        var output = CSVText.line((hasPlain || columns.isEmpty ? [header("value")] : []) + columns.map(header))
        for item in 1...count {
            let type = thread.rawGet(item, at: index)
            defer { thread.pop() }
            let row = thread.absolute(-1)
            var line: [CSVText.Cell] = []
            if hasPlain || columns.isEmpty {
                line.append(type == .table && !columns.isEmpty ? .empty : try cell(thread, at: row))
            }
            line +=
                type == .table
                ? try cells(thread, at: row, names: columns) : columns.map { _ in CSVText.Cell.empty }
            output += CSVText.line(line)
        }
        return output
    }

    private func header(_ name: String) -> CSVText.Cell { CSVText.Cell(bytes: shown(Array(name.utf8)), isText: true) }

    private func ordered(_ names: Set<String>) -> [String] {
        let preferred = (style.kind(names.contains).map(\.fields) ?? style.columns).filter(names.contains)
        return preferred + names.subtracting(preferred).sorted()
    }

    private func length(_ thread: LuaThread, at index: Int) -> Int {
        var count = 0
        while thread.rawGet(count + 1, at: index) != .nil {
            thread.pop()
            count += 1
        }
        thread.pop()
        return count
    }

    private func names(_ thread: LuaThread, at index: Int) -> Set<String> {
        var names: Set<String> = []
        thread.pushNil()
        while (try? thread.next(at: index)) == true {
            if thread.type(at: -2) == .string, let name = thread.string(at: -2) { names.insert(name) }
            thread.pop()
        }
        return names
    }

    private func cells(_ thread: LuaThread, at index: Int, names: [String]) throws -> [CSVText.Cell] {
        try names.map { name in
            thread.rawGet(name, at: index)
            defer { thread.pop() }
            return try cell(thread, at: thread.absolute(-1))
        }
    }

    /// Scalars as they are, tables as compact JSON.
    private func cell(_ thread: LuaThread, at index: Int) throws -> CSVText.Cell {
        if symbol(thread, index) != nil { return .empty }
        switch thread.type(at: index) {
        case .none, .nil: return .empty
        case .string: return CSVText.Cell(bytes: shown(thread.bytes(at: index) ?? []), isText: true)
        case .table: return CSVText.Cell(bytes: shown(try json(thread, index)), isText: true)
        case .boolean:
            return CSVText.Cell(bytes: Array((thread.truth(at: index) ? "true" : "false").utf8), isText: false)
        case .number:
            let text =
                thread.isInteger(at: index)
                ? "\(thread.integer(at: index) ?? 0)" : "\(thread.number(at: index) ?? 0)"
            return CSVText.Cell(bytes: Array(text.utf8), isText: false)
        case let type: throw PrintError.noLiteral("a \(type.name)")
        }
    }
}
