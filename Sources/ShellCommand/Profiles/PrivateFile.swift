import Platform

/// A small file that only its owner may read: the config file, a key file.
enum PrivateFile {
    /// Why such a file was not read.
    enum Problem: Error, Sendable, Equatable {
        case missing
        /// Others may read or write it; `mode` is what it has, for example 0o644.
        case looseMode(path: String, mode: UInt32)
        case notAFile(path: String)
        /// A link stands at a place of ours, where somebody else may have put it.
        case symbolicLink(path: String)
        /// Another user than this one (or root) owns it.
        case foreignOwner(path: String, user: UInt32)
        case tooLarge(path: String, limit: Int)
        /// A call of the system failed with this errno.
        case unreadable(path: String, errno: Int32)
    }

    /// Bytes; what has more is no config file and no key file.
    static let sizeLimit = 1 << 20

    /// The bytes of the file. Mode and owner are checked on the file that is then read, not on its name.
    ///
    /// - Parameters:
    ///   - followsLink: whether the path may be a symbolic link: for paths that the user has named, such as a mounted
    ///     secret, and not for our own places.
    ///   - shown: what messages call the file, where its path may hold what they must not show.
    static func bytes(
        at path: String, followsLink: Bool = false, shown: String? = nil
    ) throws(Problem) -> [UInt8] {
        // Without O_NONBLOCK a named pipe would make us wait for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLink ? 0 : O_NOFOLLOW))
        let shown = shown ?? path
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .missing }
            if errno == ELOOP, !followsLink { throw .symbolicLink(path: shown) }
            throw .unreadable(path: shown, errno: errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: shown, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: shown) }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw .foreignOwner(path: shown, user: status.st_uid)
        }
        let mode = UInt32(status.st_mode & 0o777)
        guard mode & 0o077 == 0 else { throw .looseMode(path: shown, mode: mode) }
        guard status.st_size <= sizeLimit else { throw .tooLarge(path: shown, limit: sizeLimit) }
        return try bytes(from: descriptor, shown)
    }

    private static func bytes(from descriptor: Int32, _ path: String) throws(Problem) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .unreadable(path: path, errno: errno) }
            bytes += chunk[..<count]
            guard bytes.count <= sizeLimit else { throw .tooLarge(path: path, limit: sizeLimit) }
        }
    }
}

extension PrivateFile.Problem: CustomStringConvertible {
    var description: String {
        switch self {
        case .missing: "the file is not there"
        case .looseMode(let path, let mode):
            "\(path) has mode 0\(String(mode, radix: 8)), so others may read it; chmod 600 \(ShellWord.quoted(path))"
        case .notAFile(let path): "\(path) is no regular file"
        case .symbolicLink(let path):
            "\(path) is a symbolic link, which is not followed there; put the file itself there"
        case .foreignOwner(let path, let user):
            "\(path) belongs to another user (\(user)); it must be yours: chown \(geteuid()) \(ShellWord.quoted(path))"
        case .tooLarge(let path, let limit): "\(path) is larger than \(limit) bytes"
        case .unreadable(let path, let errno): "\(path) cannot be read: \(String(cString: strerror(errno)))"
        }
    }
}
