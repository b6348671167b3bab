import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import APIClient
@testable import HTTPWire

/// When a connection takes another request, over sockets.
struct ConnectionReuseTests {
    private func transport(_ port: Int, change: (inout HTTPTransportSettings) -> Void = { _ in }) throws
        -> HTTPTransport
    {
        var settings = HTTPTransportSettings()
        change(&settings)
        return HTTPTransport(url: try BaseURL("http://127.0.0.1:\(port)"), key: nil, settings: settings)
    }

    private func send(
        _ transport: HTTPTransport, _ method: String = "GET", body: [UInt8]? = nil
    ) async -> Result<HTTPResponse, TransportError> {
        await withCheckedContinuation { continuation in
            _ = transport.send(HTTPRequest(method: method, target: "/", body: body), timeout: .seconds(30)) {
                continuation.resume(returning: $0)
            }
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let answer: String
        var method = "GET"
        var status = 200
        var body = ""
        /// The connections of three requests.
        let connections: [Int]
        var closes = false
        var testDescription: String { "\(method) \(answer.prefix { $0 != "\r\n" }) \(connections)" }
    }

    /// RFC 9112, 6.3 and 9.3
    static let cases = [
        Case(answer: ScriptedServer.answer("200 OK", "a"), body: "a", connections: [1, 1, 1]),
        Case(
            answer: ScriptedServer.answer("200 OK", "a", headers: "Connection: close\r\n"), body: "a",
            connections: [1, 2, 3]),
        Case(answer: "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na", body: "a", connections: [1, 2, 3]),
        Case(
            answer: "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\na", body: "a",
            connections: [1, 1, 1]),
        // The body ends with the connection.
        Case(answer: "HTTP/1.1 200 OK\r\n\r\nab", body: "ab", connections: [1, 2, 3], closes: true),
        Case(answer: "HTTP/1.0 200 OK\r\n\r\nab", body: "ab", connections: [1, 2, 3], closes: true),
        // No body, whatever the fields say.
        Case(answer: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", method: "HEAD", connections: [1, 1, 1]),
        Case(
            answer: "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n", method: "HEAD",
            connections: [1, 1, 1]),
        Case(answer: "HTTP/1.1 204 None\r\n\r\n", status: 204, connections: [1, 1, 1]),
        Case(answer: "HTTP/1.1 304 Same\r\nContent-Length: 9\r\n\r\n", status: 304, connections: [1, 1, 1]),
        // What comes before the answer is none.
        Case(
            answer: "HTTP/1.1 100 Continue\r\n\r\n" + ScriptedServer.answer("200 OK", "a"), body: "a",
            connections: [1, 1, 1]),
        Case(
            answer: "HTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 102 Wait\r\n\r\n"
                + ScriptedServer.answer("201 OK", "a"),
            status: 201, body: "a", connections: [1, 1, 1]),
        // Chunks and what follows them.
        Case(
            answer:
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2;x=y\r\nbc\r\n0\r\nX-Sum: 1\r\n\r\n",
            body: "abc", connections: [1, 1, 1]),
        // From here on it would not be HTTP.
        Case(
            answer: "HTTP/1.1 101 Up\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", status: 101, connections: [1, 2, 3]),
    ]

    @Test(arguments: cases)
    func aConnectionIsUsedAgainWhereTheAnswerLeavesIt(_ played: Case) async throws {
        let server = try await ScriptedServer([played.closes ? .bytesThenClose(played.answer) : .bytes(played.answer)])
        let transport = try transport(server.port)
        for _ in 0..<3 {
            let response = try await send(transport, played.method).get()
            #expect(response.status == played.status)
            #expect(String(decoding: response.body, as: UTF8.self) == played.body)
        }
        #expect(server.deliveries.map(\.connection) == played.connections)
    }

    /// The connection is taken by who waits for it, but not in the middle of what the server says.
    @Test func whatComesAfterAnAnswerIsNoAnswerToWhoeverWaits() async throws {
        let unasked = ScriptedServer.answer("200 OK", "1") + ScriptedServer.answer("200 OK", "unasked")
        let server = try await ScriptedServer([.bytes(unasked), .ok(body: "2")])
        let transport = try transport(server.port) { $0.connectionLimit = 1 }
        async let first = send(transport)
        async let second = send(transport)
        let bodies = try await [first.get().body, second.get().body].map { String(decoding: $0, as: UTF8.self) }
        #expect(bodies.sorted() == ["1", "2"])
        #expect(server.deliveries.map(\.connection) == [1, 2])
    }

    /// The rest of the request would be read as the next one.
    @Test func anAnswerBeforeTheRequestWasOutEndsTheConnection() async throws {
        let server = try await HastyServer()
        let transport = try transport(server.port)
        for connection in 1...2 {
            let response = try await send(transport, "POST", body: [UInt8](repeating: 0x20, count: 32 << 20)).get()
            #expect(response.status == 413)
            #expect(server.connections == connection)
        }
    }

    @Test(.timeLimit(.minutes(10))) func aConnectionThatIsIdleForLongIsClosed() async throws {
        let server = try await ScriptedServer([.ok(body: "")])
        let transport = try transport(server.port) { $0.idleTimeout = .milliseconds(50) }
        _ = try await send(transport).get()
        try await server.connectionsClosed()
        withExtendedLifetime(transport) {}
    }

    @Test(.timeLimit(.minutes(10))) func aTransportThatNobodyHasAnyMoreClosesItsConnections() async throws {
        let server = try await ScriptedServer([.ok(body: "")])
        var transport: HTTPTransport? = try transport(server.port)
        if let transport { _ = try await send(transport).get() }
        #expect(server.openConnections == 1)
        transport = nil
        try await server.connectionsClosed()
    }

    @Test func noMoreConnectionsAreOpenThanAllowedAndAllAreServed() async throws {
        let server = try await ScriptedServer([.ok(body: "a")])
        let transport = try transport(server.port) { $0.connectionLimit = 2 }
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 { group.addTask { (try? await send(transport).get().status) == 200 } }
            for await isGood in group { #expect(isGood) }
        }
        #expect(server.connections <= 2)
        #expect(server.deliveries.count == 50)
    }

    @Test func whatWaitsForAConnectionHasNotBegun() async throws {
        let server = try await ScriptedServer([.bytesThenStall("")])
        let transport = try transport(server.port) { $0.connectionLimit = 1 }
        let first = transport.send(HTTPRequest(method: "GET", target: "/1"), timeout: .seconds(60)) { _ in }
        await server.delivered(1)
        #expect(first.hasBegun)
        let problem = await withCheckedContinuation { continuation in
            let second = transport.send(HTTPRequest(method: "POST", target: "/2"), timeout: .seconds(60)) {
                continuation.resume(returning: $0)
            }
            #expect(!second.hasBegun)
            second.cancel()
        }
        #expect(throws: TransportError.cancelled(sent: false)) { try problem.get() }
        first.cancel()
        #expect(server.deliveries.count == 1)
    }
}

/// Answers as soon as anything comes, and reads no more.
private final class HastyServer: Sendable {
    private let channel = Mutex<(any Channel)?>(nil)
    private let accepted = Mutex(0)

    init() async throws {
        let bound = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelInitializer { [weak self] channel in
                self?.accepted.withLock { $0 += 1 }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(HastyHandler())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        channel.withLock { $0 = bound }
    }

    deinit { channel.withLock { $0?.close(promise: nil) } }

    var port: Int { channel.withLock { $0?.localAddress?.port ?? 0 } }
    var connections: Int { accepted.withLock { $0 } }
}

private final class HastyHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        _ = context.channel.setOption(.autoRead, value: false)
        let answer = ScriptedServer.answer("413 Large", "")
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
    }
}
