import LuaBridge

/// Takes Lua values as trees by raw access: no metamethod runs but `__tostring`, protected, where asked.
struct LuaSnapshot {
    let limits: PrintableLimits
    /// The names of values that have one, such as the host's `null`.
    let symbol: (LuaThread, Int) -> String?
    /// Whether a table with `__tostring` is shown as what that answers.
    let usesToString: Bool
    /// What stopped a `__tostring` for good, such as Ctrl-C.
    private(set) var interruption: LuaError?
    private var taken = 0
    private var open: Set<UnsafeRawPointer> = []
    /// The names of the last record as Lua gave them, and sorted: most lists are of records with the same.
    private var lastNames: (given: [[UInt8]], sorted: [[UInt8]]) = ([], [])

    init(limits: PrintableLimits, usesToString: Bool, symbol: @escaping (LuaThread, Int) -> String?) {
        self.limits = limits
        self.usesToString = usesToString
        self.symbol = symbol
    }

    /// The value at `index`. Stack: [-0, +0, -]
    mutating func value(_ thread: LuaThread, at index: Int, depth: Int = 0) -> PrintableValue {
        taken += 1
        if taken > limits.total || interruption != nil { return .cut }
        switch thread.type(at: index) {
        case .none, .nil: return .null
        case .boolean: return .boolean(thread.truth(at: index))
        case .number:
            if thread.isInteger(at: index), let integer = thread.integer(at: index) { return .integer(integer) }
            return .number(thread.number(at: index) ?? 0)
        case .string: return string(thread, at: index, depth: depth)
        case .table:
            if let name = symbol(thread, index) { return .symbol(name) }
            // A name alone says less than the content.
            if usesToString, let text = described(thread, at: index, by: ["__tostring"]) { return .symbol(text) }
            return table(thread, at: thread.absolute(index), depth: depth)
        case .function, .thread, .userdata, .lightUserdata:
            if let name = symbol(thread, index) { return .symbol(name) }
            return .symbol(described(thread, at: index) ?? nameless(thread, at: index))
        }
    }

    /// The list at `index` as records with what cells of a table can show: of tables in them, only those in `nested`.
    /// nil where it is no list of records. Stack: [-0, +0, -]
    mutating func records(_ thread: LuaThread, at index: Int, nested: Set<String>) -> PrintableTable? {
        guard thread.type(at: index) == .table, symbol(thread, index) == nil, (try? thread.reserve(8)) != nil,
            !(usesToString && hasToString(thread, at: index))
        else { return nil }
        let keys = thread.keys(at: index)
        guard keys.other == nil, keys.items > 0, keys.largest == Int64(keys.items) else { return nil }
        let nested = Set(nested.map { Array($0.utf8) })
        var result = PrintableTable()
        let shown = min(keys.items, limits.rows)
        result.items.reserveCapacity(shown)
        for item in 1...shown {
            let type = thread.rawGet(item, at: index)
            defer { thread.pop() }
            guard type == .table, let row = record(thread, at: thread.absolute(-1), nested: nested) else { return nil }
            result.items.append(.table(row))
        }
        result.omitted = keys.items - shown
        appendFields(keys.names, of: thread, at: thread.absolute(index), depth: 0, limit: .max, to: &result)
        return result
    }

    private mutating func record(_ thread: LuaThread, at row: Int, nested: Set<[UInt8]>) -> PrintableTable? {
        guard !(usesToString && hasToString(thread, at: row)), symbol(thread, row) == nil else { return nil }
        let keys = thread.keys(at: row)
        guard keys.other == nil, keys.items == 0, !keys.names.isEmpty else { return nil }
        var record = PrintableTable()
        record.fields.reserveCapacity(keys.names.count)
        if keys.names != lastNames.given {
            lastNames = (keys.names, keys.names.sorted(by: FieldOrder.precedes))
        }
        for name in lastNames.sorted {
            thread.push(bytes: name)
            let type = thread.rawGet(at: row)
            defer { thread.pop() }
            if type == .table, !nested.contains(name) { continue }
            record.fields.append(.init(key: .string(name), value: value(thread, at: -1, depth: limits.depth - 3)))
        }
        return record.fields.isEmpty ? nil : record
    }

    // MARK: - Scalars

    private func string(_ thread: LuaThread, at index: Int, depth: Int) -> PrintableValue {
        let (limit, overflows) =
            depth == 0 ? limits.string.multipliedReportingOverflow(by: 100) : (limits.string, false)
        return thread.withBytes(at: index) { bytes in
            guard !overflows, bytes.count > limit else { return .string(Array(bytes)) }
            // Not in the middle of a character.
            var end = limit
            while end > 0, limit - end < 4, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            return .longString(Array(bytes[..<end]), omitted: bytes.count - end)
        } ?? .null
    }

