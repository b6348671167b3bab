import NIOCore
import NIOHTTP1
import NIOPosix
import Platform
import Synchronization

/// The sandbox over HTTP/1.1 on 127.0.0.1, and nowhere else.
public final class SandboxServer: Sendable {
    /// Bytes of the largest body that is read; larger ones are answered 413.
    public static let bodyLimit = 16 * 1024 * 1024

    /// Bytes that all bodies that are being read may have together; a further one is answered 503.
    public static let bodiesLimit = 64 * 1024 * 1024

    /// Connections that are open at once; a further one is closed.
    public static let connectionLimit = 2048

    /// Where it listens.
    public let port: Int

    private let group: MultiThreadedEventLoopGroup
    private let listener: Listener

    /// Serves from now on.
    ///
    /// Port 0 picks a free one. With a `key`, requests must present exactly this one; without, any bearer key will do.
    /// `faults` go wrong on purpose. `explain` says of a sandbox that cannot be used what clients are told. `observer` gets each exchange, on threads of the server. Opens the sandbox first, so
    /// that a damaged file is a ``SandboxError`` here, as is a port that is taken.
    public static func start(
        sandbox: Sandbox, port: Int = 0, key: String? = nil, faults: Faults? = nil,
        explain: @escaping @Sendable (SandboxError) -> String = \.description,
        observer: (@Sendable (SandboxExchange) -> Void)? = nil
    ) async throws -> SandboxServer {
        try await starting(sandbox, port, key, faults, explain, observer).get()
    }

    /// As ``start(sandbox:port:key:faults:observer:)``, and waits for a signal that ends the process.
    ///
    /// On SIGTERM or SIGINT requests under way are finished. For a main thread that has nothing else to do; no other thread
    /// of the process may take these signals. `onReady` gets the port once connections are taken.
    public static func run(
        sandbox: Sandbox, port: Int, key: String?, faults: Faults? = nil,
        explain: @escaping @Sendable (SandboxError) -> String = \.description,
        observer: (@Sendable (SandboxExchange) -> Void)? = nil, onReady: (Int) -> Void
    ) throws {
        // Blocked before there are threads, which inherit it: nobody but `sigwait` gets these.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let server = try starting(sandbox, port, key, faults, explain, observer).wait()
        onReady(server.port)
        var number: Int32 = 0
        while sigwait(&signals, &number) == EINTR {}
        try server.listener.close().wait()
    }

    /// Takes no more connections, finishes requests under way, and ends.
    public func stop() async {
        try? await listener.close().get()
        try? await group.shutdownGracefully()
    }

    private init(port: Int, group: MultiThreadedEventLoopGroup, listener: Listener) {
        self.port = port
        self.group = group
        self.listener = listener
    }

    private static func starting(
        _ sandbox: Sandbox, _ port: Int, _ key: String?, _ faults: Faults?,
        _ explain: @escaping @Sendable (SandboxError) -> String,
        _ observer: (@Sendable (SandboxExchange) -> Void)?
    ) throws -> EventLoopFuture<SandboxServer> {
        try sandbox.open()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        let service = SandboxService(
            sandbox: sandbox, key: key, faults: faults, explain: explain, observer: observer)
        let listener = Listener(group: group, service: service)
        return listener.open(port: port).map { SandboxServer(port: $0, group: group, listener: listener) }
            .flatMapErrorThrowing { error in
                group.shutdownGracefully { _ in }
                guard let error = error as? IOError else { throw error }
                throw SandboxError.noPort(port, reason: String(cString: strerror(error.errnoCode)))
            }
    }
}
