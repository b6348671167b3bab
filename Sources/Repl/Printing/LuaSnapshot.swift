import LuaBridge

/// Takes Lua values as trees by raw access: no metamethod runs but `__tostring`, protected, where asked.
struct LuaSnapshot {
    let limits: PrintableLimits
    /// The names of values that have one, such as the host's `null`.
    let symbol: (LuaThread, Int) -> String?
    /// Whether a table with `__tostring` is shown as what that answers.
    let usesToString: Bool
    private var taken = 0
    private var open: Set<UnsafeRawPointer> = []

    init(limits: PrintableLimits, usesToString: Bool, symbol: @escaping (LuaThread, Int) -> String?) {
        self.limits = limits
        self.usesToString = usesToString
        self.symbol = symbol
    }

    /// The value at `index`. Stack: [-0, +0, -]
    mutating func value(_ thread: LuaThread, at index: Int, depth: Int = 0) -> PrintableValue {
        taken += 1
        if taken > limits.total { return .cut }
        if let name = symbol(thread, index) { return .symbol(name) }
        switch thread.type(at: index) {
        case .none, .nil: return .null
        case .boolean: return .boolean(thread.truth(at: index))
        case .number:
            if thread.isInteger(at: index), let integer = thread.integer(at: index) { return .integer(integer) }
            return .number(thread.number(at: index) ?? 0)
        case .string:
            return thread.withBytes(at: index) { bytes in
                bytes.count <= limits.string
                    ? .string(Array(bytes)) : .string(bytes.prefix(limits.string) + Array("…".utf8))
            } ?? .null
        case .table:
            // A name alone says less than the content.
            if usesToString, let text = described(thread, at: index, by: ["__tostring"]) { return .symbol(text) }
            return table(thread, at: thread.absolute(index), depth: depth)
        case .function, .thread, .userdata, .lightUserdata:
            return .symbol(described(thread, at: index) ?? nameless(thread, at: index))
        }
    }

    private mutating func table(_ thread: LuaThread, at index: Int, depth: Int) -> PrintableValue {
        guard let address = thread.address(at: index) else { return .cut }
        if open.contains(address) { return .cycle }
        guard depth < limits.depth, (try? thread.reserve(6)) != nil else { return .cut }
        open.insert(address)
        defer { open.remove(address) }

        let limit = depth == 0 ? Int.max : limits.inner
        var result = PrintableTable()
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
        return .table(result)
    }

    private func isItem(_ thread: LuaThread, at index: Int, of length: Int) -> Bool {
        guard thread.isInteger(at: index), let key = thread.integer(at: index) else { return false }
        return key >= 1 && key <= Int64(length)
    }

    /// What `tostring` makes of it, nil where it has none of the metafields; a raise is shown as such.
    private func described(
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
            return "<\(thread.type(at: index).name): __tostring raised: \(error.message)>"
        }
    }

    private func nameless(_ thread: LuaThread, at index: Int) -> String {
        let address = thread.address(at: index).map { UInt(bitPattern: $0) } ?? 0
        let kind = thread.isHostFunction(at: index) ? "builtin" : thread.type(at: index).name
        return "\(kind): 0x\(String(address, radix: 16))"
    }
}

/// The order in which fields are shown: integers, numbers, names, then the rest, each in its own order.
enum FieldOrder {
    static func precedes(_ first: PrintableValue, _ second: PrintableValue) -> Bool {
        switch (first, second) {
        case (.integer(let first), .integer(let second)): first < second
        case (.number(let first), .number(let second)): first < second
        case (.string(let first), .string(let second)): first.lexicographicallyPrecedes(second)
        case (.symbol(let first), .symbol(let second)): first < second
        default: rank(first) < rank(second)
        }
    }

    private static func rank(_ value: PrintableValue) -> Int {
        switch value {
        case .integer: 0
        case .number: 1
        case .string: 2
        case .boolean: 3
        default: 4
        }
    }
}
