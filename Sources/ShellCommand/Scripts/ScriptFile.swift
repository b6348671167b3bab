import Memory
import Platform
import Secrets
import Terminal

/// Reads files whole that people name: scripts, modules, faults. Nothing that is read holds the start for ever: not a pipe
/// that nobody writes into, not a device without an end.
enum ScriptFile {
    /// A file could not be read.
    struct Unreadable: Error, CustomStringConvertible {
        enum Reason: Equatable {
            /// A call of the system failed with this errno.
            case system(Int32)
            /// A pipe in the file system that nobody has opened for writing.
            case silentPipe
            /// A device that is neither a terminal nor empty.
            case device
            case tooLarge(limit: Int)
            /// It does not fit into what a script may hold.
            case noMemory
            /// It was not asked for, and is a pipe or a device.
            case notRegular
        }

        let path: String
        let reason: Reason

        /// There is no such file.
        var isMissing: Bool { reason == .system(ENOENT) || reason == .system(ENOTDIR) }

        var description: String {
            let path = PastedKey.shown(path)
            return switch reason {
            case .system(let number): "cannot open \(path): \(String(cString: strerror(number)))"
            case .silentPipe: "cannot read \(path): it is a pipe, and nobody writes into it"
            case .device: "cannot read \(path): it is a device"
            case .tooLarge(let limit): "cannot read \(path): it is larger than \(limit >> 20) MB"
            case .noMemory: "cannot read \(path): \(NotEnoughMemory())"
            case .notRegular: "cannot read \(path): it is no regular file"
            }
        }
    }

    /// No script is larger, and what never ends is noticed there.
    private static let largest = 256 << 20
    /// The same for what is read without being asked for.
    private static let largestUnasked = 16 << 20
    /// How long a pipe in the file system may have no writer, in milliseconds: who is to write may have been started with us.
    private static let patience: Int32 = 1_000

    /// A file by its path, or what stands there in its place: a pipe that somebody writes into, a terminal.
    ///
    /// - Parameter memory: counts the bytes while they are read for a script.
    static func read(_ path: String, memory: MemoryAccount? = nil) throws(Unreadable) -> [UInt8] {
        try read(Array(path.utf8), path, memory: memory)
    }

    /// A file by a name that need not be text.
    static func read(
        _ name: [UInt8], _ shown: String, memory: MemoryAccount? = nil
    ) throws(Unreadable) -> [UInt8] {
        // Without O_NONBLOCK a pipe would wait for its writer in here.
        let descriptor = open(
            name.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw Unreadable(path: shown, reason: .system(errno)) }
        defer { close(descriptor) }
        let status = try status(of: descriptor, shown, largest)
        let isPipe = status.st_mode & S_IFMT == S_IFIFO
        let isReady = isPipe ? try isReady(descriptor, shown) : true
        return try bytes(of: descriptor, shown, largest, isReady: isReady, memory: memory)
    }

    /// A file that nobody asked for: one that cannot be read at once does not hold the start.
    static func readRegular(_ path: String) throws(Unreadable) -> [UInt8] {
        let descriptor = try openRegular(path, largestUnasked)
        defer { close(descriptor) }
        return try bytes(of: descriptor, path, largestUnasked)
    }

    /// Whether a library that opens the file by its name gets to its end at once.
    static func checkRegular(_ path: String) throws(Unreadable) { close(try openRegular(path, largest)) }

    static func readStandardInput(memory: MemoryAccount? = nil) throws(Unreadable) -> [UInt8] {
        let name = "standard input"
        _ = try status(of: 0, name, largest)
        return try bytes(of: 0, name, largest, memory: memory)
    }

    private static func openRegular(_ path: String, _ limit: Int) throws(Unreadable) -> Int32 {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw Unreadable(path: path, reason: .system(errno)) }
        do throws(Unreadable) {
            let status = try status(of: descriptor, path, limit)
            guard status.st_mode & S_IFMT == S_IFREG else { throw Unreadable(path: path, reason: .notRegular) }
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// What a descriptor leads to, where that has an end.
    private static func status(of descriptor: Int32, _ path: String, _ limit: Int) throws(Unreadable) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Unreadable(path: path, reason: .system(errno)) }
        switch status.st_mode & S_IFMT {
        case S_IFREG where status.st_size > limit: throw Unreadable(path: path, reason: .tooLarge(limit: limit))
        case S_IFBLK: throw Unreadable(path: path, reason: .device)
        case S_IFCHR where isatty(descriptor) == 0 && !isNull(status): throw Unreadable(path: path, reason: .device)
        default: return status
        }
    }

    /// `/dev/null`, by whatever name: it is an empty file.
    private static func isNull(_ status: stat) -> Bool {
        var null = stat()
        return stat("/dev/null", &null) == 0 && status.st_rdev == null.st_rdev
    }

    /// Waits a moment for somebody who writes into a pipe; false where nothing has come by then.
    private static func isReady(_ pipe: Int32, _ path: String) throws(Unreadable) -> Bool {
        while true {
            var watched = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
            let ready = poll(&watched, 1, patience)
            if ready >= 0 { return ready > 0 }
            guard errno == EINTR, InterruptSignal.ending == nil else {
                throw Unreadable(path: path, reason: .system(errno))
            }
        }
    }

    /// - Parameter isReady: false for a pipe into which nothing has come: it has an end at once where nobody has it open.
    private static func bytes(
        of descriptor: Int32, _ path: String, _ limit: Int, isReady: Bool = true,
        memory: MemoryAccount? = nil
    ) throws(Unreadable) -> [UInt8] {
        var text = HeldBytes(of: memory ?? MemoryAccount())
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Platform.read(descriptor, &chunk, chunk.count)
            if count == 0 {
                guard isReady || !text.bytes.isEmpty else { throw Unreadable(path: path, reason: .silentPipe) }
                return text.bytes
            }
            if count < 0, InterruptSignal.ending == nil {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                    poll(&watched, 1, -1)
                    continue
                }
            }
            guard count > 0 else { throw Unreadable(path: path, reason: .system(errno)) }
            guard count <= limit - text.bytes.count else {
                throw Unreadable(path: path, reason: .tooLarge(limit: limit))
            }
            do throws(NotEnoughMemory) {
                try text.append(count == chunk.count ? chunk : Array(chunk[..<count]))
            } catch {
                throw Unreadable(path: path, reason: .noMemory)
            }
        }
    }
}
