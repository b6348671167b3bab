import Memory
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

        /// There is no end of it that one could wait for.
        static func endless(_ path: String) -> Unreadable { Unreadable(path: path, errno: EFBIG) }
        /// It does not fit into what a script may hold.
        static func noMemory(_ path: String) -> Unreadable { Unreadable(path: path, errno: ENOMEM) }

        /// There is no such file.
        var isMissing: Bool { errno == ENOENT || errno == ENOTDIR }

        var description: String {
            if errno == 0 { return "cannot read \(path): it is no regular file of at most \(largest >> 20) MB" }
            if errno == EFBIG { return "cannot read \(path): it is larger than \(longest >> 20) MB" }
            if errno == ENOMEM { return "cannot read \(path): \(NotEnoughMemory())" }
            return "cannot open \(path): \(String(cString: strerror(errno)))"
        }
    }

    /// What is read without being asked for is not larger.
    private static let largest = 16 << 20
    /// Nothing that is read is larger: a device may have no end.
    private static let longest = 256 << 20

    /// A file for a script, whose bytes are counted in `memory` while they are read.
    static func read(_ path: String, memory: MemoryAccount? = nil) throws(Unreadable) -> [UInt8] {
        try read(Array(path.utf8), path, memory: memory)
    }

    /// A file by a name that need not be text.
    static func read(
        _ name: [UInt8], _ shown: String, memory: MemoryAccount? = nil
    ) throws(Unreadable) -> [UInt8] {
        let descriptor = open(name.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Unreadable(path: shown, errno: errno) }
        defer { close(descriptor) }
        return try bytes(of: descriptor, shown, memory)
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
        return try bytes(of: descriptor, path, nil)
    }

    static func readStandardInput(memory: MemoryAccount? = nil) throws(Unreadable) -> [UInt8] {
        try bytes(of: 0, "standard input", memory)
    }

    private static func bytes(
        of descriptor: Int32, _ path: String, _ memory: MemoryAccount?
    ) throws(Unreadable) -> [UInt8] {
        var text = HeldBytes(of: memory ?? MemoryAccount())
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return text.bytes }
            if count < 0, errno == EINTR, InterruptSignal.ending == nil { continue }
            guard count > 0 else { throw Unreadable(path: path, errno: errno) }
            guard count <= longest - text.bytes.count else { throw .endless(path) }
            do throws(NotEnoughMemory) {
                try text.append(count == chunk.count ? chunk : Array(chunk[..<count]))
            } catch {
                throw .noMemory(path)
            }
        }
    }
}
