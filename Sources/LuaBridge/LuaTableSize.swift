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
}
