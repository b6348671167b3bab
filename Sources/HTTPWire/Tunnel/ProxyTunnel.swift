import APIClient
import NIOCore
import NIOSSL

/// Opens the way through a proxy on a new connection to it: CONNECT, then TLS with the host, before any request.
///
/// It stands before everything else in the pipeline, and leaves it when the way is open. What goes wrong until then is an
/// error in the pipeline; nobody waits here, so how long it may take is for others to say.
final class ProxyTunnel: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// The event that the way is open.
    struct Opened {}

    private let route: ProxyRoute
    private var reply = ConnectReply()
    private var isOpen = false

    init(_ route: ProxyRoute) {
        self.route = route
    }

    func handlerAdded(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: route.request)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOpen else { return context.fireChannelRead(data) }
        switch reply.take(unwrapInboundIn(data).readableBytesView) {
        case .unfinished: break
        case .open: open(context)
        case .refused(407): fail("it wants a user name and a password", context)
        case .refused(let status): fail("it answered \(status), \(HTTPStatus.name(status))", context)
        case .malformed(let words): fail(words, context)
        }
    }

    private func open(_ context: ChannelHandlerContext) {
        isOpen = true
        context.fireUserInboundEventTriggered(Opened())
        let pipeline = context.pipeline.syncOperations
        do {
            if let tls = route.tls {
                let handler = try NIOSSLClientHandler(context: tls, serverHostname: route.serverName)
                try pipeline.addHandler(handler, position: .first)
            }
        } catch {
            context.fireErrorCaught(error)
        }
        pipeline.removeHandler(self, promise: nil)
    }

    private func fail(_ words: String, _ context: ChannelHandlerContext) {
        context.fireErrorCaught(TransportError.proxy(words))
    }
}
