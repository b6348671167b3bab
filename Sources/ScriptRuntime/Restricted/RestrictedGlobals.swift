import APIClient
import LuaBridge

/// Takes from a state everything that code one does not trust must not reach.
struct RestrictedGlobals {
    let restriction: Restriction
    let library: LibrarySearcher
    /// The names of the API's resources, which are tables of our own.
    let resources: [String]

    /// Once for each state, after everything else was installed.
    func install(in state: LuaState) throws(LuaError) {
        try state.restrictLibrary()
        let lua = state.main
        defer { lua.setTop(0) }
        // Both are out of reach from now on, but require goes on using them.
        lua.rawGetGlobal("package")
        refuseConnect(lua)
        replaceLoaders(lua)

        lua.rawGet("loaded", at: 1)
        lua.pushGlobals()
        let libraries = AllowedNames.libraries
        let names = AllowedNames.globals.union(libraries.keys).union(resources)
        keep(names, at: 3, lua)
        if lua.rawGet("ampsh", at: 2) == .table { keep(names, at: 4, lua) }
        lua.pop()
        for (name, functions) in libraries {
            if lua.rawGet(name, at: 3) == .table { keep(functions, at: 4, lua) }
            lua.pop()
        }
        keep(Set(libraries.keys).union(["_G", "ampsh"]), at: 2, lua)
        for mark in [ValueMarks.null, ErrorTable.metatable, ValueMarks.array, ValueMarks.page] {
            lua.pushRegistered(mark)
            // The sentinel is a userdata, the others are metatables themselves.
            if lua.type(at: -1) == .table || lua.pushMetatable(of: -1) { protect(lua) }
            lua.setTop(3)
        }
        ObjectMarks.pushAll(on: lua)
        for type in lua.keys(at: 4).names {
            lua.push(bytes: type)
            lua.rawGet(at: 4)
            protect(lua)
            lua.pop()
        }
        lua.pop()
        OutputFailure().pushRaisedValue(on: lua)
        if lua.pushMetatable(of: -1) { protect(lua) }
    }

    /// Neither to be had nor to be exchanged: a finalizer put into it would run for values of ours. Stack: [-0, +0, m]
    private func protect(_ lua: LuaThread) {
        lua.balanced {
            lua.push(false)
            lua.rawSet("__metatable", at: -2)
        }
    }

    /// Removes every field but these from the table at `index`. Stack: [-0, +0, m]
    private func keep(_ names: Set<String>, at index: Int, _ lua: LuaThread) {
        lua.balanced {
            for name in lua.keys(at: index).names where !names.contains(String(decoding: name, as: UTF8.self)) {
                lua.push(bytes: name)
                lua.pushNil()
                lua.rawSet(at: index)
            }
        }
    }

    /// `connect` says why it does nothing.
    private func refuseConnect(_ lua: LuaThread) {
        lua.push(function: { _ in
            let message = "connect: restricted: other targets are refused"
            throw RaisedError(APIError(kind: .refused, message: message, method: "", path: ""))
        })
        lua.pushCopy(of: -1)
        lua.rawSetGlobal("connect")
        lua.rawGet("loaded", at: 1)
        lua.rawGet("ampsh", at: -1)
        lua.pushCopy(of: -3)
        lua.rawSet("connect", at: -2)
        lua.pop(3)
    }

    /// The only searcher is our own. Expects the table `package` at 1.
    private func replaceLoaders(_ lua: LuaThread) {
        lua.pushTable(items: 1)
        lua.push(function: { [restriction, library] thread in
            try RestrictedSearcher(module: restriction.module, library: library).search(thread)
        })
        lua.rawSet(1, at: -2)
        lua.rawSet("searchers", at: 1)
        keep(["loaded", "searchers"], at: 1, lua)
    }
}
