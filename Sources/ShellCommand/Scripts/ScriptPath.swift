import LuaBridge
import Platform
import ScriptRuntime

/// Where `require` looks before the stock paths: beside the script, in its `lib/`, in the user's scripts and in those
/// that were installed. A script that is a link has its modules where it leads, and then beside the link.
struct ScriptPath {
    let folders: [String]

    init(script: LuaRun.Script, paths: StandardPaths) {
        var folders: [String] = []
        if case .file(let path) = script {
            let place = ScriptPlace(path: path)
            for base in [place.target, place.folder].compactMap({ $0 }) {
                folders += [base, base == "/" ? "/lib" : "\(base)/lib"]
            }
        }
        for base in [paths.scriptsFolder, Self.installedScripts].compactMap({ $0 }) {
            folders += [base, "\(base)/lib"]
        }
        self.folders = folders
    }

    /// `PREFIX/share/ampsh/scripts` of the running program in `PREFIX/bin`.
    static var installedScripts: String? {
        #if os(Linux)
            guard let resolved = realpath("/proc/self/exe", nil) else { return nil }
            defer { free(resolved) }
            var parts = String(cString: resolved).split(separator: "/")
            guard parts.count >= 2 else { return nil }
            parts.removeLast(2)
            return "/" + (parts + ["share", "ampsh", "scripts"]).joined(separator: "/")
        #else
            return nil
        #endif
    }

    /// Puts the folders before `package.path`, unless they stand there first already. Stack: [-0, +0, m]
    func install(on lua: LuaThread) {
        lua.balanced { prepend(on: lua) }
    }

    private func prepend(on lua: LuaThread) {
        let top = lua.top
        lua.rawGetGlobal("package")
        defer { lua.setTop(top) }
        guard lua.type(at: -1) == .table else { return }
        lua.rawGet("path", at: -1)
        let stock = lua.string(at: -1) ?? ""
        lua.pop()
        let templates = folders.map(SearchTemplate.text(ofFolder:)).flatMap { ["\($0)/?.lua", "\($0)/?/init.lua"] }
        let own = templates.joined(separator: ";")
        guard !stock.hasPrefix(own) else { return }
        lua.push(own + ";" + stock)
        lua.rawSet("path", at: -2)
    }
}
