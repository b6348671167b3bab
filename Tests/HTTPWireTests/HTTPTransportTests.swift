import Memory
import NIOCore
import Testing

@testable import APIClient
@testable import HTTPWire

/// The transport against a real socket on 127.0.0.1; the server counts what it reads.
struct HTTPTransportTests {
    private func transport(
        _ server: ScriptedServer, key: ManagementKey? = nil, limit: Int = 1 << 20, path: String = "",
        memory: MemoryAccount? = nil
    ) throws -> HTTPTransport {
        var settings = HTTPTransportSettings()
        settings.connectTimeout = .seconds(2)
        settings.maximumBody = limit
        settings.memory = memory
        return HTTPTransport(url: try BaseURL(server.url + path), key: key, settings: settings)
    }

    private func send(
        _ transport: HTTPTransport, _ method: String = "GET", _ target: String = "/x", body: String? = nil,
        timeout: Duration = .seconds(30)
    ) async -> Result<HTTPResponse, TransportError> {
        await withCheckedContinuation { continuation in
            let request = HTTPRequest(method: method, target: target, body: body.map { Array($0.utf8) })
            _ = transport.send(request, timeout: timeout) { continuation.resume(returning: $0) }
        }
    }

    private func error(_ result: Result<HTTPResponse, TransportError>) -> TransportError? {
        if case .failure(let error) = result { error } else { nil }
    }

    @Test func aRequestCarriesKeyAndTargetAndComesBackWhole() async throws {
        let server = try await ScriptedServer([.ok(body: "{\"a\":1}")])
        let transport = try transport(server, key: try ManagementKey("ampex_0123456789abcdef"), path: "/base/")
        let response = try await send(transport, "POST", "/experiments/a%2Fb%20c?limit=3&cursor=%26", body: "{}").get()
        #expect(response.status == 200)
        #expect(response.body == Array("{\"a\":1}".utf8))
        let delivery = try #require(server.deliveries.first)
        #expect(delivery.requestLine == "POST /base/experiments/a%2Fb%20c?limit=3&cursor=%26 HTTP/1.1")
        #expect(delivery.body == "{}")
        #expect(delivery.head.lowercased().contains("authorization: bearer ampex_0123456789abcdef"))
    }

    @Test(arguments: [
        "/a%2Fb", "/%00", "/%2e%2e%2fx", "/a%25b", "/caf%C3%A9", "/a;b=c,d", "/a:b@c", "/x?q=a%2Bb&r=%20",
        "/!$&'()*+,;=",
        "/a//b", "/x?", "/x?a=b?c/d", "/%F0%9F%98%80",
    ])
    func targetsArriveByteForByte(_ target: String) async throws {
        let server = try await ScriptedServer([.ok(body: "{}")])
        _ = try await send(try transport(server), "GET", target).get()
        #expect(server.deliveries.first?.requestLine == "GET \(target) HTTP/1.1")
    }

    /// Each way in which an answer can be lost, and what it must be called.
    static let losses: [(ScriptedServer.Step, [TransportError])] = [
        (.bytesThenClose(""), [.closed]),
        (.bytesThenReset(""), [.reset, .closed]),
        (.bytesThenClose("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"), [.cut]),
        (.bytesThenReset("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"), [.cut, .reset]),
        (.bytesThenClose("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc"), [.cut]),
        (.bytesThenClose("HTTP/1.1 200 OK\r\nConte"), [.cut]),
    ]

    @Test(arguments: ["GET", "POST", "PATCH", "DELETE"], [false, true])
    func aLostAnswerIsOneDeliveryAndNeverMore(_ method: String, _ reused: Bool) async throws {
        for (step, expected) in Self.losses {
            let server = try await ScriptedServer((reused ? [.ok(body: "{}")] : []) + [step, .ok(body: "{}")])
            let transport = try transport(server)
            if reused { _ = try await send(transport, "GET", "/first").get() }
            let problem = error(await send(transport, method, "/second", body: method == "GET" ? nil : "{}"))
            #expect(problem.map(expected.contains) == true, "\(step): \(String(describing: problem))")
            #expect(problem?.certainlyNotSent == false)
            // Another call goes through on a new connection, and shows that nothing was sent in between.
            _ = try await send(transport, "GET", "/third").get()
            let paths = server.deliveries.map { $0.requestLine.split(separator: " ")[1] }
            #expect(paths == (reused ? ["/first"] : []) + ["/second", "/third"], "\(step)")
        }
    }

    @Test func aConnectionClosedWhileIdleIsNotUsedAgain() async throws {
        let server = try await ScriptedServer([.ok(body: "{}", closesAfter: true)])
        let transport = try transport(server)
        // Two calls may race with the close: each is delivered at most once, whatever it comes to.
        for index in 0..<20 { _ = await send(transport, "POST", "/\(index)", body: "{}") }
        let paths = server.deliveries.map(\.requestLine)
        #expect(Set(paths).count == paths.count)
    }

