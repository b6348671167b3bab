import LuaBridge
import ManagementAPI
import ScriptLibrary

/// Finds for `require` what is in the program: `ampsh.script`, and the modules of the standard library.
final class LibrarySearcher {
    private let script: ScriptModule
    private let talk: (String) -> Void
    private var hasWarned = false

    /// What `require` is told that they are from.
    private static let origin = ":ampsh:"

    init(script: ScriptModule, talk: @escaping (String) -> Void) {
        self.script = script
        self.talk = talk
    }

    /// What a searcher answers for a name: what makes the module, and where it is from. Nil for a name of somebody else's.
    func loader(of name: [UInt8], _ thread: LuaThread) throws -> LuaReturn? {
        if let loader = script.loader(of: name, thread) { return loader }
        guard let module = LibraryModule(name) else { return nil }
        try thread.load(module.source, name: "=\(module.name)")
        thread.push(Self.origin)
        return .values(2)
    }

    /// The same for the names of former times, when no file has one.
    func formerLoader(of name: [UInt8], _ thread: LuaThread) -> LuaReturn? {
        guard let module = LibraryModule(name, prefix: ScriptLibrary.formerPrefix) else { return nil }
        thread.push(function: { [self] thread in
            warn(of: module)
            thread.rawGetGlobal("require")
            thread.push(module.name)
            try thread.call(arguments: 1, results: 1)
            return .one
        })
        thread.push(Self.origin)
        return .values(2)
    }

    /// Once in each run.
    private func warn(of module: LibraryModule) {
        guard !hasWarned else { return }
        hasWarned = true
        let former = ScriptLibrary.formerPrefix + module.rawValue
        talk("ampsh: warning: \(former) is \(module.name) by now, and so is all of \(ScriptLibrary.formerPrefix)*")
    }

    /// Why there is no such module, where the name is one of ours; nil for others.
    func absence(of name: [UInt8]) -> String? {
        guard name.starts(with: ScriptLibrary.prefix.utf8) else { return nil }
        let text = String(decoding: name.prefix(100), as: UTF8.self)
        let hint = Spelling.nearest(to: text, among: LibraryModule.allCases.map(\.name))
        return "no module '\(text)' in ampsh" + (hint.map { "; did you mean \($0)?" } ?? "")
    }
}
