import NIOCore
import NIOHTTP1
import NIOPosix
import Platform

/// One connection: takes requests one after the other, and delivers each answer as its fault wants it.
final class ConnectionHandler: ChannelInboundHandler, ChannelOutboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Fired at a connection when its server ends: a request under way is finished.
    enum Event { case stop }

    private enum State {
        /// Between requests.
        case idle
        /// The head is there, the body is coming.
        case reading(RequestHead, body: ByteBuffer?, Fault?)
        /// As `reading`, of somebody without a key: the answer needs no body, so none is kept.
        case ignoring(RequestHead, Fault?)
        /// An answer is under way.
        case answering
        /// An answer that never comes.
        case silent
        /// The request was answered before its end; what is left of it is dropped, then the connection ends.
        case dropping
        /// Nothing more is taken.
        case closing
    }

    private let service: SandboxService
    private let onRefusal: (Duration) -> Void
    private var state = State.idle {
        didSet { giveBackBody() }
    }
    /// Bytes of a body that count in the service's allowance.
    private var held = 0
    /// The state says for a moment that nothing is read, while a body grows.
    private var isGrowing = false
    /// Parts of later requests that arrived while an answer is under way.
    private var waiting = CircularBuffer<HTTPServerRequestPart>()
    private var isTakingWaiting = false
    private var heldRead = false
    private var closesAfterAnswer = false
    private var date = (second: Int64(-1), text: "")

    /// - Parameter onRefusal: Called when the server is to close all connections and refuse new ones for a time.
    init(service: SandboxService, onRefusal: @escaping (Duration) -> Void) {
        self.service = service
        self.onRefusal = onRefusal
    }

    // MARK: - Taking

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        switch state {
        case .idle, .reading, .ignoring, .dropping: take(part, context)
        case .answering: waiting.append(part)
        case .silent, .closing: break
        }
    }

    /// A client that sends ahead is not read from until its turn comes, so that it cannot fill the memory.
    func read(context: ChannelHandlerContext) {
        if case .answering = state, !waiting.isEmpty { heldRead = true } else { context.read() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is HTTPParserError, case .idle = state else { return reset(context) }
        answer(SandboxResponse(status: 400, text: "this is no HTTP request\n"), nil, closes: true, true, context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is Event else { return context.fireUserInboundEventTriggered(event) }
        closesAfterAnswer = true
        switch state {
        case .idle, .silent, .dropping: close(context)
        case .reading, .ignoring, .answering, .closing: break
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        state = .closing
        context.fireChannelInactive()
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch (part, state) {
        case (.head(let parsed), .idle):
            let head = RequestHead(parsed)
            if let refusal = service.refusal(of: head.request, hasBody: head.hasBody) {
                return refuse(refusal, context)
            }
            let fault = service.fault(for: head.request)
            if case .reset(read: false) = fault?.kind {
                _ = service.answer(head.request, body: nil, fault: fault)
                return reset(context)
            }
            guard !head.hasBody || service.isAuthorized(head.request) else {
                // A fault may have the answer wait, and more: then it comes in its turn.
                guard fault == nil, let answer = service.answer(head.request, body: nil, fault: nil) else {
                    return state = .ignoring(head, fault)
                }
                return refuse(answer, context)
            }
            if let length = head.bodyLength, length > SandboxServer.bodyLimit {
                return refuse(SandboxResponse(status: 413), context)
            }
            if head.expectsWord {
                context.writeAndFlush(
                    wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
            }
            state = .reading(head, body: nil, fault)
        case (.body(var bytes), .reading(let head, var body, let fault)):
            let size = (body?.readableBytes ?? 0) + bytes.readableBytes
            guard size <= SandboxServer.bodyLimit else { return refuse(SandboxResponse(status: 413), context) }
            guard service.bodies.take(bytes.readableBytes) else {
                let answer = SandboxResponse(status: 503, text: "too many bodies at once\n")
                return refuse(answer, context)
            }
            held += bytes.readableBytes
            // Given up first, so that the buffer has one owner and grows in place.
            isGrowing = true
            state = .dropping
            if body == nil { body = bytes } else { body?.writeBuffer(&bytes) }
            state = .reading(head, body: body, fault)
            isGrowing = false
        case (.end, .reading(let head, let body, let fault)):
            let answer = FaultedAnswer(
                fault, service.answer(head.request, body: body, fault: fault), style: service.errorStyle)
            let closes = !head.isKeepAlive || closesAfterAnswer || answer.refusal != nil
            self.answer(answer, closes: closes, hasBody: head.wantsBody, context)
        case (.end, .ignoring(let head, let fault)):
            let answer = FaultedAnswer(
                fault, service.answer(head.request, body: nil, fault: fault), style: service.errorStyle)
            self.answer(answer, closes: true, hasBody: head.wantsBody, context)
        case (.end, .dropping): close(context)
        default: break
        }
    }

    /// Answers before the request's end, and takes nothing more.
    private func refuse(_ response: SandboxResponse, _ context: ChannelHandlerContext) {
        state = .dropping
        let answer = WireDelivery(FaultedAnswer(nil, response), date: dateText(), closes: true, hasBody: true)
        deliver(answer.steps[...], context) {}
        // Who goes on sending gets to read the answer first, but not for ever.
        _ = context.eventLoop.assumeIsolated().scheduleTask(in: Self.farewell) { [self] in
            if case .dropping = state { close(context) }
        }
    }

    /// A body that is not read any more counts no more: the answer to it is made at once.
    private func giveBackBody() {
        guard held > 0, !isGrowing else { return }
        service.bodies.giveBack(held)
        held = 0
    }

    // MARK: - Answering

    private func answer(
        _ response: SandboxResponse, _ fault: Fault?, closes: Bool, _ hasBody: Bool, _ context: ChannelHandlerContext
    ) {
        answer(FaultedAnswer(fault, response), closes: closes, hasBody: hasBody, context)
    }

    private func answer(
        _ answer: FaultedAnswer, closes: Bool, hasBody: Bool, _ context: ChannelHandlerContext
    ) {
        state = .answering
        let delivery = WireDelivery(answer, date: dateText(), closes: closes, hasBody: hasBody)
        deliver(delivery.steps[...], context) { [self] in
            switch delivery.end {
            case .answered where closes || closesAfterAnswer, .close: close(context)
            case .answered: next(context)
            case .reset: reset(context)
            case .wait: if closesAfterAnswer { close(context) } else { state = .silent }
            }
            if let refusal = answer.refusal { onRefusal(refusal) }
        }
    }

    /// Takes the steps one after the other, then calls `done`, unless the connection ended meanwhile.
    private func deliver(
        _ steps: ArraySlice<WireDelivery.Step>, _ context: ChannelHandlerContext, done: @escaping () -> Void
    ) {
        guard let step = steps.first else { return done() }
        let rest = steps.dropFirst()
        switch step {
        case .bytes(let bytes):
            context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
            deliver(rest, context, done: done)
        case .spaces(let count):
            let portion = min(count, Self.portion)
            let bytes = ByteBuffer(repeating: 0x20, count: portion)
            // The next portion is made when this one has left.
            context.writeAndFlush(wrapOutboundOut(bytes)).assumeIsolated().whenSuccess { [self] in
                if case .closing = state { return }
                deliver(count > portion ? [.spaces(count - portion)] + rest : rest, context, done: done)
            }
        case .pause(let duration):
            _ = context.eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(Self.nanoseconds(duration))) {
                [self] in
                if case .closing = state { return }
                deliver(rest, context, done: done)
            }
        }
    }

    private func next(_ context: ChannelHandlerContext) {
        state = .idle
        // The loop below goes on where an answer that it began is done at once.
        guard !isTakingWaiting else { return }
        isTakingWaiting = true
        defer { isTakingWaiting = false }
        while !waiting.isEmpty {
            switch state {
            case .idle, .reading, .ignoring, .dropping: take(waiting.removeFirst(), context)
            case .answering, .silent, .closing: return
            }
        }
        if heldRead {
            heldRead = false
            context.read()
        }
    }

    private func close(_ context: ChannelHandlerContext) {
        state = .closing
        context.close(promise: nil)
    }

    /// Ends the connection so that the client's system reports a reset.
    private func reset(_ context: ChannelHandlerContext) {
        state = .closing
        let sockets = context.channel as? any SocketOptionProvider
        _ = sockets?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        context.close(promise: nil)
    }

    private func dateText() -> String {
        let now = Int64(time(nil))
        if date.second != now { date = (now, DateHeader.text(now)) }
        return date.text
    }

    private static let portion = 1 << 20
    private static let farewell = TimeAmount.seconds(1)

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        duration.components.seconds * 1_000_000_000 + duration.components.attoseconds / 1_000_000_000
    }
}
