import NIOCore
import NIOPosix
import Synchronization

/// A proxy on 127.0.0.1 that opens a tunnel for each CONNECT, to one port of this machine whatever the request names.
final class TunnelProxy: Sendable {
    private let channel = Mutex<(any Channel)?>(nil)
    private let heads = Mutex<[String]>([])

    init(to port: Int) async throws {
        let bound = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: true)
            .childChannelInitializer { [weak self] channel in
                guard let self else { return channel.close() }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(TunnelHandler(port: port) { self.saw($0) })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        channel.withLock { $0 = bound }
    }

    deinit {
        channel.withLock { $0?.close(promise: nil) }
    }

    var port: Int { channel.withLock { $0?.localAddress?.port ?? 0 } }
    /// The heads of the requests for a tunnel.
    var requests: [String] { heads.withLock { $0 } }

    private func saw(_ head: String) { heads.withLock { $0.append(head) } }
}

/// Reads the head of a CONNECT, then carries bytes both ways.
private final class TunnelHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let port: Int
    private let saw: @Sendable (String) -> Void
    private var head: [UInt8] = []
    private var target: (any Channel)?

    init(port: Int, saw: @escaping @Sendable (String) -> Void) {
        self.port = port
        self.saw = saw
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        if let target { return target.writeAndFlush(bytes, promise: nil) }
        head += bytes.readableBytesView
        guard head.suffix(4) == Array("\r\n\r\n".utf8)[...] else { return }
        saw(String(decoding: head, as: UTF8.self))
        let client = context.channel
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        ClientBootstrap(group: context.eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ReturnHandler(client: client))
                }
            }
            .connect(host: "127.0.0.1", port: port)
            .whenSuccess { channel in
                handler.value.target = channel
                client.writeAndFlush(ByteBuffer(string: "HTTP/1.1 200 Connected\r\n\r\n"), promise: nil)
            }
    }

    func channelInactive(context: ChannelHandlerContext) {
        target?.close(promise: nil)
    }
}

/// The way back.
private final class ReturnHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let client: any Channel

    init(client: any Channel) {
        self.client = client
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        client.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        client.close(promise: nil)
    }
}
