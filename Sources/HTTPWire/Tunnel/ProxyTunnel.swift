import APIClient
import NIOCore
import NIOSSL
import NIOTLS
import Reactor

/// Opens the way through a proxy on a new connection to it: CONNECT, then TLS with the host, before any request.
///
/// async-http-client has a way of its own, but it names the host without its port, and its failures cannot be told from
/// those of a request that was sent. Nothing of a request leaves before `opened` has succeeded.
final class ProxyTunnel: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State {
        case connecting(ConnectReply)
        case securing
        case ended
    }

    private let route: ProxyRoute
    private let opened: EventLoopPromise<Void>
    private var state = State.connecting(ConnectReply())
    private var timer: Scheduled<Void>?

    private init(_ route: ProxyRoute, opened: EventLoopPromise<Void>) {
        self.route = route
        self.opened = opened
    }

    /// Puts a tunnel before everything else in the pipeline of a connection to the proxy; the future succeeds when the way
    /// is open, and fails with a `TransportError` or what TLS says.
    static func open(_ route: ProxyRoute, on channel: any Channel) throws -> EventLoopFuture<Void> {
        let opened = channel.eventLoop.makePromise(of: Void.self)
        do {
            try channel.pipeline.syncOperations.addHandler(ProxyTunnel(route, opened: opened), position: .first)
        } catch {
            opened.fail(error)
        }
        return opened.futureResult
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let tunnel = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: .nanoseconds(route.timeout.inNanoseconds)) {
            let (tunnel, context) = tunnel.value
            tunnel.fail(.proxy("it did not answer in time"), context)
        }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: route.request)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .connecting(var reply) = state else { return context.fireChannelRead(data) }
        let verdict = reply.take(unwrapInboundIn(data).readableBytesView)
        state = .connecting(reply)
        switch verdict {
        case .unfinished: break
        case .open: secure(context)
        case .refused(407): fail(.proxy("it wants a user name and a password"), context)
        case .refused(let status): fail(.proxy("it answered \(status), \(HTTPStatus.name(status))"), context)
        case .malformed(let words): fail(.proxy(words), context)
        }
    }

    private func secure(_ context: ChannelHandlerContext) {
        guard let tls = route.tls else { return succeed(context) }
        state = .securing
        do {
            let handler = try NIOSSLClientHandler(context: tls, serverHostname: route.serverName)
            try context.pipeline.syncOperations.addHandler(handler, position: .first)
        } catch {
            fail(error, context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .securing = state, let event = event as? TLSUserEvent, case .handshakeCompleted = event {
            succeed(context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch state {
        case .connecting: fail(.proxyLost, context)
        case .securing: fail(error, context)
        case .ended: context.fireErrorCaught(error)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        switch state {
        case .connecting: fail(.proxyLost, context)
        case .securing: fail(.tls(.handshakeEnded), context)
        case .ended: break
        }
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end { $0.fail(TransportError.proxyLost) }
    }

    private func succeed(_ context: ChannelHandlerContext) {
        end { $0.succeed() }
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    private func fail(_ error: TransportError, _ context: ChannelHandlerContext) { fail(error as any Error, context) }

    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        end { $0.fail(error) }
        context.close(promise: nil)
    }

    private func end(_ complete: (EventLoopPromise<Void>) -> Void) {
        if case .ended = state { return }
        state = .ended
        timer?.cancel()
        complete(opened)
    }
}
