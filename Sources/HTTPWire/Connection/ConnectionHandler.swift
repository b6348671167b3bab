import APIClient
import Memory
import NIOCore
import NIOHTTP1
import NIOTLS

/// One connection at the edge: tells its state what happens, and does what that says. The last handler of its channel.
///
/// Belongs to the network's thread, as everything that it holds.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    /// What all connections of a pool have in common.
    struct Configuration {
        let template: RequestTemplate
        let host: String
        let hasTunnel: Bool
        let hasTLS: Bool
        let maximumBody: Int
        let memory: MemoryAccount
    }

    let id: ConnectionID
    private let pool: ConnectionPool
    private let configuration: Configuration
    private var state: ConnectionState
    private var exchange: Exchange?
    private var answer: AnswerCollector?
    private var context: ChannelHandlerContext?

    init(_ id: ConnectionID, in pool: ConnectionPool, _ configuration: Configuration) {
        self.id = id
        self.pool = pool
        self.configuration = configuration
        state = ConnectionState(hasTunnel: configuration.hasTunnel, hasTLS: configuration.hasTLS)
    }

    // MARK: - What the pool and the connector say

    /// Nobody waits for the connection any more.
    var isClosed: Bool { state.phase == .closed }

    /// Sends a request.
    func start(_ exchange: Exchange) {
        self.exchange = exchange
        handle(.start)
    }

    func handle(_ event: ConnectionState.Event) {
        perform(state.handle(event))
    }

    /// An error of any of the libraries below.
    func failed(_ error: any Error) {
        handle(
            .failed(
                TransportError(
                    error, progress: state.progress, host: configuration.host, usesProxy: configuration.hasTunnel)))
    }

    // MARK: - What the channel says

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        do throws(TransportError) {
            try received(unwrapInboundIn(data), context)
        } catch {
            handle(.failed(error))
        }
    }

    private func received(_ part: InboundIn, _ context: ChannelHandlerContext) throws(TransportError) {
        switch part {
        case .head(let head):
            let action = state.handle(.head(status: Int(head.status.code), keepsAlive: head.isKeepAlive))
            guard case .keep = action else { return perform(action) }
            answer = try AnswerCollector(head, limit: configuration.maximumBody, memory: configuration.memory)
        case .body(let bytes):
            let action = state.handle(.body)
            guard case .keep = action else { return perform(action) }
            try answer?.append(bytes)
        case .end:
            try answer?.finish()
            handle(.end(requestIsOut: isFlushed(context.channel)))
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) { handle(.readComplete) }

    func channelInactive(context: ChannelHandlerContext) { handle(.ended) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { failed(error) }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted: handle(.secured)
        case is ProxyTunnel.Opened: handle(.tunnelOpened)
        default: break
        }
    }

    /// The system has taken all that was written.
    private func isFlushed(_ channel: any Channel) -> Bool {
        (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) == 0
    }

    // MARK: - What follows

    private func perform(_ action: ConnectionState.Action) {
        switch action {
        case .nothing, .keep: break
        case .becomeReady: pool.becameReady(id)
        case .write: write()
        case .succeed(let closes):
            let response = answer?.response
            end(response.map { .success($0) } ?? .failure(.closed))
            if closes { close() }
        case .fail(let error):
            end(.failure(error))
            close()
        case .giveUp(let error):
            pool.gaveUp(id, error)
            context?.close(promise: nil)
        case .close: close()
        }
    }

    /// The one place that writes a request.
    private func write() {
        guard let exchange, let context else { return }
        let request = exchange.request
        exchange.begin()
        let method = NIOHTTP1.HTTPMethod(rawValue: request.method)
        context.write(
            wrapOutboundOut(.head(HTTPRequestHead(version: .http1_1, method: method, uri: request.target))),
            promise: nil)
        let head = configuration.template.head(of: request)
        let body = request.body ?? []
        var bytes = context.channel.allocator.buffer(capacity: head.count + body.count)
        bytes.writeBytes(head)
        bytes.writeBytes(body)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
    }

    private func end(_ result: Result<HTTPResponse, TransportError>) {
        answer = nil
        guard let exchange else { return }
        self.exchange = nil
        pool.end(exchange, result)
    }

    private func close() {
        pool.closed(id)
        context?.close(promise: nil)
    }
}

/// Names a connection of a pool.
struct ConnectionID: Hashable, Sendable {
    let number: Int
}
