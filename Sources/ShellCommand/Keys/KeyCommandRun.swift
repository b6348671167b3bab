import APIClient
import Platform
import Secrets

/// Runs a key command: it has the terminal and standard error, and its standard output is ours alone.
///
/// Keys have been taken out of the environment before, so the program inherits none.
struct KeyCommandRun {
    /// Bytes; more is no key, but a mistake.
    static let outputLimit = 64 << 10

    let command: KeyCommand
    /// A person may have to unlock something meanwhile.
    var limit = Duration.seconds(60)

    /// Waits for the end of the program and reads its first line.
    func key() throws(KeyCommandProblem) -> ManagementKey {
        let (process, output) = try start()
        defer { close(output) }
        let deadline = ContinuousClock.now + limit
        let bytes: [UInt8]
        do throws(KeyCommandProblem) { bytes = try read(output, until: deadline) } catch {
            kill(process, SIGTERM)
            _ = wait(for: process, until: ContinuousClock.now + .seconds(1))
            throw error
        }
        guard let status = wait(for: process, until: deadline) else {
            throw .tookTooLong(seconds: limit.components.seconds)
        }
        guard status & 0x7F == 0 else { throw .killed(signal: status & 0x7F) }
        guard status >> 8 & 0xFF == 0 else { throw .exited(code: status >> 8 & 0xFF) }
        return try Self.key(in: bytes)
    }

    /// The first line as a key; what follows, as in the files of `pass`, is about it.
    static func key(in output: [UInt8]) throws(KeyCommandProblem) -> ManagementKey {
        var line = output.prefix { $0 != 0x0A }
        if line.last == 0x0D { line.removeLast() }
        do throws(ManagementKeyError) {
            return try ManagementKey(String(decoding: line, as: UTF8.self))
        } catch {
            switch error {
            case .empty: throw .printedNothing
            case .whiteSpace(let offset), .controlCharacter(let offset), .notASCII(let offset):
                throw .badKey(offset: offset)
            }
        }
    }

    /// A key that stands where a command's name should, which the system's shell would show as what it does not find.
    private static func unfoundKey(_ text: String) -> String? {
        let blanks: Set<Character> = [" ", "\t", "\n", ";", "&", "|", "<", ">", "(", ")", "\"", "'", "`"]
        guard let word = text.split(whereSeparator: blanks.contains).first.map(String.init), PastedKey.isIn(word) else {
            return nil
        }
        let folders = getenv("PATH").map { String(cString: $0) } ?? ""
        let isFound = folders.split(separator: ":").contains { access("\($0)/\(word)", X_OK) == 0 }
        return isFound || access(word, X_OK) == 0 ? nil : word
    }

    private func start() throws(KeyCommandProblem) -> (process: pid_t, output: Int32) {
        if case .shell(let text) = command, let word = Self.unfoundKey(text) {
            throw .cannotStart(program: word, errno: ENOENT)
        }
        let words = command.words
        let program = words.first ?? ""
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .cannotStart(program: program, errno: errno) }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        defer { close(ends[1]) }

        let process: pid_t
        do throws(ChildProcess.Failure) { process = try ChildProcess.start(words, output: ends[1]) } catch {
            close(ends[0])
            throw .cannotStart(program: program, errno: error.errno)
        }
        return (process, ends[0])
    }

    private func read(_ output: Int32, until deadline: ContinuousClock.Instant) throws(KeyCommandProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            guard ContinuousClock.now < deadline else { throw .tookTooLong(seconds: limit.components.seconds) }
            var watched = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            guard poll(&watched, 1, 100) > 0 else { continue }
            let count = Self.systemRead(output, &chunk)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= Self.outputLimit else { throw .printedTooMuch(limit: Self.outputLimit) }
        }
    }

    private static func systemRead(_ descriptor: Int32, _ chunk: inout [UInt8]) -> Int {
        Platform.read(descriptor, &chunk, chunk.count)
    }

    /// The status of the program's end; nil for one that stayed until the deadline and was ended then.
    private func wait(for process: pid_t, until deadline: ContinuousClock.Instant) -> Int32? {
        var status: Int32 = 0
        var isKilled = false
        while true {
            let result = waitpid(process, &status, isKilled ? 0 : WNOHANG)
            if result == process { break }
            if result < 0, errno != EINTR { break }
            if !isKilled, ContinuousClock.now >= deadline {
                kill(process, SIGKILL)
                isKilled = true
            } else if !isKilled {
                poll(nil, 0, 5)
            }
        }
        return isKilled ? nil : status
    }
}
