import CLua

/// Which keys a table has.
public struct LuaTableKeys {
    /// A key that is neither a string nor an integer from 1 on.
    public enum Other: Sendable, Equatable {
        case integer(Int64)
        case number(Double)
        case boolean(Bool)
        /// Anything else, by its type.
        case object(LuaType)
    }

    /// The string keys, in no particular order.
    public let names: [[UInt8]]
    /// How many keys are integers from 1 on.
    public let items: Int
    /// The largest of those; 0 for none.
    public let largest: Int64
    /// The first other key that was met; what else the table has is not complete then.
    public let other: Other?
}

extension LuaThread {
    /// Looks at all keys of the table at `index` by raw access. Stack: [-0, +0, -]
    public func keys(at index: Int) -> LuaTableKeys {
        let usual = 32
        var found = clua_Keys()
        let small = withUnsafeTemporaryAllocation(of: clua_Name.self, capacity: usual) { names in
            keys(at: index, &found, names)
        }
        if let small { return small }
        let room = found.names
        return withUnsafeTemporaryAllocation(of: clua_Name.self, capacity: room) { names in
            keys(at: index, &found, names)
        } ?? LuaTableKeys(names: [], items: 0, largest: 0, other: nil)
    }

    /// nil where the table has more names than there is room.
    private func keys(
        at index: Int, _ found: inout clua_Keys, _ names: UnsafeMutableBufferPointer<clua_Name>
    ) -> LuaTableKeys? {
        let hasOther = clua_keys(pointer, Int32(index), &found, names.baseAddress, names.count) != 0
        let other = hasOther ? otherKey() : nil
        guard found.names <= names.count else { return nil }
        return LuaTableKeys(
            names: names.prefix(found.names).map { [UInt8](UnsafeRawBufferPointer(start: $0.start, count: $0.length)) },
            items: found.items, largest: found.largest, other: other)
    }

    /// Pops a key. Stack: [-1, +0, -]
    func otherKey() -> LuaTableKeys.Other {
        defer { pop() }
        switch type(at: -1) {
        case .boolean: return .boolean(truth(at: -1))
        case .number:
            if isInteger(at: -1), let integer = integer(at: -1) { return .integer(integer) }
            return .number(number(at: -1) ?? 0)
        case let type: return .object(type)
        }
    }
}
