import LuaBridge

/// `require "ampsh.script"`: what modules need that run in a script's place, such as one that reads its arguments. All of it
/// is there for code one does not trust, too.
struct ScriptModule {
    static let name = "ampsh.script"

    /// No more of the services: the runtime keeps this, and others of them keep the runtime.
    private let talk: (String) -> Void
    private let header: (_ chunk: String) throws -> ScriptHeader?
    private let showEachLine: () -> Void

    init(services: RuntimeServices) {
        talk = services.talk
        header = services.header
        showEachLine = services.showEachLine
    }

    /// What a searcher answers for the module's name: what makes it, and where it is from. Nil for any other name.
    func loader(of name: [UInt8], _ thread: LuaThread) -> LuaReturn? {
        guard name.elementsEqual(Self.name.utf8) else { return nil }
        thread.push(function: { [self] thread in
            push(on: thread)
            return .one
        })
        thread.push(":ampsh:")
        return .values(2)
    }

    /// Pushes the table. Stack: [-0, +1, m]
    private func push(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            lua.pushTable(fields: 3)
            lua.push(function: { [header] thread in try Self.header(thread, header) })
            lua.rawSet("header", at: -2)
            lua.push(function: { [talk] thread in
                try thread.pushToString(of: 1)
                talk(thread.string(at: -1) ?? "")
                return .nothing
            })
            lua.rawSet("say", at: -2)
            lua.push(function: { [showEachLine] _ in
                showEachLine()
                return .nothing
            })
            lua.rawSet("show_each_line", at: -2)
        }
    }

    /// `header(level)`: the file of the function at that level of the call stack, counted as `debug.getinfo` does, and the
    /// text of the comment at its top; nil where there is no such code. Standard input and `-e` are called as the shell calls them.
    private static func header(
        _ thread: LuaThread, _ headerOf: (_ chunk: String) throws -> ScriptHeader?
    ) throws -> LuaReturn {
        guard let level = thread.integer(at: 1), (0...200_000).contains(level) else {
            throw RaisedError(
                argument: "level: expected a whole number from 0, got \(LuaTypeWords.words(for: 1, of: thread))",
                of: "header")
        }
        guard let chunk = thread.source(level: Int(level)), let header = try headerOf(chunk)
        else { return .nothing }
        thread.push(String(chunk.dropFirst()))
        thread.push(header.text)
        return .values(2)
    }
}
