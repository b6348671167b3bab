import Platform

/// Which runs go on: each process holds a lock on one byte of a file for each of its runs, and the system takes it back
/// however the process ends.
final class RunLocks: Sendable {
    /// Locks that belong to the open file and not to the process. C hides their numbers from programs that do not ask for the
    /// extensions of the GNU library.
    #if os(Linux)
        private static let (getLock, setLock) = (Int32(36), Int32(37))
    #else
        private static let (getLock, setLock) = (Int32(92), Int32(90))
    #endif

    private let path: String
    private let descriptor: Int32

    /// Nil where no such file can be had: then every run that has no end counts as one that goes on no more.
    init?(path: String) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    /// Holds the lock of a run until ``release(_:)`` or the end of the process.
    func hold(_ run: Int64) -> Bool { set(run, Int16(F_WRLCK)) }

    /// The run goes on no more.
    func release(_ run: Int64) { _ = set(run, Int16(F_UNLCK)) }

    /// Whether a process, this one too, holds the lock.
    func isHeld(_ run: Int64) -> Bool {
        // An open of its own sees this process's locks as well.
        let other = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard other >= 0 else { return false }
        defer { close(other) }
        var lock = Self.lock(run, Int16(F_WRLCK))
        return fcntl(other, Self.getLock, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
    }

    private func set(_ run: Int64, _ type: Int16) -> Bool {
        var lock = Self.lock(run, type)
        return fcntl(descriptor, Self.setLock, &lock) == 0
    }

    private static func lock(_ run: Int64, _ type: Int16) -> flock {
        var lock = flock()
        lock.l_type = type
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = off_t(run)
        lock.l_len = 1
        return lock
    }
}
