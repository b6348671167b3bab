import NIOCore
import NIOPosix
import NIOSSL
import Platform
import Synchronization

/// A server on 127.0.0.1 that does to each request what a script says, and counts the requests that it read completely.
final class ScriptedServer: Sendable {
    /// What happens to one request.
    enum Step: Sendable {
        /// Sends these bytes and keeps the connection.
        case bytes(String)
        /// Sends these bytes one by one, 20 ms apart, and keeps the connection.
        case drip(String)
        /// Sends raw bytes and keeps the connection.
        case raw([UInt8])
        /// Sends these bytes, then closes.
        case bytesThenClose(String)
        /// Sends these bytes, then resets the connection.
        case bytesThenReset(String)
        /// Sends these bytes and nothing more, for ever.
        case bytesThenStall(String)
        /// Answers, and closes the connection a little after, while it is idle.
        case ok(body: String, closesAfter: Bool = false)
    }

    /// A request that was read completely.
    struct Delivery: Sendable {
        let connection: Int
        let head: String
        let body: String
        var requestLine: String { String(head.prefix { $0 != "\r\n" }) }
    }

    private struct State {
        var steps: [Step]
        var deliveries: [Delivery] = []
        var connections = 0
        var open: [any Channel] = []
        var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>
    private let channel: Mutex<(any Channel)?> = Mutex(nil)

    /// Takes the steps in order; the last one is taken again and again.
    init(_ steps: [Step], certificate: String? = nil, newestTLS: TLSVersion? = nil) async throws {
        state = Mutex(State(steps: steps))
        let context = try certificate.map { try Self.context($0, newestTLS) }
        let bound = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { [weak self] channel in
                guard let number = self?.opened(channel) else { return channel.close() }
                return channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    }
                    try channel.pipeline.syncOperations.addHandler(Handler(server: self, connection: number))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        channel.withLock { $0 = bound }
    }

    deinit {
        stop()
    }

    private static func context(_ certificate: String, _ newestTLS: TLSVersion?) throws -> NIOSSLContext {
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(TLSSamples.privateKey.utf8), format: .pem)))
        tls.maximumTLSVersion = newestTLS
        if newestTLS != nil { tls.minimumTLSVersion = .tlsv1 }
        return try NIOSSLContext(configuration: tls)
    }

    var port: Int { channel.withLock { $0?.localAddress?.port ?? 0 } }
    var url: String { "http://127.0.0.1:\(port)" }
    var deliveries: [Delivery] { state.withLock { $0.deliveries } }
    var connections: Int { state.withLock { $0.connections } }

    func stop() {
        channel.withLock { $0?.close(promise: nil) }
        for channel in state.withLock({ $0.open }) { channel.close(promise: nil) }
    }

    /// Connections that the other side has not closed.
    var openConnections: Int { state.withLock { $0.open.count { $0.isActive } } }

    private func opened(_ channel: any Channel) -> Int {
        state.withLock { state in
            state.open.append(channel)
            state.connections += 1
            return state.connections
        }
    }

    fileprivate func step(for delivery: Delivery) -> Step {
        let (step, ready) = state.withLock { state in
            state.deliveries.append(delivery)
            let count = state.deliveries.count
            let ready = state.waiting.filter { $0.count <= count }
            state.waiting.removeAll { $0.count <= count }
            return (state.steps.count > 1 ? state.steps.removeFirst() : state.steps[0], ready)
        }
        for waiter in ready { waiter.continuation.resume() }
        return step
    }

    /// Waits until that many requests were read completely.
    func delivered(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.deliveries.count < count { state.waiting.append((count, continuation)) }
                return state.deliveries.count >= count
            }
            if isThere { continuation.resume() }
        }
    }

    /// Waits until the other side has closed every connection that was opened so far.
    func connectionsClosed() async throws {
        for channel in state.withLock({ $0.open }) { try await channel.closeFuture.get() }
    }

    static func answer(_ status: String, _ body: String, headers: String = "") -> String {
        "HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }
}

private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private weak var server: ScriptedServer?
    private let connection: Int
    private var received: [UInt8] = []

    init(server: ScriptedServer?, connection: Int) {
        self.server = server
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += unwrapInboundIn(data).readableBytesView
        while let delivery = takeRequest(), let step = server?.step(for: delivery) { run(step, context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// One complete request, if it is there.
    private func takeRequest() -> ScriptedServer.Delivery? {
        let text = String(decoding: received, as: UTF8.self)
        // A test that speaks TLS to this server sends no request; its first bytes count as one.
        if received.first == 0x16 {
            received = []
            return ScriptedServer.Delivery(connection: connection, head: "TLS", body: "")
        }
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let head = String(text[..<end.lowerBound])
        let length =
            head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
        let headLength = head.utf8.count + 4
        guard received.count >= headLength + length else { return nil }
        let body = String(decoding: received[headLength..<(headLength + length)], as: UTF8.self)
        received.removeFirst(headLength + length)
        return ScriptedServer.Delivery(connection: connection, head: head, body: body)
    }

    private func run(_ step: ScriptedServer.Step, _ context: ChannelHandlerContext) {
        switch step {
        case .bytes(let text), .bytesThenStall(let text):
            write(Array(text.utf8), context, promise: nil)
        case .drip(let text):
            let channel = context.channel
            for (index, byte) in text.utf8.enumerated() {
                _ = channel.eventLoop.scheduleTask(in: .milliseconds(Int64(index) * 20)) {
                    channel.writeAndFlush(ByteBuffer(bytes: [byte]), promise: nil)
                }
            }
        case .raw(let bytes):
            write(bytes, context, promise: nil)
        case .bytesThenClose(let text):
            write(Array(text.utf8), context, promise: nil)
            context.close(promise: nil)
        case .bytesThenReset(let text):
            write(Array(text.utf8), context, promise: nil)
            // A linger time of zero makes the close a reset. On the channel's own loop this is done at once.
            _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
            context.close(promise: nil)
        case .ok(let body, let closesAfter):
            write(Array(ScriptedServer.answer("200 OK", body).utf8), context, promise: nil)
            if closesAfter { context.close(promise: nil) }
        }
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        guard !bytes.isEmpty else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: promise)
    }
}

extension String {
    fileprivate func range(of needle: String) -> Range<String.Index>? {
        firstRange(of: needle)
    }
}
