import CLua

/// Which keys a table has. The same for equal tables, however they grew, but for the order of the names.
public struct LuaTableKeys {
    /// A key that is neither a string nor an integer from 1 on.
    public enum Other: Sendable, Equatable {
        case integer(Int64)
        case number(Double)
        case boolean(Bool)
        /// Anything else, by its type.
        case object(LuaType)

        init?(_ keys: clua_Keys) {
            guard keys.others > 0, let type = LuaType(rawValue: keys.other_type) else { return nil }
            switch type {
            case .boolean: self = .boolean(keys.other.truth != 0)
            case .number where keys.other_is_integer != 0: self = .integer(keys.other.integer)
            case .number: self = .number(keys.other.number)
            default: self = .object(type)
            }
        }
    }

    /// The string keys, in no particular order.
    public let names: [[UInt8]]
    /// How many keys of each kind there are.
    public let size: LuaTableSize
    /// How many keys are integers from 1 on.
    public var items: Int { size.items }
    /// The largest of those; 0 for none.
    public var largest: Int64 { size.largest }
    /// The first other key.
    public var other: Other? { size.other }
}

extension LuaThread {
    /// Looks at all keys of the table at `index` by raw access. Stack: [-0, +0, -]
    public func keys(at index: Int) -> LuaTableKeys {
        balanced {
            let usual = 32
            var found = clua_Keys()
            let small = withUnsafeTemporaryAllocation(of: clua_Name.self, capacity: usual) { names in
                keys(at: index, &found, names)
            }
            if let small { return small }
            let room = found.names
            return withUnsafeTemporaryAllocation(of: clua_Name.self, capacity: room) { names in
                keys(at: index, &found, names)
            } ?? LuaTableKeys(names: [], size: LuaTableSize(found))
        }
    }

    /// nil where the table has more names than there is room.
    private func keys(
        at index: Int, _ found: inout clua_Keys, _ names: UnsafeMutableBufferPointer<clua_Name>
    ) -> LuaTableKeys? {
        clua_keys(pointer, Int32(index), &found, names.baseAddress, names.count)
        guard found.names <= names.count else { return nil }
        return LuaTableKeys(
            names: names.prefix(found.names).map { [UInt8](UnsafeRawBufferPointer(start: $0.start, count: $0.length)) },
            size: LuaTableSize(found))
    }

    /// The keys of the table at `index` that are integers from 1 on, in their order. Stack: [-0, +0, -]
    public func itemNumbers(at index: Int) -> [Int64] {
        balanced {
            let count = size(at: index).items
            return [Int64](unsafeUninitializedCapacity: count) { numbers, stored in
                stored = numbers.withMemoryRebound(to: CLongLong.self) {
                    clua_item_numbers(pointer, Int32(index), $0.baseAddress, $0.count)
                }
            }
        }
    }
}
