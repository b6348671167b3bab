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
        let errno: Int32

        /// There is no such file.
        var isMissing: Bool { errno == ENOENT || errno == ENOTDIR }

        var description: String { "cannot open \(path): \(String(cString: strerror(errno)))" }
    }

    static func read(_ path: String) throws(Unreadable) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Unreadable(path: path, errno: errno) }
        defer { close(descriptor) }
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
