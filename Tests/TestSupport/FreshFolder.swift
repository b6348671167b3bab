import Platform

/// A folder of a test's own, removed with everything in it when the value goes away.
public final class FreshFolder {
    /// Its absolute path.
    public let path: String

    /// Makes the folder.
    public init() throws {
        var name = Array("/tmp/ampsh-test-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw TerminalSessionError.cannotStart("mkdtemp", errno) }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        Self.remove(path)
    }

    private static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR, let folder = opendir(path) {
            chmod(path, 0o700)
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            closedir(folder)
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}
