import LuaBridge
import ManagementAPI

/// `help(x)`: the text that belongs to a function, a resource or a name.
struct HelpFunction {
    /// A table with weak keys: value to the generation and name under which `HelpTexts` has its text, or to a function that
    /// makes a text of its own.
    private static let names: StaticString = "ampsh.help"
    /// The same to the identity of the target that a function calls.
    private static let targets: StaticString = "ampsh.targets"

    /// The generation of the moment.
    let generation: () -> Generation
    /// What the script of a name says of itself.
    let script: (String) -> String?
    /// What the shell knows beyond: about functions of one's own, and names that are no values.
    let beyond: (LuaThread, Int) -> String?
    let write: (String) throws -> Void

    /// Makes the table of names. Once for each state.
    static func install(in state: LuaState) {
        let lua = state.main
        for table in [names, targets] {
            lua.pushTable()
            lua.pushTable(fields: 1)
            lua.push("k")
            lua.rawSet("__mode", at: -2)
            lua.setMetatable(at: -2)
            lua.register(table)
        }
    }

    /// Gives the function or table on top the text of `name`. Stack: [-0, +0, m]
    static func describe(_ name: String, _ generation: Generation, target: String? = nil, on lua: LuaThread) {
        lua.balanced {
            note(in: names, on: lua) { lua.push("\(generation.rawValue) \(name)") }
            if let target { note(in: targets, on: lua) { lua.push(target) } }
        }
    }

    /// Gives the function or table on top a text of its own. Stack: [-0, +0, m]
    static func describe(on lua: LuaThread, _ text: @escaping () -> String) {
        lua.balanced {
            note(in: names, on: lua) {
                lua.push(function: { thread in
                    thread.push(text())
                    return .one
                })
            }
        }
    }

    /// Keeps for the value on top what `push` pushes.
    private static func note(in table: StaticString, on lua: LuaThread, _ push: () -> Void) {
        lua.pushRegistered(table)
        lua.pushCopy(of: -2)
        push()
        lua.rawSet(at: -3)
        lua.pop()
    }

    /// The text of the value at `index`, if it has one. Stack: [-0, +0, m]
    static func text(at index: Int, of lua: LuaThread) -> String? {
        lua.balanced {
            let own: String? = noted(at: index, in: names, of: lua) {
                guard lua.type(at: -1) == .function, (try? lua.call(arguments: 0, results: 1)) != nil else {
                    return nil
                }
                return lua.string(at: -1)
            }
            if let own { return own }
            return name(at: index, of: lua).flatMap { HelpTexts(generation: $0.generation).text(named: $0.name) }
        }
    }

    /// The name of the value at `index`, if it has one. Stack: [-0, +0, m]
    static func name(at index: Int, of lua: LuaThread) -> FunctionName? {
        lua.balanced {
            guard let parts = noted(at: index, in: names, of: lua)?.split(separator: " "), parts.count == 2,
                let generation = Generation(rawValue: String(parts[0]))
            else { return nil }
            return FunctionName(
                generation: generation, name: String(parts[1]), target: noted(at: index, in: targets, of: lua))
        }
    }

    private static func noted(at index: Int, in table: StaticString, of lua: LuaThread) -> String? {
        noted(at: index, in: table, of: lua) { lua.string(at: -1) }
    }

    /// What `read` makes of what is kept for the value at `index`, which is on top of the stack then.
    private static func noted(
        at index: Int, in table: StaticString, of lua: LuaThread, _ read: () -> String?
    ) -> String? {
        let index = lua.absolute(index)
        guard !lua.isNoneOrNil(at: index) else { return nil }
        let top = lua.top
        defer { lua.setTop(top) }
        lua.pushRegistered(table)
        lua.pushCopy(of: index)
        lua.rawGet(at: -2)
        return read()
    }

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            lua.push(function: { [self] thread in
                try write(text(for: thread))
                return .nothing
            })
        }
    }

    /// The text about what an answer's table is, or about one of its fields. Stack: [-0, +0, m]
    static func objectText(
        at index: Int, of lua: LuaThread, _ generation: Generation, field: String? = nil
    ) -> String? {
        lua.balanced {
            guard lua.type(at: index) == .table, let name = ScriptValues(.all).objectType(at: index, of: lua),
                let type = HelpTexts(generation: generation).answeredType(name)
            else { return nil }
            guard let field else { return ObjectHelp(type).text }
            return ObjectHelp(type).text(of: field)
        }
    }

    /// The name under which Lua has the function or library at `index`. Stack: [-0, +0, m]
    static func stockName(at index: Int, of lua: LuaThread) -> String? {
        lua.balanced {
            let index = lua.absolute(index)
            let type = lua.type(at: index)
            guard type == .function || type == .table, (try? lua.reserve(8)) != nil else { return nil }
            let top = lua.top
            defer { lua.setTop(top) }
            for name in StockLua.names(of: type == .table) {
                lua.setTop(top)
                lua.pushGlobals()
                for part in name.split(separator: ".") where lua.type(at: -1) == .table {
                    lua.rawGet(String(part), at: -1)
                }
                if lua.isRawEqual(-1, index) { return name }
            }
            return nil
        }
    }

    /// The text of the value that a dotted name leads to from the globals, by raw access. Stack: [-0, +0, m]
    private func ownText(named name: String, of thread: LuaThread) -> String? {
        thread.balanced {
            let top = thread.top
            defer { thread.setTop(top) }
            guard (try? thread.reserve(16)) != nil else { return nil }
            thread.pushGlobals()
            for part in name.split(separator: ".").prefix(8) {
                guard thread.type(at: -1) == .table else { return nil }
                thread.rawGet(String(part), at: -1)
            }
            return Self.text(at: -1, of: thread)
        }
    }

    private func text(for thread: LuaThread) -> String {
        let texts = HelpTexts(generation: generation())
        if thread.isNoneOrNil(at: 1) { return texts.overview }
        if let text = Self.text(at: 1, of: thread) ?? Self.objectText(at: 1, of: thread, generation()) { return text }
        if let name = thread.string(at: 1, longest: 200) {
            return texts.text(named: name) ?? ownText(named: name, of: thread) ?? script(name) ?? beyond(thread, 1)
                ?? texts.absence(of: name)
        }
        if let name = Self.stockName(at: 1, of: thread), let page = StockLua.page(name) { return page }
        if let text = beyond(thread, 1) { return text }
        return "no help for \(LuaTypeWords.words(for: 1, of: thread)); try help()\n"
    }
}
