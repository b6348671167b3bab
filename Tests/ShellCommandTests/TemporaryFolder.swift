#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A fresh folder that is gone with the value.
struct TemporaryFolder: ~Copyable {
    struct NotMade: Error {}

    let path: String

    init() throws {
        var template = Array("/tmp/ampsh-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw NotMade() }
        path = String(cString: made)
    }

    deinit { Self.delete(path) }

    /// Writes a file in the folder.
    func write(_ text: String, to name: String, mode: mode_t) throws {
        guard let file = fopen("\(path)/\(name)", "w") else { throw NotMade() }
        fputs(text, file)
        fclose(file)
        chmod("\(path)/\(name)", mode)
    }

    private static func delete(_ path: String) {
        if let folder = opendir(path) {
            var names: [String] = []
            while let entry = readdir(folder) {
                withUnsafeBytes(of: entry.pointee.d_name) { name in
                    names.append(String(decoding: name.prefix { $0 != 0 }, as: UTF8.self))
                }
            }
            closedir(folder)
            for name in names where name != "." && name != ".." { delete("\(path)/\(name)") }
        }
        remove(path)
    }
}
