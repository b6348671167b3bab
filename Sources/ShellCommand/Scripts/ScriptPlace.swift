import Platform

/// The folders that a script's file is in: the one that its name says, and where a link leads.
struct ScriptPlace {
    /// The folder in the name of the file; `.` where there is none.
    let folder: String
    /// The folder of the file itself, where the name is that of a link.
    let target: String?

    init(path: [UInt8]) {
        let name = String(decoding: path, as: UTF8.self)
        folder = Self.folder(of: name)
        var facts = stat()
        guard lstat(name, &facts) == 0, facts.st_mode & S_IFMT == S_IFLNK, let resolved = realpath(name, nil) else {
            target = nil
            return
        }
        defer { free(resolved) }
        target = Self.folder(of: String(cString: resolved))
    }

    private static func folder(of name: String) -> String {
        guard let slash = name.lastIndex(of: "/") else { return "." }
        let folder = String(name[..<slash])
        return folder.isEmpty ? "/" : folder
    }
}
