import LuaBridge

/// The searcher that `require` uses for Lua files: `package.path` as in stock Lua, text only.
struct ModuleSearcher {
    /// The bytes of a file.
    let readFile: (String) throws -> [UInt8]
    let library: LibrarySearcher

    /// Takes the place of the stock searcher for Lua files, and stands before all others with what is in the program: nothing
    /// takes the place of that.
    func install(in state: LuaState) {
        let lua = state.main
        lua.rawGetGlobal("package")
        // As in stock Lua the table counts, whatever becomes of the global.
        let package = lua.reference(at: -1)
        lua.rawGet("searchers", at: -1)
        lua.push(function: { [self] thread in try search(thread, package) })
        lua.rawSet(2, at: -2)
        for place in stride(from: lua.size(at: -1).items, to: 0, by: -1) {
            lua.rawGet(place, at: -1)
            lua.rawSet(place + 1, at: -2)
        }
        lua.push(function: { [library] thread in
            if let loader = try library.loader(of: thread.bytes(at: 1) ?? [], thread) { return loader }
            thread.pushNil()
            return .one
        })
        lua.rawSet(1, at: -2)
        lua.pop(2)
    }

    /// The file of the module at 1 by the path at 3; nil leaves on the stack where it looked. Expects the table `package`
    /// at 2.
    private func file(_ thread: LuaThread) throws -> String? {
        let templates = SearchTemplate.templates(of: thread.bytes(at: 3) ?? [])
        guard templates.contains(where: \.isEscaped) else {
            thread.pushCopy(of: 3)
            return try stockFile(thread)
        }
        var misses: [String] = []
        for template in templates {
            if template.isEscaped {
                let file = template.file(of: thread.string(at: 1) ?? "")
                if (try? readFile(file)) != nil { return file }
                misses.append("no file '\(file)'")
            } else {
                thread.push(bytes: template.bytes)
                if let file = try stockFile(thread) { return file }
                misses.append(thread.string(at: -1) ?? "")
            }
            thread.setTop(3)
        }
        thread.push(misses.joined(separator: "\n\t"))
        return nil
    }

    /// What the stock function finds by the path on top; nil leaves in its place where it looked.
    private func stockFile(_ thread: LuaThread) throws -> String? {
        try thread.get("searchpath", at: 2)
        thread.pushCopy(of: 1)
        thread.pushCopy(of: -3)
        try thread.call(arguments: 2, results: 2)
        return thread.string(at: -2)
    }

    /// Answers a loader and the file's name, or why there is none.
    private func search(_ thread: LuaThread, _ package: LuaReference) throws -> LuaReturn {
        let name = thread.bytes(at: 1) ?? []
        thread.setTop(1)
        thread.push(package)
        try thread.get("path", at: 2)
        guard thread.type(at: 3) == .string else { throw ModuleError("'package.path' must be a string") }
        guard let file = try file(thread) else {
            if let loader = library.formerLoader(of: name, thread) { return loader }
            guard let absence = library.absence(of: name) else { return .one }
            thread.push("\(absence)\n\t\(thread.string(at: -1) ?? "")")
            return .one
        }
        do {
            try thread.load(try ScriptText.code(of: readFile(file)), name: "@\(file)")
        } catch {
            let module = thread.string(at: 1) ?? ""
            let problem = (error as? LuaError)?.message ?? "\(error)"
            throw ModuleError("error loading module '\(module)' from file '\(file)':\n\t\(problem)")
        }
        thread.push(file)
        return .values(2)
    }
}
