#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A program that runs to its end without a terminal. Nothing sleeps; a program that does not end in time is killed.
public enum ShellProcess {
    /// What is left of a program that ended.
    public struct Result: Sendable {
        /// The exit code, or 128 and the number of the signal that ended it.
        public let exitCode: Int32
        /// The bytes of standard output.
        public let outputBytes: [UInt8]
        /// The bytes of standard error.
        public let errorBytes: [UInt8]

        /// Standard output as text.
        public var output: String { String(decoding: outputBytes, as: UTF8.self) }
        /// Standard error as text.
        public var errors: String { String(decoding: errorBytes, as: UTF8.self) }
        /// The lines of standard output, without a last one that is empty.
        public var lines: [String] {
            var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            if lines.last == "" { lines.removeLast() }
            return lines
        }
    }

    /// Runs a program with exactly that environment and waits for its end.
    ///
    /// - Parameters:
    ///   - input: what it reads from standard input, which is a file.
    ///   - folder: the working folder.
    ///   - deadline: how long it may take, and everything it started that keeps its streams open.
    public static func run(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:], input: [UInt8] = [],
        in folder: String, deadline: Duration = .seconds(30)
    ) throws(ShellProcessError) -> Result {
        let standardInput = try file(holding: input)
        defer { close(standardInput) }
        let output = try Pipe()
        let errors = try Pipe()
        let process = try start(
            executable, arguments, environment, streams: (standardInput, output.writeEnd, errors.writeEnd), in: folder)
        output.closeWriteEnd()
        errors.closeWriteEnd()

        var outputBytes: [UInt8] = []
        var errorBytes: [UInt8] = []
        let end = ContinuousClock.now + deadline
        let inTime = drain([output, errors], until: end) { index, bytes in
            if index == 0 { outputBytes += bytes } else { errorBytes += bytes }
        }
        // The group, so that children which hold the streams open end, too.
        if !inTime { kill(-process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard inTime else {
            throw .timedOut(
                ([executable] + arguments).joined(separator: " "), output: String(decoding: outputBytes, as: UTF8.self),
                errors: String(decoding: errorBytes, as: UTF8.self))
        }
        let exitCode = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        return Result(exitCode: exitCode, outputBytes: outputBytes, errorBytes: errorBytes)
    }

    /// A file without a name, read from its beginning: unlike a pipe it never makes the writer wait.
    private static func file(holding bytes: [UInt8]) throws(ShellProcessError) -> Int32 {
        var name = Array("/tmp/ampsh-input-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw .cannotStart("mkstemp", errno) }
        unlink(name)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw .cannotStart("write", errno) }
            rest = rest.dropFirst(count)
        }
        lseek(descriptor, 0, SEEK_SET)
        return descriptor
    }

    private static func start(
        _ executable: String, _ arguments: [String], _ environment: [String: String],
        streams: (Int32, Int32, Int32), in folder: String
    ) throws(ShellProcessError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addchdir_np(&actions, folder)
        posix_spawn_file_actions_adddup2(&actions, streams.0, 0)
        posix_spawn_file_actions_adddup2(&actions, streams.1, 1)
        posix_spawn_file_actions_adddup2(&actions, streams.2, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The test's own signal settings are not the program's.
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))

        var words = ([executable] + arguments).map { strdup($0) } + [nil]
        var settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + settings).forEach { free($0) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, executable, &actions, &attributes, &words, &settings)
        guard failure == 0 else { throw .cannotStart(executable, failure) }
        return process
    }

    /// Reads from the pipes until all of them are at their end.
    /// - Returns: false when the deadline came first.
    private static func drain(
        _ pipes: [Pipe], until end: ContinuousClock.Instant, receive: (Int, ArraySlice<UInt8>) -> Void
    ) -> Bool {
        var open = Array(pipes.indices)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !open.isEmpty {
            let left = end - ContinuousClock.now
            guard left > .zero else { return false }
            var watched = open.map { pollfd(fd: pipes[$0].readEnd, events: Int16(POLLIN), revents: 0) }
            _ = poll(&watched, nfds_t(watched.count), Int32(left.components.seconds * 1000 + 10))
            for (place, index) in open.enumerated().reversed() where watched[place].revents != 0 {
                let count = buffer.withUnsafeMutableBytes { read(pipes[index].readEnd, $0.baseAddress, $0.count) }
                if count > 0 {
                    receive(index, buffer[..<count])
                } else if count == 0 || errno != EINTR {
                    open.remove(at: place)
                }
            }
        }
        return true
    }
}

/// Two ends of a pipe that no other program inherits.
private final class Pipe {
    let readEnd: Int32
    private(set) var writeEnd: Int32

    init() throws(ShellProcessError) {
        var ends: [Int32] = [-1, -1]
        #if canImport(Glibc)
        let result = pipe2(&ends, O_CLOEXEC)
        #else
        let result = pipe(&ends)
        #endif
        guard result == 0 else { throw .cannotStart("pipe", errno) }
        #if !canImport(Glibc)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #endif
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    func closeWriteEnd() {
        if writeEnd >= 0 { close(writeEnd) }
        writeEnd = -1
    }

    deinit {
        close(readEnd)
        closeWriteEnd()
    }
}
