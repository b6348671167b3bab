import CLua

/// How many keys of each kind a table has. The same for equal tables, however they grew.
public struct LuaTableSize: Sendable, Equatable {
    /// Keys that are strings.
    public let names: Int
    /// Keys that are integers from 1 on.
    public let items: Int
    /// The largest of those; 0 for none.
    public let largest: Int64
    /// All other keys.
    public let others: Int
    /// The first of those in their order: integers, other numbers, false and true, then the rest by their types.
    public let other: LuaTableKeys.Other?

    /// Whether no item is missing before the last.
    public var hasNoHoles: Bool { largest == Int64(items) }

    init(_ keys: clua_Keys) {
        names = keys.names
        items = keys.items
        largest = keys.largest
        others = keys.others
        other = LuaTableKeys.Other(keys)
    }

    /// So many items, the last of them `largest`.
    init(items: Int, largest: Int64) {
        self.init(clua_Keys(items: items, largest: largest))
    }
}

extension LuaThread {
    /// Counts the keys of the table at `index` by raw access. Stack: [-0, +0, -]
    public func size(at index: Int) -> LuaTableSize {
        balanced {
            var found = clua_Keys()
            clua_keys(pointer, Int32(index), &found, nil, 0)
            return LuaTableSize(found)
        }
    }
}

extension clua_Keys {
    fileprivate init(items: Int, largest: Int64) {
        self.init()
        self.items = items
        self.largest = largest
    }
}
