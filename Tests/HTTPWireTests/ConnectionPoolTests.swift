import NIOCore
import Synchronization
import Testing

@testable import APIClient
@testable import HTTPWire

/// The pool and the connector at the edge, on the network's thread.
struct ConnectionPoolTests {
    /// Each connection fails while it is asked for, and the next is asked for by that.
    @Test func thousandsOfConnectionsThatFailAtOnceAreNoDeepCall() async throws {
        var settings = HTTPTransportSettings()
        settings.extraRoots = ["/nowhere/roots.pem"]
        let thread = NetworkThread()
        let transport = HTTPTransport(
            url: try BaseURL("https://127.0.0.1:1"), key: nil, settings: settings, thread: thread)
        let failed = Mutex(0)
        // All together: the thread does nothing else meanwhile.
        try await thread.loop.submit {
            for _ in 0..<20_000 {
                _ = transport.send(HTTPRequest(method: "GET", target: "/"), timeout: .seconds(600)) { result in
                    if case .failure(.tls(.unusableRoots)) = result { failed.withLock { $0 += 1 } }
                }
            }
        }.get()
        try await thread.loop.submit {}.get()
        #expect(failed.withLock { $0 } == 20_000)
    }

    @Test(.timeLimit(.minutes(10))) func aConnectionThatIsMadeTooLateIsClosed() async throws {
        let server = try await ScriptedServer([.ok(body: "")])
        let origin = Origin(url: try BaseURL(server.url), key: nil, settings: HTTPTransportSettings())
        let thread = NetworkThread()
        let loop = thread.loop
        try await loop.submit {
            let pool = ConnectionPool(origin, thread: thread, loop: loop)
            let connection = ConnectionHandler(
                ConnectionID(number: 1), in: pool, ConnectionHandler.Configuration(origin))
            connection.handle(.cancel(.connectTimeout))
            Connector(url: origin.url, settings: origin.settings, loop: loop).connect(connection)
        }.get()
        while server.connections == 0 { await Task.yield() }
        try await server.connectionsClosed()
    }

    @Test func aRequestThatCannotBeSentEndsOnceAndDisturbsNoOther() async throws {
        let server = try await ScriptedServer([.ok(body: "")])
        let transport = HTTPTransport(url: try BaseURL(server.url), key: nil)
        let results = await withTaskGroup(of: Bool.self) { group in
            for method in ["GET", "B D", "GET", ""] {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        _ = transport.send(HTTPRequest(method: method, target: "/"), timeout: .seconds(30)) {
                            continuation.resume(returning: (try? $0.get()) != nil)
                        }
                    }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(results.count { $0 } == 2)
        #expect(server.deliveries.count == 2)
    }
}
