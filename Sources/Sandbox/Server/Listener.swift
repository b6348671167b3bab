import NIOCore
import NIOHTTP1
import NIOPosix
import Platform
import Synchronization

/// The listening socket of a server, and the connections that came by it.
final class Listener: Sendable {
    private struct State {
        var channel: (any Channel)?
        var connections: [ObjectIdentifier: any Channel] = [:]
        var isClosed = false
    }

    private let group: MultiThreadedEventLoopGroup
    private let service: SandboxService
    private let state = Mutex(State())

    /// How long requests under way may take when the server ends.
    private static let grace = TimeAmount.seconds(10)
    /// How often it is tried to listen again after a time of refusals.
    private static let rebindPause = TimeAmount.milliseconds(20)

    init(group: MultiThreadedEventLoopGroup, service: SandboxService) {
        self.group = group
        self.service = service
    }

    /// Listens, and answers the port.
    func open(port: Int) -> EventLoopFuture<Int> {
        bootstrap.bind(host: "127.0.0.1", port: port).flatMapThrowing { [self] channel in
            let isClosed = state.withLock { state in
                state.channel = channel
                return state.isClosed
            }
            if isClosed { channel.close(promise: nil) }
            return channel.localAddress?.port ?? port
        }
    }

    /// Ends the connections between requests now and the others after their answer, or after the grace.
    func close() -> EventLoopFuture<Void> {
        let (channel, connections) = state.withLock { state in
            state.isClosed = true
            return (state.channel, Array(state.connections.values))
        }
        let loop = group.next()
        stop(connections)
        let force = loop.scheduleTask(in: Self.grace) { connections.forEach { $0.close(promise: nil) } }
        channel?.close(promise: nil)
        let ends = connections.map(\.closeFuture) + (channel.map { [$0.closeFuture] } ?? [])
        return EventLoopFuture.andAllComplete(ends, on: loop).always { _ in force.cancel() }
    }

    private var bootstrap: ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture { try add(channel) }
            }
    }

    private func add(_ channel: any Channel) throws {
        let id = ObjectIdentifier(channel)
        let isClosed = state.withLock { state in
            let isFull = state.connections.count >= SandboxServer.connectionLimit
            state.connections[id] = channel
            return state.isClosed || isFull
        }
        channel.closeFuture.whenComplete { [self] _ in state.withLock { $0.connections[id] = nil } }
        try channel.pipeline.syncOperations.addHandlers([
            ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)),
            ConnectionHandler(service: service) { [self] in refuse(for: $0) },
        ])
        if isClosed { channel.close(promise: nil) }
    }

    private func stop(_ connections: [any Channel]) {
        for connection in connections {
            connection.pipeline.fireUserInboundEventTriggered(ConnectionHandler.Event.stop)
        }
    }

    // MARK: - Refusing

    /// Ends all connections, and takes no new ones for `duration`: the system refuses them.
    private func refuse(for duration: Duration) {
        let (listening, connections) = state.withLock { state in
            let channel = state.channel
            state.channel = nil
            return (channel, Array(state.connections.values))
        }
        stop(connections)
        // Refused already, by an earlier request.
        guard let listening, let port = listening.localAddress?.port else { return }
        listening.close().whenComplete { [self] _ in
            // A bound socket that does not listen: the port stays ours, and connections to it are refused.
            let holder = Self.boundSocket(port)
            let amount = TimeAmount.microseconds(Int64(duration / .microseconds(1)))
            listening.eventLoop.scheduleTask(in: amount) { [self] in
                if let holder { closeDescriptor(holder) }
                reopen(port: port, on: listening.eventLoop)
            }
        }
    }

    private func reopen(port: Int, on loop: any EventLoop) {
        guard state.withLock({ !$0.isClosed }) else { return }
        open(port: port).whenFailure { [self] _ in
            loop.scheduleTask(in: Self.rebindPause) { [self] in reopen(port: port, on: loop) }
        }
    }

    private static func boundSocket(_ port: Int) -> Int32? {
        let descriptor = streamSocket()
        guard descriptor >= 0 else { return nil }
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        if isBound { return descriptor }
        closeDescriptor(descriptor)
        return nil
    }
}

/// The system's `close`, by a name that no method hides.
private let closeDescriptor: @Sendable (Int32) -> Void = { descriptor in _ = close(descriptor) }
