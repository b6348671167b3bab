import Platform

/// The ledger's file as the file system sees it: for its owner alone, in a folder for its owner alone.
struct LedgerFile {
    let path: String

    /// Makes the file and its folders where they are missing, and refuses one that others could read or put there.
    func prepare() throws(LedgerError) {
        try makeFolder(of: path)
        let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0o600)
        guard descriptor >= 0 else {
            if errno == ELOOP { throw .notPrivate(path: path, reason: "is a symbolic link; remove it") }
            throw failure()
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
            throw .notPrivate(path: path, reason: "is no file of yours; remove it")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .notPrivate(path: path, reason: "may be used by others; chmod 600 it")
        }
    }

    /// Whether there is one.
    var isThere: Bool { access(path, F_OK) == 0 }

    private func makeFolder(of path: String) throws(LedgerError) {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
        let folder = String(path[..<slash])
        if access(folder, F_OK) == 0 { return }
        try makeFolder(of: folder)
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw failure() }
    }

    private func failure() -> LedgerError { .unavailable(path: path, reason: String(cString: strerror(errno))) }
}
