import LuaBridge

/// The values and metatables that carry what JSON has and Lua lacks: `null`, and which tables are arrays.
enum ValueMarks {
    /// The sentinel for null: a userdata equal to itself alone.
    static let null: StaticString = "ampsh.null"
    /// The metatable of arrays that stay arrays when they are empty.
    static let array: StaticString = "ampsh.array"
    /// The metatable of pages: arrays that also have `nextCursor`.
    static let page: StaticString = "ampsh.page"

    /// What a table says of itself, by the tag of its metatable.
    enum Mark: Int32 {
        case array = 1
        case page = 2
    }

    /// Makes the marks. Once for each state.
    static func install(in state: LuaState) {
        let lua = state.main
        lua.pushUniqueValue()
        lua.pushTable(fields: 2)
        lua.push("null")
        lua.rawSet("__name", at: -2)
        lua.push(function: { thread in
            thread.push("null")
            return .one
        })
        lua.rawSet("__tostring", at: -2)
        lua.setMetatable(at: -2)
        lua.register(null)
        for (name, key, mark) in [("array", array, Mark.array), ("page", page, Mark.page)] {
            lua.pushTable(fields: 2)
            lua.push(name)
            lua.rawSet("__name", at: -2)
            lua.setTag(mark.rawValue)
            lua.register(key)
        }
    }

    /// Marks the table at `index`. Stack: [-0, +0, m]
    static func set(_ mark: StaticString, at index: Int, of thread: LuaThread) {
        thread.balanced {
            let index = thread.absolute(index)
            thread.pushRegistered(mark)
            thread.setMetatable(at: index)
        }
    }

    /// The mark of the value at `index`. Stack: [-0, +0, -]
    static func mark(at index: Int, of thread: LuaThread) -> Mark? {
        thread.balanced {
            Mark(rawValue: thread.metatableTag(at: index))
        }
    }

    /// True for the sentinel. Stack: [-0, +0, m]
    static func isNull(at index: Int, of thread: LuaThread) -> Bool {
        thread.balanced {
            thread.type(at: index) == .userdata && isRegistered(null, at: index, of: thread)
        }
    }

    /// Where the sentinel lies. Stack: [-0, +0, m]
    static func nullAddress(of thread: LuaThread) -> UnsafeRawPointer? {
        thread.balanced {
            thread.pushRegistered(null)
            defer { thread.pop() }
            return thread.address(at: -1)
        }
    }

    private static func isRegistered(_ name: StaticString, at index: Int, of thread: LuaThread) -> Bool {
        let index = thread.absolute(index)
        thread.pushRegistered(name)
        defer { thread.pop() }
        return thread.isRawEqual(index, -1)
    }
}
