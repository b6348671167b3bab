import Platform

/// The lines of former sessions. Each entry is appended under a lock, so that two windows keep both and a crash loses
/// none; 0600 in a folder of 0700 whatever the umask says.
public final class HistoryFile {
    /// How many bytes all entries together may have when the file is trimmed.
    private let maximumBytes: Int
    /// How many bytes of the file's end are read: those entries, each byte as an escape, and the rest of a line.
    private var maximumRead: Int { 4 * maximumBytes + maximumBytes / 4 }

    private let path: String
    private let limit: Int
    private let holdsKey: (String) -> Bool
    private let report: (HistoryProblem) -> Void
    private var isOff = false
    private var previous: String?

    /// - Parameters:
    ///   - limit: how many entries are kept when it is trimmed, at start.
    ///   - maximumBytes: how many bytes they have together at most.
    ///   - holdsKey: whether a key that this process has stands in a text.
    ///   - report: told of the first problem only.
    public init(
        path: String, limit: Int = 5_000, maximumBytes: Int = 4 << 20,
        holdsKey: @escaping (_ entry: String) -> Bool = { _ in false },
        report: @escaping (HistoryProblem) -> Void
    ) {
        self.path = path
        self.limit = max(1, limit)
        self.maximumBytes = maximumBytes
        self.holdsKey = holdsKey
        self.report = report
    }

    /// Reads the entries, oldest first, and trims the file. Makes it where there is none.
    public func load() -> [String] {
        guard let file = openLocked() else { return [] }
        defer { close(file) }
        guard let (bytes, isWhole) = readEnd(file) else {
            fail()
            return []
        }
        guard var entries = HistoryText.entries(bytes), isWhole || !entries.isEmpty else {
            moveAside()
            return []
        }
        let kept = kept(entries)
        if kept < entries.count || !isWhole || (!bytes.isEmpty && bytes.last != 0x0A) {
            entries = Array(entries.suffix(kept))
            rewrite(entries)
        } else if bytes.isEmpty, !write(Array(HistoryText.header.utf8), to: file) {
            fail()
        }
        previous = entries.last
        return entries
    }

    /// Appends an entry, unless it is one that the history does not keep.
    /// - Returns: whether it is one that the history keeps, for the editor's own list; a file that is off changes
    ///   nothing about that.
    @discardableResult
    public func append(_ entry: String) -> Bool {
        guard HistoryRule.keeps(entry, after: previous, holdsKey: holdsKey) else { return false }
        previous = entry
        guard let file = openLocked() else { return true }
        defer { close(file) }
        var status = stat()
        let isNew = fstat(file, &status) == 0 && status.st_size == 0
        // One write, so that even a writer that ignores the lock cannot come between.
        if !write((isNew ? Array(HistoryText.header.utf8) : []) + HistoryText.line(entry), to: file) { fail() }
        return true
    }

    /// How many of the newest entries stay: a few pasted files must not make each start slow.
    private func kept(_ entries: [String]) -> Int {
        var bytes = 0
        return entries.suffix(limit).reversed().prefix { entry in
            bytes += entry.utf8.count
            return bytes <= maximumBytes
        }.count
    }

    // MARK: - The file

    /// Opens the file that stands under the path once the lock is ours: a trim may have put another in its place. A
    /// link is not followed, and what belongs to somebody else is not written to: either could be a trap.
    private func openLocked() -> Int32? {
        if isOff { return nil }
        makeFolder()
        for _ in 0..<100 {
            let flags = O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW
            let file = open(path, flags, 0o600)
            guard file >= 0 else {
                if errno == ELOOP { return refuse(.link(path: path)) }
                break
            }
            var opened = stat()
            guard fstat(file, &opened) == 0, opened.st_mode & S_IFMT == S_IFREG else {
                close(file)
                return refuse(.noFile(path: path))
            }
            guard opened.st_uid == geteuid() else {
                close(file)
                return refuse(.foreign(path: path))
            }
            guard lock(file) else {
                close(file)
                break
            }
            var present = stat()
            if stat(path, &present) == 0, present.st_ino == opened.st_ino, present.st_dev == opened.st_dev {
                if opened.st_mode & 0o077 != 0 { _ = fchmod(file, 0o600) }
                return file
            }
            close(file)
        }
        fail()
        return nil
    }

    /// Waits for a second at most: who holds the lock for longer has been stopped, and the prompt must not be.
    private func lock(_ file: Int32) -> Bool {
        for _ in 0..<100 {
            if flock(file, LOCK_EX | LOCK_NB) == 0 { return true }
            guard errno == EWOULDBLOCK || errno == EINTR else { return false }
            poll(nil, 0, 10)
        }
        errno = EWOULDBLOCK
        return false
    }

    private func makeFolder() {
        var place = path.dropLast(path.reversed().prefix { $0 != "/" }.count)
        while place.hasSuffix("/") { place = place.dropLast() }
        var missing: [String] = []
        while !place.isEmpty, access(String(place), F_OK) != 0 {
            missing.append(String(place))
            place = place.dropLast(place.reversed().prefix { $0 != "/" }.count)
            while place.hasSuffix("/") { place = place.dropLast() }
        }
        for folder in missing.reversed() { mkdir(folder, 0o700) }
    }

    /// The header and as many of the last lines as can be kept: however long the file is, it does not hold the start.
    private func readEnd(_ file: Int32) -> (bytes: [UInt8], isWhole: Bool)? {
        var status = stat()
        guard fstat(file, &status) == 0 else { return nil }
        let size = Int(status.st_size)
        guard size > maximumRead else { return read(file, from: 0, size).map { ($0, true) } }
        guard let head = read(file, from: 0, HistoryText.header.utf8.count),
            let end = read(file, from: size - maximumRead, maximumRead)
        else { return nil }
        // The first line is the rest of one.
        return (head + end.drop { $0 != 0x0A }, false)
    }

    private func read(_ file: Int32, from start: Int, _ count: Int) -> [UInt8]? {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(file, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(start + filled))
                if got < 0, errno == EINTR { continue }
                failed = got < 0
                guard got > 0 else { return }
                filled += got
            }
        }
        return failed ? nil : bytes
    }

    private func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Self.systemWrite(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
        Platform.write(file, bytes, count)
    }

    /// Puts the entries in a new file in place of the old, whose lock is held meanwhile. A failure keeps the old one.
    private func rewrite(_ entries: [String]) {
        let temporary = path + ".new-\(getpid())"
        unlink(temporary)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        let bytes = Array(HistoryText.header.utf8) + entries.flatMap(HistoryText.line)
        let isWhole = write(bytes, to: file) && fsync(file) == 0
        close(file)
        if !isWhole || rename(temporary, path) != 0 { unlink(temporary) }
    }

    private func moveAside() {
        var number = 0
        var other = path + ".damaged"
        while access(other, F_OK) == 0 {
            number += 1
            other = path + ".damaged-\(number)"
        }
        if rename(path, other) == 0 {
            report(.damaged(path: path, movedTo: other))
        } else {
            fail()
        }
    }

    private func fail() {
        let reason = String(cString: strerror(errno))
        _ = refuse(.unusable(path: path, reason: reason))
    }

    /// Tells why the history is off from here on, once.
    private func refuse(_ problem: HistoryProblem) -> Int32? {
        guard !isOff else { return nil }
        isOff = true
        report(problem)
        return nil
    }
}
