#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A bucket in a file that all processes of a user share, each of which locks it for the moment of a change.
///
/// The file is 0600 in a folder of 0700, whatever the umask says; a link in its place is not followed.
public final class RateFile: RateStore {
    let name: String
    private let folder: String
    private var descriptor: Int32 = -1

    /// Nothing is opened before the first request.
    public init(folder: String, fingerprint: String) {
        self.folder = folder
        name = "\(folder)/rate-\(fingerprint)"
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func update<Outcome>(_ change: (inout RateBucket?) -> Outcome) throws(RateStoreProblem) -> Outcome? {
        guard try lock() else { return nil }
        defer { flock(descriptor, LOCK_UN) }
        var bytes = [UInt8](repeating: 0, count: RateRecord.size + 1)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count >= 0 else { throw problem("cannot be read") }
        // A file that was just made is a bucket that nobody has used.
        let old = count == 0 ? RateBucket() : RateRecord.bucket(of: Array(bytes[..<count]))
        var bucket = old
        let result = change(&bucket)
        guard let new = bucket, new != old || count == 0 else { return result }
        if count > RateRecord.size, ftruncate(descriptor, off_t(RateRecord.size)) != 0 {
            throw problem("cannot be written")
        }
        let record = RateRecord.bytes(of: new)
        guard pwrite(descriptor, record, record.count, 0) == record.count else { throw problem("cannot be written") }
        return result
    }

    /// Opens the file where that is to be done and locks it; false where somebody else has the lock.
    private func lock() throws(RateStoreProblem) -> Bool {
        for _ in 0..<10 {
            if descriptor < 0 { try openFile() }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                guard errno == EWOULDBLOCK || errno == EINTR else { throw problem("cannot be locked") }
                return false
            }
            // Somebody may have removed the file: then others share a new one.
            var status = stat()
            if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return true }
            close(descriptor)
            descriptor = -1
        }
        throw RateStoreProblem(description: "\(name) is removed again and again")
    }

    private func openFile() throws(RateStoreProblem) {
        try makeFolder(folder)
        let opened = open(name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0o600)
        guard opened >= 0 else {
            if errno == ELOOP { throw RateStoreProblem(description: "\(name) is a symbolic link; remove it") }
            throw problem("cannot be opened")
        }
        var status = stat()
        guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
            close(opened)
            throw RateStoreProblem(description: "\(name) is no file of yours; remove it")
        }
        guard status.st_mode & 0o077 == 0 else {
            close(opened)
            throw RateStoreProblem(description: "\(name) may be used by others; chmod 600 it")
        }
        descriptor = opened
    }

    private func makeFolder(_ path: String) throws(RateStoreProblem) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        if errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try makeFolder(String(path[..<slash]))
            if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        }
        throw RateStoreProblem(description: "\(path) cannot be made: \(String(cString: strerror(errno)))")
    }

    private func problem(_ what: String) -> RateStoreProblem {
        RateStoreProblem(description: "\(name) \(what): \(String(cString: strerror(errno)))")
    }
}
