import Memory
import Platform

/// The Lua files below a script's folder, for `require` in a script that one does not trust. A link does not lead out of it.
struct ModuleFolder {
    /// The folder of the script's file, where a link leads if the script is one; nil where there is no script file.
    let path: String?
    private let memory: MemoryAccount

    /// `memory` counts what is read.
    init(script: LuaRun.Script, memory: MemoryAccount) {
        self.memory = memory
        guard case .file(let bytes) = script else {
            path = nil
            return
        }
        let place = ScriptPlace(path: bytes)
        path = place.target ?? place.folder
    }

    /// The file of a module by its relative path without suffix: beside the script, then in its `lib/`.
    func module(_ name: String) throws -> (file: String, bytes: [UInt8])? {
        guard let path, let root = Self.resolved(path) else { return nil }
        let base = path.hasSuffix("/") ? path : path + "/"
        for suffix in ["\(name).lua", "\(name)/init.lua", "lib/\(name).lua", "lib/\(name)/init.lua"] {
            let file = base + suffix
            guard let place = Self.resolved(file), place.hasPrefix(root == "/" ? root : root + "/") else { continue }
            // The place that was checked, not the name that may lead elsewhere by now.
            return (file, try ScriptFile.read(place, memory: memory))
        }
        return nil
    }

    /// The path without links; nil where there is nothing.
    private static func resolved(_ path: String) -> String? {
        guard let text = realpath(path, nil) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }
}
