import APIClient
import NIOCore
import NIOHTTP1

/// Refuses an answer whose status is below 100 before async-http-client sees it: that library takes it for one of those
/// that come before the answer, and ends the process at its body.
final class StatusGuard: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    private var hasRefused = false

    /// Puts a guard into the pipeline of a new connection, right behind what reads HTTP.
    static func install(in channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        let reader = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
        try pipeline.addHandler(StatusGuard(), position: .after(reader))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasRefused else { return }
        if case .head(let head) = unwrapInboundIn(data), head.status.code < 100 {
            hasRefused = true
            context.fireErrorCaught(TransportError.malformedResponse("invalid HTTP status code"))
            context.close(promise: nil)
            return
        }
        context.fireChannelRead(data)
    }
}
