import LuaBridge
import Memory

/// Takes Lua values as trees by raw access: no metamethod runs but `__tostring`, protected, where asked.
struct LuaSnapshot {
    let limits: PrintableLimits
    /// The names of values that have one, such as the host's `null`.
    let symbol: (LuaThread, Int) -> String?
    /// The kinds of tables of which one is known.
    let kind: (LuaThread, Int) -> String?
    /// Whether a table with `__tostring` is shown as what that answers.
    let usesToString: Bool
    /// What ended the taking: Ctrl-C in a `__tostring`, or that there is no memory for more. What was taken is not whole then.
    private(set) var interruption: (any Error)?
    /// What counts the tree, and the text that is made of it.
    private let memory: HeldMemory
    /// Bytes that are to be counted.
    private var uncounted = 0
    private var taken = 0
    /// The tables around the one that is taken: few, so that a look at each is quicker than a set.
    private var open: [UnsafeRawPointer] = []
    private let tables: LuaTableStack
    /// Those of the last record of a list, and of the last tables inside: most are of records with the same.
    private var lastNames = RecordNames(kind: nil, [], leavingOut: [])
    private var innerNames: [RecordNames] = []

    init(
        limits: PrintableLimits, usesToString: Bool, account: MemoryAccount = MemoryAccount(),
        kind: @escaping (LuaThread, Int) -> String? = { _, _ in nil },
        symbol: @escaping (LuaThread, Int) -> String?
    ) {
        memory = HeldMemory(of: account)
        tables = LuaTableStack(account: account)
        self.kind = kind
        self.limits = limits
        self.usesToString = usesToString
        self.symbol = symbol
    }

    /// The value at `index`. Stack: [-0, +0, -]
    mutating func value(_ thread: LuaThread, at index: Int, depth: Int = 0) -> PrintableValue {
        thread.balanced {
            guard count(depth) else { return .cut }
            switch thread.type(at: index) {
            case .none, .nil: return .null
            case .boolean: return .boolean(thread.truth(at: index))
            case .number:
                if thread.isInteger(at: index), let integer = thread.integer(at: index) { return .integer(integer) }
                return .number(thread.number(at: index) ?? 0)
            case .string: return thread.borrowedBytes(at: index).map { string($0, depth: depth) } ?? .null
            case .table:
                if let name = symbol(thread, index) { return .symbol(name) }
                if LuaReadOnlyView.isView(at: index, of: thread) { return contents(thread, at: index, depth: depth) }
                // A name alone says less than the content.
                if usesToString, let text = described(thread, at: index, by: ["__tostring"]) { return .symbol(text) }
                return table(thread, at: thread.absolute(index), depth: depth)
            case .function, .thread, .userdata, .lightUserdata:
                if let name = symbol(thread, index) { return .symbol(name) }
                return .symbol(described(thread, at: index) ?? nameless(thread, at: index))
            }
        }
    }

    /// Counts a value that is about to be taken; false where there is no room for it.
    private mutating func count(_ depth: Int) -> Bool {
        taken += 1
        // A value, its place in the tree, and its line with the margin.
        return taken <= limits.total && hold(96 + 4 * depth)
    }

    /// Counts what is about to be kept; false where there is no memory for it, or where something else ended the taking.
    private mutating func hold(_ bytes: Int) -> Bool {
        guard interruption == nil else { return false }
        uncounted += bytes
        guard uncounted >= 4096 else { return true }
        do throws(NotEnoughMemory) {
            try memory.grow(by: uncounted)
            uncounted = 0
            return true
        } catch {
            interruption = error
            return false
        }
    }

    private mutating func hold(_ key: PrintableValue) -> Bool {
        if case .string(let name) = key { hold(text: name.count) } else { interruption == nil }
    }

    /// Counts the bytes of a text: itself, and what is made of it on the way to the output.
    private mutating func hold(text bytes: Int) -> Bool { hold(min(bytes, 1 << 60) * 4) }

