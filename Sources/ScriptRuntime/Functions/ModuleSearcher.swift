import LuaBridge

/// The searcher that `require` uses for Lua files: `package.path` as in stock Lua, text only.
struct ModuleSearcher {
    /// The bytes of a file.
    let readFile: (String) throws -> [UInt8]

    /// Takes the place of the stock searcher for Lua files.
    func install(in state: LuaState) {
        let lua = state.main
        lua.rawGetGlobal("package")
        lua.rawGet("searchers", at: -1)
        lua.push(function: { [self] thread in try search(thread) })
        lua.rawSet(2, at: -2)
        lua.pop(2)
    }

    /// Answers a loader and the file's name, or why there is none.
    private func search(_ thread: LuaThread) throws -> LuaReturn {
        thread.setTop(1)
        thread.rawGetGlobal("package")
        try thread.get("searchpath", at: 2)
        thread.pushCopy(of: 1)
        try thread.get("path", at: 2)
        try thread.call(arguments: 2, results: 2)
        guard let file = thread.string(at: -2) else {
            // Without a file the second result says where it looked.
            return .one
        }
        try thread.load(try ScriptText.code(of: readFile(file)), name: "@\(file)")
        thread.push(file)
        return .values(2)
    }
}
