import LuaBridge
import ManagementAPI

/// `help(x)`: the text that belongs to a function, a resource or a name.
struct HelpFunction {
    /// A table with weak keys: value to its text.
    private static let texts: StaticString = "ampsh.help"

    let generation: Generation
    let write: (String) throws -> Void

    /// Makes the table of texts. Once for each state.
    static func install(in state: LuaState) {
        let lua = state.main
        lua.pushTable()
        lua.pushTable(fields: 1)
        lua.push("k")
        lua.rawSet("__mode", at: -2)
        lua.setMetatable(at: -2)
        lua.register(texts)
    }

    /// Gives the function or table on top a text. Stack: [-0, +0, m]
    static func describe(_ text: String, on lua: LuaThread) {
        lua.pushRegistered(texts)
        lua.pushCopy(of: -2)
        lua.push(text)
        lua.rawSet(at: -3)
        lua.pop()
    }

    /// The text of the value at `index`, if it has one. Stack: [-0, +0, m]
    static func text(at index: Int, of lua: LuaThread) -> String? {
        let index = lua.absolute(index)
        guard !lua.isNoneOrNil(at: index) else { return nil }
        lua.pushRegistered(texts)
        lua.pushCopy(of: index)
        lua.rawGet(at: -2)
        defer { lua.pop(2) }
        return lua.string(at: -1)
    }

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.push(function: { [self] thread in
            try write(text(for: thread))
            return .nothing
        })
    }

    private func text(for thread: LuaThread) -> String {
        if thread.isNoneOrNil(at: 1) { return overview }
        if let text = Self.text(at: 1, of: thread) { return text }
        if let name = thread.string(at: 1) { return text(named: name) }
        return "no help for \(LuaTypeWords.words(for: 1, of: thread)); try help()\n"
    }

    private func text(named name: String) -> String {
        if let endpoint = Catalogue.all.endpoint(id: name, generation: generation) {
            return EndpointHelp(endpoint).text
        }
        if let resource = Catalogue.all.resources(of: generation).first(where: { $0.name == name }) {
            return Self.text(of: resource)
        }
        if let function = FunctionHelp.all.first(where: { $0.name == name }) { return function.page }
        let known =
            Catalogue.all.endpoints(of: generation).map(\.id) + Catalogue.all.resources(of: generation).map(\.name)
            + FunctionHelp.all.map(\.name)
        let hint = Spelling.nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? "; try help()"
        return "no help for \(name.debugDescription)\(hint)\n"
    }

    /// What a resource's table can do.
    static func text(of resource: Resource) -> String {
        var text = "\(resource.name): \(resource.help)\n\n"
        for endpoint in resource.endpoints {
            text += "  \(endpoint.luaSignature)\n      \(endpoint.summary)\n"
            if case .page = endpoint.result {
                text += "  \(resource.name).each{...}\n      An iterator over all pages; holds one page at a time.\n"
                text += "  \(resource.name).all{...}\n      All pages as one array.\n"
            }
        }
        return text
    }

    private var overview: String {
        var text = ""
        for resource in Catalogue.all.resources(of: generation) {
            text += "\(resource.name): \(resource.help)\n"
            for endpoint in resource.endpoints { text += "  \(endpoint.luaSignature)\n" }
        }
        text += "\nThe shell's own functions:\n"
        for function in FunctionHelp.all { text += "  \(function.signature)\n" }
        text += "\nhelp(experiments.create) or experiments.create? shows one of them.\n"
        return text
    }
}