    @Test func droppedConnectionsAreNotUsedAgainAndFinishWhatIsUnderWay() async throws {
        let server = try await ScriptedServer([.ok(body: "1"), .ok(body: "2"), .bytesThenStall(""), .ok(body: "4")])
        let transport = try transport(server)
        _ = try await send(transport, "GET", "/1").get()
        transport.dropConnections()
        _ = try await send(transport, "GET", "/2").get()
        async let stalled = send(transport, "GET", "/3", timeout: .milliseconds(300))
        await server.delivered(3)
        transport.dropConnections()
        transport.dropConnections()
        #expect(try await send(transport, "GET", "/4").get().body == Array("4".utf8))
        #expect(error(await stalled) == .deadline(sent: true), "it ends by its own time")
        #expect(server.deliveries.map(\.connection) == [1, 2, 2, 3])
    }

    @Test(arguments: [
        "garbage\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 99 x\r\n\r\n",
        "HTTP/1.1 1000 x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA\u{0}: b\r\n\r\n",
    ])
    func whatIsNotHTTPIsMalformed(_ answer: String) async throws {
        let server = try await ScriptedServer([.bytes(answer)])
        let problem = error(await send(try transport(server), "POST", "/x", body: "{}"))
        guard case .malformedResponse? = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
        #expect(server.deliveries.count == 1)
    }

