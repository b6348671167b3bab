import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The sandbox over HTTP/1.1 on 127.0.0.1, and nowhere else.
public enum SandboxServer {
    /// The largest body that is read; larger ones are answered 413.
    public static let bodyLimit = 16 * 1024 * 1024

    /// Serves until SIGTERM or SIGINT, or until the task is cancelled; requests under way are finished.
    ///
    /// Port 0 picks a free one. `onReady` gets the port once connections are taken. With a `key`, requests must present
    /// exactly this one; without, any bearer key will do. Opens the sandbox first, so that a damaged file is a
    /// ``SandboxError`` here, as is a port that is taken.
    public static func serve(
        sandbox: Sandbox, port: Int = 0, key: String? = nil, onReady: @escaping @Sendable (Int) -> Void
    ) async throws {
        try sandbox.open()
        var logger = Logger(label: "sandbox")
        logger.logLevel = .critical
        let application = Application(
            responder: SandboxResponder(sandbox: sandbox, key: key),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port), serverName: "ampsh-sandbox"),
            onServerRunning: { channel in
                if let port = channel.localAddress?.port { onReady(port) }
            },
            logger: logger)
        let service = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        // A task of its own: the caller's cancellation must reach it as a request to finish, not cut answers off.
        let running = Task { try await service.run() }
        try await withTaskCancellationHandler {
            do {
                try await running.value
            } catch let error as IOError {
                throw SandboxError.noPort(port, reason: String(cString: strerror(error.errnoCode)))
            }
        } onCancel: {
            Task { await service.triggerGracefulShutdown() }
        }
    }
}
