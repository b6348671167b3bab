import Platform

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
        /// The most memory that it had at once, in bytes, as seen every few milliseconds; 0 where nobody looked.
        public let peakMemory: Int

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
    ///   - deadline: how long it may take.
    ///   - looksAtMemory: whether `peakMemory` is wanted.
    public static func run(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:], input: [UInt8] = [],
        in folder: String, deadline: Duration = .seconds(30), looksAtMemory: Bool = false
    ) throws(ShellProcessError) -> Result {
        let standardInput = try file(holding: input)
        defer { close(standardInput) }
        let output = try Pipe()
        let errors = try Pipe()
        let process = try start(
            executable, arguments, environment.withoutLedger(arguments),
            streams: (standardInput, output.writeEnd, errors.writeEnd), in: folder)
        output.closeWriteEnd()
        errors.closeWriteEnd()

        var collected: [[UInt8]] = [[], []]
        var peak = 0
        let status = wait(for: process, until: ContinuousClock.now + deadline) {
            if looksAtMemory { peak = max(peak, peakMemory(of: process) ?? 0) }
            collected[0] += output.readMore()
            collected[1] += errors.readMore()
            return pollfds(of: [output, errors])
        }
        guard let status else {
            throw .timedOut(
                ([executable] + arguments).joined(separator: " "),
                output: String(decoding: collected[0], as: UTF8.self),
                errors: String(decoding: collected[1], as: UTF8.self))
        }
        let exitCode = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        return Result(exitCode: exitCode, outputBytes: collected[0], errorBytes: collected[1], peakMemory: peak)
    }

    /// The peak that the system keeps for a process that has not ended; nil where it does not say.
    private static func peakMemory(of process: pid_t) -> Int? {
        guard let text = ShellHome.text(ofFile: "/proc/\(process)/status"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kilobytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).compactMap({ Int($0) }).first
        else { return nil }
        return kilobytes << 10
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

        // Not every C library lets the new process change its folder by itself.
        let line = ["/bin/sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", folder, executable] + arguments
        var words = line.map { strdup($0) } + [nil]
        var settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + settings).forEach { free($0) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, &settings)
        guard failure == 0 else { throw .cannotStart(executable, failure) }
        return process
    }

    private static func pollfds(of pipes: [Pipe]) -> [pollfd] {
        pipes.filter { !$0.isAtEnd }.map { pollfd(fd: $0.readEnd, events: Int16(POLLIN), revents: 0) }
    }

    /// Waits for the end of a process; meanwhile `collect` takes what came and answers what to watch. The end of the process
    /// counts, not that of its streams: another test's program may have inherited those.
    /// - Returns: how it ended; nil when the deadline came first, and then it was killed with its children.
    private static func wait(
        for process: pid_t, until end: ContinuousClock.Instant, collect: () -> [pollfd]
    ) -> Int32? {
        var status: Int32 = 0
        while ContinuousClock.now < end {
            var watched = collect()
            if waitpid(process, &status, WNOHANG) == process {
                _ = collect()
                return status
            }
            _ = poll(&watched, nfds_t(watched.count), 5)
        }
        kill(-process, SIGKILL)
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        _ = collect()
        return nil
    }
}

/// Two ends of a pipe that no other program is meant to inherit.
private final class Pipe {
    let readEnd: Int32
    /// -1 when it is closed.
    private(set) var writeEnd: Int32
    private(set) var isAtEnd = false

    init() throws(ShellProcessError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .cannotStart("pipe", errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    func closeWriteEnd() {
        if writeEnd >= 0 { close(writeEnd) }
        writeEnd = -1
    }

    /// What can be read without waiting.
    func readMore() -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !isAtEnd {
            let count = buffer.withUnsafeMutableBytes { read(readEnd, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 {
                isAtEnd = true
            } else if errno != EINTR {
                break
            }
        }
        return bytes
    }

    deinit {
        close(readEnd)
        closeWriteEnd()
    }
}
