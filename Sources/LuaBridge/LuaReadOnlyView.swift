/// Tables that code can read and not change: each is an empty table whose metatable answers from another one, which code
/// never sees. Tables inside it are such views too; `pairs`, `ipairs`, `#` and `table.concat` work as on any table.
///
/// A list is also read by the names of its items: `fields.state` is the item whose field `name` is `state`. That way a list
/// keeps its order and needs no second table.
public enum LuaReadOnlyView {
    /// View to what it shows, or to the function that makes that; the keys are weak.
    private static let contents: StaticString = "lua.views.contents"
    /// What is shown to its view, so that one thing has one view; both weak.
    private static let views: StaticString = "lua.views"
    private static let metatable: StaticString = "lua.views.metatable"
    /// By which the host knows a view.
    private static let tag: Int32 = 3

    /// Makes what views need. Once for each state.
    ///
    /// - Parameter itemNames: the fields of an item that may hold its name, the first that is there counts.
    public static func install(in state: LuaState, itemNames: [String]) {
        let lua = state.main
        for (table, mode) in [(contents, "k"), (views, "kv")] {
            lua.pushTable()
            lua.pushTable(fields: 1)
            lua.push(mode)
            lua.rawSet("__mode", at: -2)
            lua.setMetatable(at: -2)
            lua.register(table)
        }
        lua.pushTable(fields: 6)
        lua.setTag(tag)
        // Neither to be had nor to be exchanged by code.
        lua.push(false)
        lua.rawSet("__metatable", at: -2)
        for (name, body) in metamethods(itemNames) {
            lua.push(function: body)
            lua.rawSet(name, at: -2)
        }
        lua.register(metatable)
    }

    /// Pushes a view. Stack: [-0, +1, m]
    ///
    /// - Parameter make: pushes the table that it shows; called once, when somebody reads it first.
    public static func push(on lua: LuaThread, _ make: @escaping LuaBody) {
        lua.balanced(pushes: 1) {
            pushEmpty(on: lua)
            lua.pushRegistered(contents)
            lua.pushCopy(of: -2)
            lua.push(function: make)
            lua.rawSet(at: -3)
            lua.pop()
        }
    }

    /// Whether the value at `index` is a view. Stack: [-0, +0, -]
    public static func isView(at index: Int, of thread: LuaThread) -> Bool {
        thread.balanced {
            thread.type(at: index) == .table && thread.metatableTag(at: index) == tag
        }
    }

    /// Pushes the table that the view at `index` shows, for readers of the host: it must not be changed, and not be given
    /// to code. Stack: [-0, +1, e]
    public static func pushContents(at index: Int, of thread: LuaThread) throws(LuaError) {
        try thread.balanced(pushes: 1) { () throws(LuaError) in
            let index = thread.absolute(index)
            thread.pushRegistered(contents)
            thread.pushCopy(of: index)
            if thread.rawGet(at: -2) == .function {
                do throws(LuaError) { try thread.call(arguments: 0, results: 1) } catch {
                    thread.pop()
                    throw error
                }
                thread.pushCopy(of: index)
                thread.pushCopy(of: -2)
                thread.rawSet(at: -4)
            }
            thread.remove(at: -2)
        }
    }

    /// Pushes a list of the items that the view at `index` shows, which code may have: tables in it are views.
    /// Stack: [-0, +1, e]
    public static func pushItems(of index: Int, on thread: LuaThread) throws(LuaError) {
        try thread.balanced(pushes: 1) { () throws(LuaError) in
            try pushContents(at: index, of: thread)
            let contents = thread.absolute(-1)
            thread.pushTable(items: thread.size(at: contents).items)
            for item in 1..<(thread.size(at: contents).items + 1) {
                thread.rawGet(item, at: contents)
                wrap(on: thread)
                thread.rawSet(item, at: -2)
            }
            thread.remove(at: contents)
        }
    }

    // MARK: - What code gets

    private static func metamethods(_ itemNames: [String]) -> [(StaticString, LuaBody)] {
        [
            (
                "__index",
                { thread in
                    try pushContents(at: 1, of: thread)
                    thread.pushCopy(of: 2)
                    if thread.rawGet(at: -2) == .nil, let name = thread.bytes(at: 2) {
                        thread.pop()
                        pushItem(named: name, by: itemNames, of: thread)
                    }
                    wrap(on: thread)
                    return .one
                }
            ),
            (
                "__newindex",
                { thread in
                    let key = (try? described(at: 2, of: thread)) ?? "it"
                    throw ReadOnly(key: key, place: thread.location(level: 1).map { "\($0.source):\($0.line): " } ?? "")
                }
            ),
            (
                "__len",
                { thread in
                    try pushContents(at: 1, of: thread)
                    thread.push(thread.size(at: -1).items)
                    return .one
                }
            ),
            (
                "__pairs",
                { thread in
                    thread.push(function: next)
                    thread.pushCopy(of: 1)
                    thread.pushNil()
                    return .values(3)
                }
            ),
        ]
    }

    private static func next(_ thread: LuaThread) throws -> LuaReturn {
        thread.setTop(2)
        try pushContents(at: 1, of: thread)
        thread.pushCopy(of: 2)
        guard try thread.next(at: 3) else {
            thread.pushNil()
            return .one
        }
        wrap(on: thread)
        return .values(2)
    }

    /// Pushes the item of the list on top that has that name, or nil. Stack: [-0, +1, -]
    private static func pushItem(named name: [UInt8], by itemNames: [String], of thread: LuaThread) {
        thread.balanced(pushes: 1) {
            let list = thread.absolute(-1)
            for item in 0..<thread.size(at: list).items {
                guard thread.rawGet(item + 1, at: list) == .table else {
                    thread.pop()
                    continue
                }
                for field in itemNames {
                    let isNamed = thread.rawGet(field, at: -1) == .string
                    let isIt = isNamed && thread.borrowedBytes(at: -1)?.elementsEqual(name) == true
                    thread.pop()
                    if isIt { return }
                    if isNamed { break }
                }
                thread.pop()
            }
            thread.pushNil()
        }
    }

    /// Puts a view in place of the table on top; any other value stays. Stack: [-1, +1, m]
    private static func wrap(on thread: LuaThread) {
        thread.balanced(pops: 1, pushes: 1) {
            guard thread.type(at: -1) == .table else { return }
            let shown = thread.absolute(-1)
            thread.pushRegistered(views)
            thread.pushCopy(of: shown)
            if thread.rawGet(at: -2) == .nil {
                thread.pop()
                pushEmpty(on: thread)
                let view = thread.absolute(-1)
                thread.pushCopy(of: shown)
                thread.pushCopy(of: view)
                thread.rawSet(at: shown + 1)
                thread.pushRegistered(contents)
                thread.pushCopy(of: view)
                thread.pushCopy(of: shown)
                thread.rawSet(at: -3)
                thread.pop()
            }
            thread.replace(at: shown)
            thread.setTop(shown)
        }
    }

    private static func pushEmpty(on lua: LuaThread) {
        lua.pushTable()
        lua.pushRegistered(metatable)
        lua.setMetatable(at: -2)
    }

    private static func described(at index: Int, of thread: LuaThread) throws -> String {
        try thread.pushToString(of: index)
        defer { thread.pop() }
        return thread.string(at: -1) ?? ""
    }

    /// Somebody sets a field of a view.
    public struct ReadOnly: Error, CustomStringConvertible {
        /// What would have been set.
        public let key: String
        /// Where, as Lua's own messages begin; empty where that is not known.
        public let place: String

        /// One line.
        public var description: String { "\(place)\(key) cannot be set: this table can only be read" }
    }
}
