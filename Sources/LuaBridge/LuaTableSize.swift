import CLua

/// How many keys of each kind a table has.
public struct LuaTableSize {
    /// Keys that are strings.
    public let names: Int
    /// Keys that are integers from 1 on.
    public let items: Int
    /// The largest of those; 0 for none.
    public let largest: Int64
    /// The first other key that was met; the numbers are not complete then.
    public let other: LuaTableKeys.Other?
}

extension LuaThread {
    /// Counts the keys of the table at `index` by raw access. Stack: [-0, +0, -]
    public func size(at index: Int) -> LuaTableSize {
        var found = clua_Keys()
        let hasOther = clua_keys(pointer, Int32(index), &found, nil, 0) != 0
        let other = hasOther ? otherKey() : nil
        return LuaTableSize(names: found.names, items: found.items, largest: found.largest, other: other)
    }

    /// Lends the string keys of the table at `index`, of which it has at most `limit`, one after the other in the order of
    /// their bytes, until `body` answers false; the value of each is on top of the stack meanwhile. `body` must leave the
    /// stack as it was. Stack: [-0, +0, -]
    ///
    /// Not generic, as no generic code of one module is specialized for another, and this is the heart of loops.
    ///
    /// - Precondition: there is room for `limit` + 4 values.
    public func forEachField(at index: Int, limit: Int, _ body: (_ name: UnsafeRawBufferPointer) -> Bool) {
        let index = absolute(index)
        let top = top
        defer { setTop(top) }
        withUnsafeTemporaryAllocation(of: clua_PlacedName.self, capacity: limit) { names in
            let count = clua_push_names(pointer, Int32(index), names.baseAddress, limit)
            for name in names.prefix(count) {
                lua_pushvalue(pointer, name.place)
                _ = lua_rawget(pointer, Int32(index))
                guard body(UnsafeRawBufferPointer(start: name.start, count: name.length)) else { return }
                clua_settop(pointer, -2)
            }
        }
    }
}
