import Sandbox
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs the sandbox's server from the main thread, which waits for its end.
final class BlockingServer: Sendable {
    private let sandbox: Sandbox
    private let port: Int
    private let key: String?
    private let outcome = Mutex<Result<Void, any Error>?>(nil)

    init(sandbox: Sandbox, port: Int, key: String?) {
        self.sandbox = sandbox
        self.port = port
        self.key = key
    }

    /// Serves until SIGTERM or SIGINT. `ready` is called on the main thread once connections are taken.
    func run(ready: (Int) -> Void) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw ScriptFile.Unreadable(path: "a pipe", errno: errno) }
        let (reading, writing) = (ends[0], ends[1])
        defer {
            close(reading)
            close(writing)
        }
        // The pipe carries the port, then 0 at the end: the main thread waits in read.
        let tell: @Sendable (UInt32) -> Void = { number in
            var number = number
            _ = write(writing, &number, MemoryLayout<UInt32>.size)
        }
        Task.detached { [self] in
            do {
                try await SandboxServer.serve(sandbox: sandbox, port: port, key: key) { tell(UInt32($0)) }
                outcome.withLock { $0 = .success(()) }
            } catch {
                outcome.withLock { $0 = .failure(error) }
            }
            tell(0)
        }
        while true {
            var number: UInt32 = 0
            let count = read(reading, &number, MemoryLayout<UInt32>.size)
            if count < 0, errno == EINTR { continue }
            guard count == MemoryLayout<UInt32>.size, number != 0 else { break }
            ready(Int(number))
        }
        try outcome.withLock { $0 }?.get()
    }
}
