import CLua
public import Memory

/// What stands in tables that are gone through one inside the other: an inner table's values above its outer one's.
///
/// A table is read in one walk by raw access, so that its scalars need no further call.
public final class LuaTableStack {
    /// What was read of one table.
    public struct Reading {
        /// Where its values are found here: those of all fields, or of the first items where it has nothing else.
        public let places: Range<Int>
        /// How many keys of each kind it has; for a reading of items only, those.
        public let size: LuaTableSize
        let index: Int32
        let top: Int
    }

    /// So many values that are no scalars may stand on Lua's stack for each reading; of fields, further ones are looked
    /// up.
    private static let standing = 32

    private var storage = UnsafeMutableBufferPointer<clua_Field>(start: nil, count: 0)
    private var count = 0
    private let account: MemoryAccount?

    /// Makes an empty one, which is counted in an account.
    public init(account: MemoryAccount? = nil) {
        self.account = account
    }

    deinit {
        account?.give(size)
        storage.deallocate()
    }

    private var size: Int { storage.count * MemoryLayout<clua_Field>.stride }

    /// Reads the table at `index` and counts its keys: the first items where it has items only, else the fields in the order
    /// of their names' bytes; nothing where it has a key that is neither name nor item. The table must stay as it is until
    /// the reading is closed; some of its values are on the stack meanwhile. Stack: [-0, +?, -]
    public func open(at index: Int, of thread: LuaThread) throws(LuaStackOverflow) -> Reading {
        try thread.balanced(pushes: nil) { () throws(LuaStackOverflow) in
            try thread.reserve(Self.standing + 4)
            if storage.count - count < Self.standing { grow(by: Self.standing) }
            let index = lua_absindex(thread.pointer, Int32(index))
            let top = thread.top
            while true {
                var keys = clua_Keys()
                let room = UnsafeMutableBufferPointer(rebasing: storage[count...])
                let items = clua_read_table(
                    thread.pointer, index, &keys, room.baseAddress, room.count, Int32(Self.standing))
                guard keys.others > 0 || keys.names <= room.count else {
                    thread.setTop(top)
                    grow(by: keys.names)
                    continue
                }
                let first = count
                count += keys.others > 0 ? 0 : keys.names + Int(items)
                return Reading(places: first..<count, size: LuaTableSize(keys), index: index, top: top)
            }
        }
    }

    /// Reads the items of the table at `index` from `first` on, as many as are read at once. As before, the table must stay
    /// as it is. Stack: [-0, +?, -]
    public func openItems(
        _ items: Range<Int>, at index: Int, of thread: LuaThread
    ) throws(LuaStackOverflow) -> Reading {
        try thread.balanced(pushes: nil) { () throws(LuaStackOverflow) in
            let most = min(items.count, Self.standing)
            try thread.reserve(most + 4)
            if storage.count - count < most { grow(by: most) }
            let top = thread.top
            let index = lua_absindex(thread.pointer, Int32(index))
            clua_items(
                thread.pointer, index, Int64(items.lowerBound), storage.baseAddress.map { $0 + count }, most)
            count += most
            return Reading(
                places: count - most..<count,
                size: LuaTableSize(items: most, largest: Int64(items.lowerBound + most - 1)),
                index: index, top: top)
        }
    }

    /// Forgets the innermost reading, and takes off the stack what stands above its table's values there.
    /// Stack: [-?, +0, -]
    public func close(_ reading: Reading, of thread: LuaThread) {
        thread.balanced(pops: nil) {
            count = reading.places.lowerBound
            thread.setTop(reading.top)
        }
    }

    /// A field, or an item without name, valid while the table has it.
    public func field(at place: Int) -> (name: UnsafeRawBufferPointer, value: LuaBorrowedValue) {
        let field = storage[place]
        let value: LuaBorrowedValue =
            switch field.type {
            case LuaType.string.rawValue:
                .string(UnsafeRawBufferPointer(start: field.value.text, count: field.text_length))
            case LuaType.number.rawValue:
                field.is_integer != 0 ? .integer(field.value.integer) : .number(field.value.number)
            case LuaType.boolean.rawValue: .boolean(field.value.truth != 0)
            case let type: .other(LuaType(rawValue: type) ?? .none)
            }
        return (UnsafeRawBufferPointer(start: field.name, count: field.name_length), value)
    }

    /// Pushes the value of a field or an item. Stack: [-0, +1, m]
    public func pushValue(at place: Int, of reading: Reading, _ thread: LuaThread) {
        thread.balanced(pushes: 1) {
            let field = storage[place]
            if field.place != 0 { return lua_pushvalue(thread.pointer, field.place) }
            _ = clua_rawgetfield(thread.pointer, reading.index, field.name, field.name_length)
        }
    }

    private func grow(by more: Int) {
        let wider = UnsafeMutableBufferPointer<clua_Field>.allocate(
            capacity: max(storage.count * 2, count + more, 64))
        _ = wider.initialize(fromContentsOf: storage[..<count])
        account?.give(size)
        storage.deallocate()
        storage = wider
        // It is no more than some times what Lua holds of the tables: what is written next is refused in its place.
        account?.charge(size)
    }
}