    @Test(arguments: [301, 302, 303, 307, 308, 304], ["GET", "POST"])
    func redirectsComeBackAsTheyAre(_ status: Int, _ method: String) async throws {
        let other = try await ScriptedServer([.ok(body: "{}")])
        let server = try await ScriptedServer([
            .bytes("HTTP/1.1 \(status) Moved\r\nLocation: \(other.url)/y\r\nContent-Length: 0\r\n\r\n")
        ])
        let transport = try transport(server, key: try ManagementKey("ampex_0123456789abcdef"))
        let response = try await send(transport, method, "/x", body: method == "POST" ? "{}" : nil).get()
        #expect(response.status == status)
        #expect(response.header("LOCATION") == other.url + "/y")
        #expect(server.deliveries.count == 1)
        #expect(other.connections == 0)
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":",
    ])
    func aStallIsCutAtTheDeadline(_ beginning: String) async throws {
        let server = try await ScriptedServer([.bytesThenStall(beginning)])
        let began = ContinuousClock.now
        let problem = error(await send(try transport(server), "POST", "/x", body: "{}", timeout: .milliseconds(150)))
        #expect(problem == .deadline(sent: true))
        #expect(began.duration(to: .now) >= .milliseconds(150))
        #expect(server.deliveries.count == 1)
    }

    @Test func cancellingEndsTheAttempt() async throws {
        let server = try await ScriptedServer([.bytesThenStall("HTTP/1.1 200 OK\r\n")])
        let transport = try transport(server)
        let result = await withCheckedContinuation { continuation in
            let task = transport.send(HTTPRequest(method: "GET", target: "/x"), timeout: .seconds(60)) {
                continuation.resume(returning: $0)
            }
            task.cancel()
            task.cancel()
        }
        guard case .cancelled? = error(result) else {
            Issue.record("\(result)")
            return
        }
    }

    @Test func aDrippingAnswerIsCutAtTheDeadline() async throws {
        let server = try await ScriptedServer([
            .drip(ScriptedServer.answer("200 OK", String(repeating: "x", count: 999)))
        ])
        let problem = error(await send(try transport(server), "POST", "/x", body: "{}", timeout: .milliseconds(300)))
        // Not cut off, it would be an answer after 20 seconds.
        #expect(problem == .deadline(sent: true))
    }

    @Test(.timeLimit(.minutes(10))) func cancellingClosesTheConnection() async throws {
        let server = try await ScriptedServer([.bytesThenStall("HTTP/1.1 200 OK\r\n")])
        let transport = try transport(server)
        let task = transport.send(HTTPRequest(method: "GET", target: "/x"), timeout: .seconds(60)) { _ in }
        await server.delivered(1)
        #expect(server.openConnections == 1)
        task.cancel()
        try await server.connectionsClosed()
    }

    @Test func aConnectionThatIsNeverMadeEndsAtTheDeadlineOrTheConnectTimeout() async throws {
        let hole = try FullBacklog()
        for (connect, timeout) in [(200, 60_000), (60_000, 200)] {
            var settings = HTTPTransportSettings()
            settings.connectTimeout = .milliseconds(connect)
            let transport = HTTPTransport(
                url: try BaseURL("http://127.0.0.1:\(hole.port)"), key: nil, settings: settings)
            let problem = error(await send(transport, "POST", "/x", body: "{}", timeout: .milliseconds(timeout)))
            let expected: TransportError = connect < timeout ? .connectTimeout : .deadline(sent: false)
            #expect(problem == expected)
            #expect(problem?.certainlyNotSent == true)
        }
    }

    /// An answer that nobody asked for, on a connection that is kept: it is nobody's answer.
    @Test func whatComesAfterAnAnswerIsNotTakenForTheNextOne() async throws {
        let unasked = ScriptedServer.answer("200 OK", "1") + ScriptedServer.answer("200 OK", "unasked")
        for _ in 0..<20 {
            let server = try await ScriptedServer([.bytes(unasked), .ok(body: "2"), .ok(body: "3")])
            let transport = try transport(server)
            #expect(try await send(transport, "GET", "/1").get().body == Array("1".utf8))
            // A request that left before the rest was seen loses its connection, and never gets that rest.
            switch await send(transport, "GET", "/2") {
            case .success(let answer): #expect(answer.body == Array("2".utf8))
            case .failure(let problem): #expect([.closed, .reset].contains(problem), "\(problem)")
            }
            #expect(Set(server.deliveries.map(\.requestLine)).count == server.deliveries.count)
        }
    }

    @Test(.timeLimit(.minutes(10))) func aRefusedConnectionIsReportedAtOnce() async throws {
        // Bound and not listening: the port is nobody else's and refuses.
        let bound = try BoundSocket()
        for host in ["127.0.0.1", "localhost"] {
            let place = try BaseURL("http://\(host):\(bound.port)")
            // Repeated connecting would go on for the whole ten minutes.
            var settings = HTTPTransportSettings()
            settings.connectTimeout = .seconds(600)
            let transport = HTTPTransport(url: place, key: nil, settings: settings)
            #expect(error(await send(transport, timeout: .seconds(600))) == .connectionRefused)
        }
    }

    @Test func anUnknownHostIsADNSError() async throws {
        let problem = error(await send(HTTPTransport(url: try BaseURL("https://ampsh.invalid"), key: nil)))
        #expect(problem?.certainlyNotSent == true)
        guard case .dns? = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
    }

    @Test func httpsToAPlainServerIsNoTLS() async throws {
        let server = try await ScriptedServer([.bytes("HTTP/1.1 400 Bad Request\r\n\r\n")])
        let url = try BaseURL("https://127.0.0.1:\(server.port)")
        #expect(error(await send(HTTPTransport(url: url, key: nil))) == .tls(.notTLS))
    }

    @Test func aFileOfRootsThatCannotBeReadIsNamed() async throws {
        var settings = HTTPTransportSettings()
        settings.extraRoots = ["/nowhere/roots.pem"]
        let transport = HTTPTransport(url: try BaseURL("https://127.0.0.1:1"), key: nil, settings: settings)
        #expect(error(await send(transport)) == .tls(.unusableRoots(file: "/nowhere/roots.pem")))
    }

    @Test func aBodyAboveTheLimitIsRefused() async throws {
        let long = String(repeating: "x", count: 2000)
        for answer in [
            ScriptedServer.answer("200 OK", long),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7D0\r\n\(long)\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n",
        ] {
            let server = try await ScriptedServer([.bytes(answer)])
            #expect(error(await send(try transport(server, limit: 1999))) == .bodyTooLarge(limit: 1999))
        }
        let server = try await ScriptedServer([.bytes(ScriptedServer.answer("200 OK", long))])
        #expect(try await send(try transport(server, limit: 2000)).get().body.count == 2000)
    }

    /// field/attack.md 6
    @Test func aBodyIsCountedForAsLongAsItIsThere() async throws {
        let long = String(repeating: "x", count: 20_000)
        let account = MemoryAccount(limit: 39_000)
        for answer in [
            ScriptedServer.answer("200 OK", long),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4E20\r\n\(long)\r\n0\r\n\r\n",
        ] {
            let server = try await ScriptedServer([.bytes(answer)])
            var response: HTTPResponse? = try await send(try transport(server, memory: account)).get()
            #expect(response?.body.count == 20_000)
            #expect(account.heldBytes >= 20_000)
            #expect(error(await send(try transport(server, memory: account))) == .noMemory)
            response = nil
            // The library lets go of its last reference a moment after it has told the end.
            while account.heldBytes > 0 { await Task.yield() }
        }
    }

    /// field/attack.md 6: none of them is too large by itself.
    @Test func answersUnderWayTogetherStayWithinTheAccount() async throws {
        let account = MemoryAccount(limit: 100_000)
        let part = "HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n" + String(repeating: "x", count: 30_000)
        let server = try await ScriptedServer([.bytesThenStall(part)])
        let transport = try transport(server, memory: account)
        let (results, found) = AsyncStream.makeStream(of: Result<HTTPResponse, TransportError>.self)
        let tasks = (0..<8).map { index in
            transport.send(HTTPRequest(method: "GET", target: "/\(index)"), timeout: .seconds(600)) { found.yield($0) }
        }
        var ends = results.makeAsyncIterator()
        for _ in 0..<6 { #expect(await ends.next().flatMap(error) == .noMemory) }
        // The two that fit are still there.
        for task in tasks { task.cancel() }
        for _ in 0..<2 { #expect(await ends.next().flatMap(error) == .cancelled(sent: true)) }
        while account.heldBytes > 0 { await Task.yield() }
    }

    @Test func compressedBodiesAreReadAndBounded() async throws {
        let body = GzipSample.bytes
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n"
        let server = try await ScriptedServer([.raw(Array(head.utf8) + body)])
        #expect(try await send(try transport(server)).get().body == [UInt8](repeating: 0x61, count: GzipSample.length))
        #expect(
            error(await send(try transport(server, limit: GzipSample.length - 1)))
                == .bodyTooLarge(limit: GzipSample.length - 1))
        let cutHead = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\n"
        let cut = try await ScriptedServer([.raw(Array(cutHead.utf8) + body.prefix(20))])
        #expect(error(await send(try transport(cut))) == .cut)
    }

    @Test(.timeLimit(.minutes(10))) func sixtyFourRequestsAreInFlightAtOnce() async throws {
        let server = try await ScriptedServer([.bytesThenStall("")])
        let transport = try transport(server)
        let tasks = (0..<64).map { index in
            transport.send(HTTPRequest(method: "GET", target: "/\(index)"), timeout: .seconds(600)) { _ in }
        }
        await server.delivered(64)
        for task in tasks { task.cancel() }
    }

    @Test(arguments: ["", "GET ", "G\r\nX: y", "GET /x HTTP/1.1\r\n"])
    func aMethodThatIsNoTokenIsNotSent(_ method: String) async throws {
        let server = try await ScriptedServer([.ok(body: "")])
        #expect(error(await send(try transport(server), method)) == .invalidRequest("bad method"))
        #expect(server.connections == 0)
    }

    @Test(arguments: ["x", "", "/a b", "/a\r\nX: y", "/é"])
    func aTargetThatIsNotEncodedIsNotSent(_ target: String) async throws {
        let server = try await ScriptedServer([.ok(body: "")])
        #expect(error(await send(try transport(server), "GET", target)) == .invalidRequest("bad target"))
        #expect(server.connections == 0)
    }

    /// field/attack 4: a library below once ended the process at the body of such an answer.
    @Test(
        arguments: ["000", "001", "007", "042", "099"],
        [
            ScriptedServer.answer("STATUS x", "{\"a\":1}"), "HTTP/1.1 STATUS x\r\n\r\nbody",
            "HTTP/1.1 STATUS x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n" + ScriptedServer.answer("STATUS x", "{}"),
            ScriptedServer.answer("STATUS x", "", headers: "Connection: keep-alive\r\n"),
            ScriptedServer.answer("STATUS x", "zzzz", headers: "Content-Encoding: gzip\r\n"),
            "HTTP/1.0 STATUS\r\n\r\nx",
        ])
    func aStatusBelow100IsNoAnswerAndEndsNothing(_ status: String, _ answer: String) async throws {
        let server = try await ScriptedServer([
            .bytesThenClose(answer.replacing("STATUS", with: status)), .ok(body: "{}"),
        ])
        let transport = try transport(server)
        let error = error(await send(transport, "POST", body: "{}"))
        guard case .malformedResponse? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.certainlyNotSent == false)
        #expect(try await send(transport).get().status == 200, "the next request is not disturbed")
    }

    @Test func aKeyThatTheServerSaysBackIsTakenOut() async throws {
        let text = "canary-key-0123456789"
        let server = try await ScriptedServer([
            .bytes(ScriptedServer.answer("401 No", "bad key: \(text), \(text)!", headers: "X-Echo: Bearer \(text)\r\n"))
        ])
        let response = try await send(try transport(server, key: try ManagementKey(text))).get()
        #expect(String(decoding: response.body, as: UTF8.self) == "bad key: …6789, …6789!")
        #expect(!"\(response)".contains(text))
    }

    @Test func nothingIsOpenedBeforeTheFirstRequest() async throws {
        let server = try await ScriptedServer([.ok(body: "")])
        _ = try transport(server)
        #expect(server.connections == 0)
    }
}