    /// The list at `index` as records with what cells of a table can show; nil where it is no list of records.
    /// Stack: [-0, +0, -]
    ///
    /// - Parameter leavingOut: the fields, of records with such names, of which a table is not read: it becomes `cut`.
    mutating func records(
        _ thread: LuaThread, at index: Int, leavingOut: (String?, [[UInt8]]) -> Set<[UInt8]>
    ) -> PrintableTable? {
        thread.balanced {
            guard thread.type(at: index) == .table, symbol(thread, index) == nil, (try? thread.reserve(8)) != nil,
                !(usesToString && hasToString(thread, at: index))
            else { return nil }
            let keys = thread.keys(at: index)
            guard keys.items > 0 else { return nil }
            let numbers = keys.size.hasNoHoles ? nil : thread.itemNumbers(at: index)
            var result = PrintableTable()
            var shown = 0
            result.items.reserveCapacity(min(keys.items, limits.rows))
            while shown < min(keys.items, limits.rows), taken <= limits.total, interruption == nil {
                let number = numbers?[shown] ?? Int64(shown + 1)
                let type = thread.rawGet(Int(number), at: index)
                defer { thread.pop() }
                guard type == .table, let row = record(thread, at: thread.absolute(-1), leavingOut) else { return nil }
                if number == Int64(result.items.count + 1) {
                    result.items.append(.table(row))
                } else {
                    result.fields.append(.init(key: .integer(number), value: .table(row)))
                }
                shown += 1
            }
            result.omitted = keys.items - shown
            let fields = FieldKeys(thread, at: thread.absolute(index), keys, numbers: [])
            appendFields(fields, of: thread, at: thread.absolute(index), depth: 0, room: .max, to: &result)
            if keys.size.others > 0 { result.fields.sort { FieldOrder.precedes($0.key, $1.key) } }
            return result
        }
    }

    private mutating func record(
        _ thread: LuaThread, at row: Int, _ leavingOut: (String?, [[UInt8]]) -> Set<[UInt8]>
    ) -> PrintableTable? {
        guard !(usesToString && hasToString(thread, at: row)), symbol(thread, row) == nil else { return nil }
        let kind = kind(thread, row)
        guard let reading = try? tables.open(at: row, of: thread) else { return nil }
        var record = PrintableTable(kind: kind)
        guard reading.size.others == 0, reading.size.items == 0, reading.size.names > 0 else {
            tables.close(reading, of: thread)
            return nil
        }
        let bytes = reading.places.lazy.map { [tables] in tables.field(at: $0).name }
        if !lastNames.isOf(kind, bytes) {
            let names = Array(bytes.map { Array($0) })
            lastNames = RecordNames(kind: kind, names, leavingOut: leavingOut(kind, names))
        }
        record.fields.reserveCapacity(reading.places.count)
        var rest: [Int] = []
        for (number, place) in reading.places.enumerated() {
            let value = tables.field(at: place).value
            if case .other(let type) = value, type != .table || !lastNames.isLeftOut[number] { rest.append(number) }
            record.fields.append(
                .init(key: lastNames.keys[number], value: scalar(value, depth: limits.depth - 3) ?? .cut))
        }
        tables.close(reading, of: thread)
        // Looking at these may run code, so only now that nothing of the table is lent any more.
        for number in rest {
            thread.push(bytes: lastNames.bytes[number])
            thread.rawGet(at: row)
            defer { thread.pop() }
            record.fields[number].value = value(thread, at: -1, depth: limits.depth - 3)
        }
        return record
    }

    // MARK: - Scalars

    /// A scalar that was read of a table; nil for any other value.
    private mutating func scalar(_ value: LuaBorrowedValue, depth: Int) -> PrintableValue? {
        if case .other = value { return nil }
        guard count(depth) else { return .cut }
        switch value {
        case .boolean(let value): return .boolean(value)
        case .integer(let value): return .integer(value)
        case .number(let value): return .number(value)
        case .string(let bytes): return string(bytes, depth: depth)
        case .other: return nil
        }
    }

    private mutating func string(_ bytes: UnsafeRawBufferPointer, depth: Int) -> PrintableValue {
        let (limit, overflows) =
            depth == 0 ? limits.string.multipliedReportingOverflow(by: 100) : (limits.string, false)
        guard hold(text: overflows ? bytes.count : min(bytes.count, limit)) else { return .cut }
        guard !overflows, bytes.count > limit else { return .string(Array(bytes)) }
        // Not in the middle of a character.
        var end = limit
        while end > 0, limit - end < 4, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return .longString(Array(bytes[..<end]), omitted: bytes.count - end)
    }

    // MARK: - Tables

    private mutating func table(_ thread: LuaThread, at index: Int, depth: Int) -> PrintableValue {
        guard let address = thread.address(at: index) else { return .cut }
        if open.contains(address) { return .cycle }
        guard depth < limits.depth, (try? thread.reserve(8)) != nil else { return .cut }
        open.append(address)
        defer { open.removeLast() }

        let limit = depth == 0 ? limits.outer : limits.inner
        if let result = scalars(thread, at: index, depth: depth, limit: limit) { return .table(result) }
        let keys = thread.keys(at: index)
        var result = PrintableTable(kind: kind(thread, index))
        // The items end at the first hole; what is beyond it has its number as a key.
        let numbers = keys.size.hasNoHoles ? [] : thread.itemNumbers(at: index)
        let length = numbers.enumerated().first { $1 != Int64($0 + 1) }?.offset ?? keys.items
        appendItems(length, of: thread, at: index, depth: depth, limit: limit, to: &result)
        let fields = FieldKeys(thread, at: index, keys, numbers: numbers.dropFirst(length))
        appendFields(
            fields, of: thread, at: index, depth: depth, room: max(0, limit - result.items.count), to: &result)
        return .table(result)
    }

