import LuaBridge
import Memory

/// A list of records (or one record, or a list of plain values) as comma-separated values.
struct CSVSnapshot {
    let style: PrintableStyle
    let json: PrintableJSON
    let symbol: (LuaThread, Int) -> String?
    /// The kinds of tables of which one is known.
    let kind: (LuaThread, Int) -> String?
    /// What of a text reaches the output: all of it, or on a terminal what cannot act there.
    let shown: ([UInt8]) -> [UInt8]

    /// Stack: [-0, +0, -]
    func text(_ thread: LuaThread, at index: Int) throws -> [UInt8] {
        try thread.balanced {
            // What counts a line and its cells.
            let held = HeldMemory(of: thread.state.memory)
            guard thread.type(at: index) == .table, symbol(thread, index) == nil else {
                return CSVText.line([try cell(thread, at: index, [], held)])
            }
            guard let count = try json.itemCount(thread, index) else {
                let names = ordered(Set(thread.keys(at: index).names), of: kind(thread, index))
                guard !names.isEmpty else { return [] }
                return CSVText.line(names.map(header)) + CSVText.line(try cells(thread, at: index, names, [], held))
            }
            guard count > 0 else { return [] }
            let rows = try rows(thread, at: index, count: count)
            let columns = ordered(rows.names, of: rows.kind)
            // Plain values and lists among records have a column of their own.
            let hasPlain = columns.isEmpty || rows.areRecords.contains(false)
            var output = HeldBytes(of: thread.state.memory)
            try output.append(CSVText.line((hasPlain ? [header(Array("value".utf8))] : []) + columns.map(header)))
            for (item, isRecord) in rows.areRecords.enumerated() {
                thread.rawGet(item + 1, at: index)
                defer { thread.pop() }
                let row = thread.absolute(-1)
                var line: [CSVText.Cell] = []
                if hasPlain {
                    line.append(isRecord && !columns.isEmpty ? .empty : try cell(thread, at: row, [.item(item)], held))
                }
                line +=
                    isRecord
                    ? try cells(thread, at: row, columns, [.item(item)], held) : columns.map { _ in CSVText.Cell.empty }
                try output.append(CSVText.line(line))
                held.shrink(by: held.bytes)
            }
            return output.bytes
        }
    }

    /// Which items are records, the names of all their fields, and the kind that all of them are known to be of.
    private func rows(
        _ thread: LuaThread, at index: Int, count: Int
    ) throws -> (areRecords: [Bool], names: Set<[UInt8]>, kind: String?) {
        var areRecords: [Bool] = []
        areRecords.reserveCapacity(count)
        var names: Set<[UInt8]> = []
        var last: [[UInt8]] = []
        var kinds: Set<String?> = []
        for item in 0..<count {
            let type = thread.rawGet(item + 1, at: index)
            defer { thread.pop() }
            let isRecord =
                try type == .table && symbol(thread, -1) == nil
                && json.itemCount(thread, thread.absolute(-1), [.item(item)]) == nil
            areRecords.append(isRecord)
            guard isRecord else { continue }
            kinds.insert(kind(thread, -1))
            // Most lists are of records with the same fields.
            let own = thread.keys(at: -1).names
            if own != last {
                names.formUnion(own)
                last = own
            }
        }
        return (areRecords, names, kinds.count == 1 ? kinds.first ?? nil : nil)
    }

    private func header(_ name: [UInt8]) -> CSVText.Cell { CSVText.Cell(bytes: shown(name), isText: true) }

    private func ordered(_ names: Set<[UInt8]>, of kind: String?) -> [[UInt8]] {
        let kind = style.kind(kind) { names.contains(Array($0.utf8)) }
        let preferred = (kind?.fields ?? style.columns).map { Array($0.utf8) }.filter(names.contains)
        return preferred + names.subtracting(preferred).sorted(by: FieldOrder.precedes)
    }

    private func cells(
        _ thread: LuaThread, at index: Int, _ names: [[UInt8]], _ place: [PrintableJSON.Step], _ held: HeldMemory
    ) throws -> [CSVText.Cell] {
        try names.map { name in
            thread.push(bytes: name)
            thread.rawGet(at: index)
            defer { thread.pop() }
            return try cell(thread, at: thread.absolute(-1), place + [.field(name)], held)
        }
    }

    /// Scalars as they are, tables as compact JSON.
    private func cell(
        _ thread: LuaThread, at index: Int, _ place: [PrintableJSON.Step], _ held: HeldMemory
    ) throws -> CSVText.Cell {
        if symbol(thread, index) != nil { return .empty }
        switch thread.type(at: index) {
        case .none, .nil: return .empty
        case .string:
            // The cell, the cell with its quotes, and the line.
            try held.grow(by: (thread.borrowedBytes(at: index)?.count ?? 0) * 3)
            return CSVText.Cell(bytes: shown(thread.bytes(at: index) ?? []), isText: true)
        case .table:
            let text = try json.text(thread, index, place)
            try held.grow(by: text.count * 3)
            return CSVText.Cell(bytes: shown(text), isText: true)
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
