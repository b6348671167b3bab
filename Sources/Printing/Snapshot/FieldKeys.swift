import LuaBridge

/// The keys of a table that are no items, in the order in which fields are shown: the same however the table grew.
struct FieldKeys {
    /// Integers and other numbers.
    private let numbers: [PrintableValue]
    private let names: [[UInt8]]
    private let booleans: [PrintableValue]
    /// How many keys are tables, functions and the like.
    let objects: Int

    /// - Parameters:
    ///   - keys: all keys of the table at `index`.
    ///   - numbers: the keys of items that count as fields, sorted.
    init(_ thread: LuaThread, at index: Int, _ keys: LuaTableKeys, numbers: some Sequence<Int64>) {
        var others = keys.size.others > 0 ? Self.scalars(thread, at: index) : []
        others.sort(by: FieldOrder.precedes)
        objects = keys.size.others - others.count
        names = keys.names
        booleans = others.filter { if case .boolean = $0 { true } else { false } }
        others.removeLast(booleans.count)
        // Integers that are no items are below those that are, and stand before all floats.
        let integers = others.prefix { if case .integer = $0 { true } else { false } }
        self.numbers = integers + numbers.map { .integer($0) } + others.dropFirst(integers.count)
    }

    /// All of them.
    var count: Int { numbers.count + names.count + booleans.count + objects }

    /// The first of those that are no objects.
    func first(_ room: Int) -> [PrintableValue] {
        let numbers = numbers.prefix(room)
        let names = FieldOrder.first(room - numbers.count, of: names).map(PrintableValue.string)
        return numbers + names + booleans.prefix(room - numbers.count - names.count)
    }

    /// Pushes a key. Stack: [-0, +1, m]
    func push(_ key: PrintableValue, on thread: LuaThread) {
        thread.balanced(pushes: 1) {
            switch key {
            case .integer(let value): thread.push(value)
            case .number(let value): thread.push(value)
            case .string(let bytes): thread.push(bytes: bytes)
            case .boolean(let value): thread.push(value)
            default: thread.pushNil()
            }
        }
    }

    static func isObject(_ type: LuaType) -> Bool {
        switch type {
        case .none, .nil, .boolean, .number, .string: false
        case .table, .function, .thread, .userdata, .lightUserdata: true
        }
    }

    /// The keys that are neither names nor items nor objects. Stack: [-0, +0, -]
    private static func scalars(_ thread: LuaThread, at index: Int) -> [PrintableValue] {
        thread.balanced {
            var keys: [PrintableValue] = []
            thread.pushNil()
            // Nothing changes the table meanwhile.
            while (try? thread.next(at: index)) == true {
                switch thread.type(at: -2) {
                case .boolean: keys.append(.boolean(thread.truth(at: -2)))
                case .number where !thread.isInteger(at: -2): keys.append(.number(thread.number(at: -2) ?? 0))
                case .number:
                    if let integer = thread.integer(at: -2), integer < 1 { keys.append(.integer(integer)) }
                default: break
                }
                thread.pop()
            }
            return keys
        }
    }
}
