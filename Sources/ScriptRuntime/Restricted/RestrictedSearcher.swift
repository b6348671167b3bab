import LuaBridge

/// The searcher that `require` uses for code one does not trust: Lua files below the script's folder, by plain names.
struct RestrictedSearcher {
    /// As `Restriction.module`.
    let module: (String) throws -> (file: String, bytes: [UInt8])?
    let library: LibrarySearcher

    /// Answers a loader and the file's name, or why there is none.
    func search(_ thread: LuaThread) throws -> LuaReturn {
        let name = thread.bytes(at: 1) ?? []
        if let loader = try library.loader(of: name, thread) { return loader }
        guard let path = Self.path(of: name) else {
            thread.push("restricted: a module's name is letters, digits, '_' and '-', with dots between the parts")
            return .one
        }
        guard let (file, bytes) = try module(path) else {
            if let loader = library.formerLoader(of: name, thread) { return loader }
            if let absence = library.absence(of: name) {
                thread.push("restricted: \(absence)")
                return .one
            }
            thread.push("restricted: no file '\(path).lua' beside the script or in its lib/")
            return .one
        }
        do {
            try thread.load(ScriptText.code(of: bytes), name: "@\(file)")
        } catch {
            throw ModuleError("error loading module '\(path)' from file '\(file)':\n\t\(error.message)")
        }
        thread.push(file)
        return .values(2)
    }

    /// The relative path of a module; nil for a name that is not plain.
    static func path(of name: [UInt8]) -> String? {
        let parts = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let hasPlainParts = parts.allSatisfy { part in !part.isEmpty && part.allSatisfy(isPlain) }
        return hasPlainParts ? parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/") : nil
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
