import GRDB
import Platform

/// The file of a sandbox as the file system sees it: made whole or not at all, and never overwritten.
struct SandboxFile {
    let path: String

    private static let fileMode: mode_t = 0o600
    private static let folderMode: mode_t = 0o700

    /// Files that SQLite keeps beside the database.
    private static let companions = ["-wal", "-shm", "-journal"]

    static func checkPath(_ path: String) throws(SandboxError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .invalidPath(path) }
    }

    /// Bytes of the file and its write-ahead log.
    var byteCount: Int64 { ([""] + Self.companions).reduce(0) { $0 + (Self.size(path + $1) ?? 0) } }

    /// Makes the file where nothing is there.
    ///
    /// It appears complete, so another process never meets a half-made one.
    func createIfMissing(with content: SandboxStore.Content, now: UnixMilliseconds) throws(SandboxError) {
        // A link to nowhere is no place for a new file.
        guard !Self.exists(path) else { return try checkKind() }
        try createFolders()
        try withFolderLocked { () throws(SandboxError) in
            if !Self.exists(path) { try create(with: content, now: now) }
        }
    }

    /// Puts the file, and what SQLite keeps beside it, under another name in the same folder and returns that name.
    func moveAside() throws(SandboxError) -> String {
        try withFolderLocked { () throws(SandboxError) in
            var name = path + ".damaged"
            var number = 1
            while Self.exists(name) {
                number += 1
                name = path + ".damaged-\(number)"
            }
            guard rename(path, name) == 0 else { throw failure(.moveAside) }
            for suffix in Self.companions { _ = rename(path + suffix, name + suffix) }
            return name
        }
    }

    private func checkKind() throws(SandboxError) {
        var facts = stat()
        guard stat(path, &facts) == 0 else { throw failure(.open) }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            throw .unavailable(path: path, action: .open, reason: "it is no regular file")
        }
        if facts.st_size == 0 { throw .damaged(path: path, reason: .empty) }
    }

    /// Fills a file beside the place and links it there. The folder is locked.
    private func create(with content: SandboxStore.Content, now: UnixMilliseconds) throws(SandboxError) {
        let draft = path + ".new"
        for suffix in [""] + Self.companions { unlink(draft + suffix) }
        // A log that outlived its database would be played into the new one.
        for suffix in Self.companions { unlink(path + suffix) }
        let descriptor = open(draft, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, Self.fileMode)
        guard descriptor >= 0 else { throw failure(.createFile) }
        close(descriptor)
        defer { unlink(draft) }
        try SandboxStore.reporting(path, .createFile) {
            let connection = try DatabaseQueue(path: draft, configuration: SandboxStore.configuration)
            try SandboxSchema.migrate(connection, at: now)
            try connection.write { try SandboxSchema.refill($0, with: content, at: now) }
            // Kept in the file's header: whoever opens it uses the log.
            try connection.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            try connection.close()
        }
        // A link never replaces what came there meanwhile. Some file systems have none.
        if link(draft, path) == 0 || errno == EEXIST { return }
        guard rename(draft, path) == 0 else { throw failure(.createFile) }
    }

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private func createFolders() throws(SandboxError) {
        var missing: [String] = []
        var folder = folder
        while !Self.exists(folder), let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
            missing.append(folder)
            folder = String(folder[..<slash])
        }
        if !Self.exists(folder), folder != "/" { missing.append(folder) }
        for folder in missing.reversed() {
            guard mkdir(folder, Self.folderMode) == 0 || errno == EEXIST else { throw failure(.createFolder) }
        }
    }

    /// Runs `body` while no other process makes, migrates or moves a sandbox in the same folder.
    func withFolderLocked<Result>(
        _ body: () throws(SandboxError) -> Result
    ) throws(SandboxError) -> Result {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(.createFile) }
        defer { close(descriptor) }
        var tries = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            // File systems without such locks go without.
            guard errno == EWOULDBLOCK || errno == EINTR else { break }
            tries += 1
            guard tries < Self.lockTries else { throw .busy(path: path) }
            usleep(Self.lockPause)
        }
        return try body()
    }

    private static let lockTries = 2_000
    private static let lockPause: UInt32 = 5_000

    private func failure(_ action: SandboxError.Action) -> SandboxError {
        .unavailable(path: path, action: action, reason: String(cString: strerror(errno)))
    }

    /// Whether the name is taken, if only by a link to nowhere.
    private static func exists(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0
    }

    private static func size(_ path: String) -> Int64? {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int64(facts.st_size) : nil
    }
}
