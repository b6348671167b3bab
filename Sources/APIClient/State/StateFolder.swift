import Platform

/// The folder of small files that all processes of a user share: the folder 0700, the files 0600, whatever the umask
/// says; a link in the place of a file is not followed, and what others own or may use is not used.
struct StateFolder {
    let path: String

    /// The path of a file in it.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Opens a file for reading and writing, and makes it where it is not there; the caller closes the descriptor.
    func open(_ name: String) throws(StateFileProblem) -> Int32 {
        try Self.make(path)
        let file = file(name)
        let opened = Self.open(file)
        guard opened >= 0 else {
            if errno == ELOOP { throw StateFileProblem(description: "\(file) is a symbolic link; remove it") }
            throw .system(file, "cannot be opened")
        }
        var status = stat()
        guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
            close(opened)
            throw StateFileProblem(description: "\(file) is no file of yours; remove it")
        }
        guard status.st_mode & 0o077 == 0 else {
            close(opened)
            throw StateFileProblem(description: "\(file) may be used by others; chmod 600 it")
        }
        return opened
    }

    /// Takes the lock of an open file, unless somebody else has it. `isThere` is false where the file was removed
    /// meanwhile: then others share a new one.
    static func lock(_ descriptor: Int32, _ file: String) throws(StateFileProblem) -> (isTaken: Bool, isThere: Bool) {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw .system(file, "cannot be locked") }
            return (false, true)
        }
        var status = stat()
        return (true, fstat(descriptor, &status) == 0 && status.st_nlink > 0)
    }

    private static func open(_ file: String) -> Int32 {
        Platform.open(file, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0o600)
    }

    private static func make(_ path: String) throws(StateFileProblem) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        if errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try make(String(path[..<slash]))
            if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        }
        throw .system(path, "cannot be made")
    }
}

/// Why a file of the state folder cannot be used.
public struct StateFileProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, and what to do where something can be done.
    public let description: String

    /// What the system said last about `file`.
    static func system(_ file: String, _ what: String) -> Self {
        StateFileProblem(description: "\(file) \(what): \(String(cString: strerror(errno)))")
    }
}