    /// A table that has names with scalars and nothing else, as many as there is room for; nil for any other. No code runs.
    private mutating func scalars(_ thread: LuaThread, at index: Int, depth: Int, limit: Int) -> PrintableTable? {
        guard let reading = try? tables.open(at: index, of: thread) else { return nil }
        defer { tables.close(reading, of: thread) }
        let size = reading.size
        guard size.names > 0, size.names <= limit, size.items == 0, size.others == 0 else { return nil }
        let fields = reading.places.lazy.map { [tables] in tables.field(at: $0) }
        guard fields.allSatisfy({ if case .other = $0.value { false } else { true } }) else { return nil }
        var result = PrintableTable(kind: kind(thread, index))
        result.fields.reserveCapacity(size.names)
        let keys = innerKeys(fields.map(\.name))
        for (key, field) in zip(keys, fields) where taken <= limits.total && hold(key) {
            result.fields.append(.init(key: key, value: scalar(field.value, depth: depth + 1) ?? .cut))
        }
        result.omitted = size.names - result.fields.count
        return result
    }

    /// The names of a table inside another as keys.
    private mutating func innerKeys(_ names: some Collection<UnsafeRawBufferPointer>) -> [PrintableValue] {
        if let known = innerNames.first(where: { $0.isOf(nil, names) }) { return known.keys }
        let new = RecordNames(kind: nil, names.map { Array($0) }, leavingOut: [])
        if innerNames.count == 4 { innerNames.removeFirst() }
        innerNames.append(new)
        return new.keys
    }

    /// What a view shows.
    private mutating func contents(_ thread: LuaThread, at index: Int, depth: Int) -> PrintableValue {
        guard (try? thread.reserve(8)) != nil, (try? LuaReadOnlyView.pushContents(at: index, of: thread)) != nil else {
            return .cut
        }
        defer { thread.pop() }
        return table(thread, at: thread.absolute(-1), depth: depth)
    }

    private mutating func appendItems(
        _ count: Int, of thread: LuaThread, at index: Int, depth: Int, limit: Int, to result: inout PrintableTable
    ) {
        let shown = min(count, limit)
        for item in 0..<shown {
            guard taken <= limits.total, interruption == nil else {
                result.omitted += count - item
                return
            }
            thread.rawGet(item + 1, at: index)
            result.items.append(value(thread, at: -1, depth: depth + 1))
            thread.pop()
        }
        result.omitted += count - shown
    }

    /// Appends the fields in their order, no more than there is room for.
    private mutating func appendFields(
        _ keys: FieldKeys, of thread: LuaThread, at index: Int, depth: Int, room: Int, to result: inout PrintableTable
    ) {
        var shown = 0
        for key in keys.first(room) where taken <= limits.total && hold(key) {
            keys.push(key, on: thread)
            thread.rawGet(at: index)
            result.fields.append(.init(key: key, value: value(thread, at: -1, depth: depth + 1)))
            thread.pop()
            shown += 1
        }
        if keys.objects > 0, shown < room, taken <= limits.total {
            shown += appendObjectKeys(of: thread, at: index, depth: depth, room: room - shown, to: &result)
        }
        result.omitted += keys.count - shown
    }

    /// Appends the fields whose keys are tables, functions and the like; answers how many.
    private mutating func appendObjectKeys(
        of thread: LuaThread, at index: Int, depth: Int, room: Int, to result: inout PrintableTable
    ) -> Int {
        var shown = 0
        let first = result.fields.count
        thread.pushNil()
        // `next` fails only for a key that is not there any more, as a __tostring can bring about.
        while (try? thread.next(at: index)) == true {
            guard shown < room, taken <= limits.total, interruption == nil else {
                thread.pop(2)
                break
            }
            if FieldKeys.isObject(thread.type(at: -2)) {
                let key = value(thread, at: -2, depth: depth + 1)
                result.fields.append(.init(key: key, value: value(thread, at: -1, depth: depth + 1)))
                shown += 1
            }
            thread.pop()
        }
        result.fields[first...].sort { FieldOrder.precedes($0.key, $1.key) }
        return shown
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
            guard let text = thread.borrowedBytes(at: -1), hold(text: text.count) else { return nil }
            return String(decoding: text, as: UTF8.self)
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
