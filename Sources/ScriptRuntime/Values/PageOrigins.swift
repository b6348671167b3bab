import LuaBridge

/// Which call made a page, for as long as Lua keeps the page: a table with weak keys, page to the function that asks for
/// the page after it.
enum PageOrigins {
    private static let origins: StaticString = "ampsh.pages"

    /// Makes the table. Once for each state.
    static func install(in state: LuaState) {
        let lua = state.main
        lua.pushTable()
        lua.pushTable(fields: 1)
        lua.push("k")
        lua.rawSet("__mode", at: -2)
        lua.setMetatable(at: -2)
        lua.register(origins)
    }

    /// Remembers how to go on from the page on top. Stack: [-0, +0, m]
    static func remember(_ next: @escaping LuaBody, on lua: LuaThread) {
        lua.balanced {
            lua.pushRegistered(origins)
            lua.pushCopy(of: -2)
            lua.push(function: next)
            lua.rawSet(at: -3)
            lua.pop()
        }
    }

    /// Asks for the page after the page at `index` and pushes it; false when that was the last.
    /// Stack: [-0, +(0|1), e]
    static func pushNext(after index: Int, of lua: LuaThread) throws -> Bool {
        try lua.balanced(pushesWhenTrue: 1) {
            let index = lua.absolute(index)
            lua.pushRegistered(origins)
            lua.pushCopy(of: index)
            let type = lua.rawGet(at: -2)
            lua.remove(at: -2)
            guard type == .function else {
                lua.pop()
                throw RaisedError(argument: "no call of this session made this page", of: "next page")
            }
            lua.pushCopy(of: index)
            try lua.call(arguments: 1, results: 1)
            guard lua.type(at: -1) != .nil else {
                lua.pop()
                return false
            }
            return true
        }
    }
}
