import LuaBridge

/// Which names an entry takes from around it, found by Lua's own rules: it is compiled inside a function, below locals
/// of these names, and not run.
struct FreeNames {
    let thread: LuaThread

    /// Those of `names` that the entry uses or sets and does not declare itself; nil where it cannot be compiled so.
    ///
    /// - Parameter body: statements, or `return` and an expression.
    func of(_ body: String, among names: [String]) -> Set<String>? {
        let top = thread.top
        defer { thread.setTop(top) }
        let text = "local \(names.joined(separator: ", "))\nreturn function(...)\n\(body)\nend"
        do {
            try thread.reserve(4)
            try thread.load(text, name: "=.save")
            try thread.call(arguments: 0, results: 1)
        } catch {
            return nil
        }
        return Set(thread.upvalueNames(at: thread.top)).intersection(names)
    }
}