    // MARK: - Tables

    private mutating func table(_ thread: LuaThread, at index: Int, depth: Int) -> PrintableValue {
        guard let address = thread.address(at: index) else { return .cut }
        if open.contains(address) { return .cycle }
        guard depth < limits.depth, (try? thread.reserve(8)) != nil else { return .cut }
        open.insert(address)
        defer { open.remove(address) }

        let limit = depth == 0 ? limits.outer : limits.inner
        let keys = thread.keys(at: index)
        var result = PrintableTable()
        if keys.other == nil, keys.largest == Int64(keys.items) {
            appendItems(keys.items, of: thread, at: index, depth: depth, limit: limit, to: &result)
            appendFields(keys.names, of: thread, at: index, depth: depth, limit: limit, to: &result)
        } else {
            appendAll(thread, at: index, depth: depth, limit: limit, to: &result)
        }
        return .table(result)
    }

    private mutating func appendItems(
        _ count: Int, of thread: LuaThread, at index: Int, depth: Int, limit: Int, to result: inout PrintableTable
    ) {
        let shown = min(count, limit)
        for item in 0..<shown {
            guard taken <= limits.total else {
                result.omitted += count - item
                return
            }
            thread.rawGet(item + 1, at: index)
            result.items.append(value(thread, at: -1, depth: depth + 1))
            thread.pop()
        }
        result.omitted += count - shown
    }

    private mutating func appendFields(
        _ names: [[UInt8]], of thread: LuaThread, at index: Int, depth: Int, limit: Int,
        to result: inout PrintableTable
    ) {
        let room = max(0, limit - result.items.count)
        let shown = FieldOrder.first(room, of: names)
        for (position, name) in shown.enumerated() {
            guard taken <= limits.total else {
                result.omitted += names.count - position
                return
            }
            thread.push(bytes: name)
            thread.rawGet(at: index)
            result.fields.append(.init(key: .string(name), value: value(thread, at: -1, depth: depth + 1)))
            thread.pop()
        }
        result.omitted += names.count - shown.count
    }

    /// A table with holes, or with keys that are neither names nor positive integers.
    private mutating func appendAll(
        _ thread: LuaThread, at index: Int, depth: Int, limit: Int, to result: inout PrintableTable
    ) {
        var length = 0
        while thread.rawGet(length + 1, at: index) != .nil {
            length += 1
            if result.items.count < limit, taken <= limits.total {
                result.items.append(value(thread, at: -1, depth: depth + 1))
            } else {
                result.omitted += 1
            }
            thread.pop()
        }
        thread.pop()

        thread.pushNil()
        // `next` fails only for a key that is not there, and nothing changes the table meanwhile but a __tostring.
        while (try? thread.next(at: index)) == true {
            if !isItem(thread, at: -2, of: length) {
                if result.items.count + result.fields.count < limit, taken <= limits.total {
                    let key = value(thread, at: -2, depth: depth + 1)
                    result.fields.append(.init(key: key, value: value(thread, at: -1, depth: depth + 1)))
                } else {
                    result.omitted += 1
                }
            }
            thread.pop()
        }
        result.fields.sort { FieldOrder.precedes($0.key, $1.key) }
    }

    private func isItem(_ thread: LuaThread, at index: Int, of length: Int) -> Bool {
        guard thread.isInteger(at: index), let key = thread.integer(at: index) else { return false }
        return key >= 1 && key <= Int64(length)
    }

    // MARK: - Values that describe themselves

    private func hasToString(_ thread: LuaThread, at index: Int) -> Bool {
        guard thread.pushMetafield("__tostring", of: index) else { return false }
        thread.pop()
        return true
    }

    /// What `tostring` makes of it, nil where it has none of the metafields; a raise is shown as such.
    private mutating func described(
        _ thread: LuaThread, at index: Int, by metafields: [StaticString] = ["__tostring", "__name"]
    ) -> String? {
        guard (try? thread.reserve(4)) != nil else { return nil }
        var isDescribed = false
        for name in metafields where !isDescribed {
            if thread.pushMetafield(name, of: index) {
                thread.pop()
                isDescribed = true
            }
        }
        guard isDescribed else { return nil }
        do throws(LuaError) {
            try thread.pushToString(of: index)
            defer { thread.pop() }
            return thread.string(at: -1)
        } catch {
            if thread.state.interruptReason != nil { interruption = error }
            return "<\(thread.type(at: index).name): __tostring raised: \(error.message)>"
        }
    }

    private func nameless(_ thread: LuaThread, at index: Int) -> String {
        let address = thread.address(at: index).map { UInt(bitPattern: $0) } ?? 0
        let kind = thread.isHostFunction(at: index) ? "builtin" : thread.type(at: index).name
        return "\(kind): 0x\(String(address, radix: 16))"
    }
}
