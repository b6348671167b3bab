import Terminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads script files whole.
enum ScriptFile {
    /// A file could not be read; the system's words.
    struct Unreadable: Error, CustomStringConvertible {
        let path: String
        /// Zero where it is a pipe, a device or too large for what it is to be.
        let errno: Int32

        /// There is no such file.
        var isMissing: Bool { errno == ENOENT || errno == ENOTDIR }

        var description: String {
            if errno == 0 { return "cannot read \(path): it is no regular file of at most \(largest >> 20) MB" }
            return "cannot open \(path): \(String(cString: strerror(errno)))"
        }
    }

    /// What is read without being asked for is not larger.
    private static let largest = 16 << 20

    static func read(_ path: String) throws(Unreadable) -> [UInt8] { try read(Array(path.utf8), path) }

    /// A file by a name that need not be text.
    static func read(_ name: [UInt8], _ shown: String) throws(Unreadable) -> [UInt8] {
        let descriptor = open(name.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Unreadable(path: shown, errno: errno) }
        defer { close(descriptor) }
        return try bytes(of: descriptor, shown)
    }

    /// A file that nobody asked for: one that cannot be read at once does not hold the start.
    static func readRegular(_ path: String) throws(Unreadable) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw Unreadable(path: path, errno: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.largest else {
            throw Unreadable(path: path, errno: 0)
        }
        return try bytes(of: descriptor, path)
    }

    static func readStandardInput() throws(Unreadable) -> [UInt8] {
        try bytes(of: 0, "standard input")
    }

    private static func bytes(of descriptor: Int32, _ path: String) throws(Unreadable) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0, errno == EINTR, InterruptSignal.ending == nil { continue }
            guard count > 0 else { throw Unreadable(path: path, errno: errno) }
            bytes += chunk[..<count]
        }
    }
}
