import Platform
import Testing

@testable import APIClient
@testable import HTTPWire

/// The way through a CONNECT proxy, over sockets.
struct ProxyConnectTests {
    private func send(
        through proxy: String, to port: Int, root: String? = nil, timeout: Duration = .seconds(10)
    ) async throws -> Result<HTTPResponse, TransportError> {
        var settings = HTTPTransportSettings()
        settings.proxy = try Proxy(proxy)
        settings.extraRoots = root.map { [$0] } ?? []
        settings.connectTimeout = timeout
        let transport = HTTPTransport(
            url: try BaseURL("https://localhost:\(port)"), key: try ManagementKey("ampex_0123456789abcdef"),
            settings: settings)
        return await withCheckedContinuation { continuation in
            _ = transport.send(HTTPRequest(method: "GET", target: "/x"), timeout: .seconds(20)) {
                continuation.resume(returning: $0)
            }
        }
    }

    @Test func theRequestGoesThroughTheTunnelAndTheProxySeesNoKey() async throws {
        let server = try await ScriptedServer([.ok(body: "{}")], certificate: TLSSamples.good)
        let proxy = try await TunnelProxy(to: server.port)
        let root = try TemporaryRoot(TLSSamples.good)
        let result = try await send(
            through: "http://ada:se%3Acret@127.0.0.1:\(proxy.port)", to: server.port, root: root.path)
        #expect(try result.get().status == 200)
        #expect(server.deliveries.count == 1)
        #expect(proxy.requests.count == 1)
        let head = try #require(proxy.requests.first)
        #expect(head.hasPrefix("CONNECT localhost:\(server.port) HTTP/1.1\r\n"))
        // field/faults 24
        #expect(head.contains("\r\nHost: localhost:\(server.port)\r\n"))
        #expect(head.split(separator: "\r\n").count { $0.lowercased().hasPrefix("host:") } == 1)
        let request = try #require(server.deliveries.first).head
        #expect(request.hasPrefix("GET /x HTTP/1.1\r\n"))
        #expect(request.lowercased().contains("\r\nhost: localhost:\(server.port)\r\n"))
        #expect(!head.contains("ampex_"))
        // ada:se:cret
        #expect(head.lowercased().contains("proxy-authorization: basic ywrhonnlomnyzxq="))
    }

    @Test(arguments: [("403 Forbidden", ""), ("407 Proxy Authentication Required", "Proxy-Authenticate: Basic\r\n")])
    func aRefusalIsTheProxysAndNothingWasSent(_ status: String, _ headers: String) async throws {
        let proxy = try await ScriptedServer([.bytes(ScriptedServer.answer(status, "", headers: headers))])
        let result = try await send(through: "127.0.0.1:\(proxy.port)", to: 443)
        guard case .failure(.proxy) = result, case .failure(let error) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(error.certainlyNotSent)
        #expect(proxy.deliveries.count == 1)
        #expect(proxy.deliveries.allSatisfy { !$0.head.contains("ampex_") })
    }

    @Test func severalRequestsUseOneTunnel() async throws {
        let server = try await ScriptedServer([.ok(body: "{}")], certificate: TLSSamples.good)
        let proxy = try await TunnelProxy(to: server.port)
        let root = try TemporaryRoot(TLSSamples.good)
        var settings = HTTPTransportSettings()
        settings.proxy = try Proxy("127.0.0.1:\(proxy.port)")
        settings.extraRoots = [root.path]
        let transport = HTTPTransport(
            url: try BaseURL("https://localhost:\(server.port)/base"), key: nil, settings: settings)
        for _ in 0..<3 {
            let result = await withCheckedContinuation { continuation in
                _ = transport.send(HTTPRequest(method: "GET", target: "/y"), timeout: .seconds(20)) {
                    continuation.resume(returning: $0)
                }
            }
            #expect(try result.get().status == 200)
        }
        #expect(proxy.requests.count == 1)
        #expect(server.deliveries.map(\.requestLine) == Array(repeating: "GET /base/y HTTP/1.1", count: 3))
    }

    /// field/attack 9: whatever becomes of CONNECT, nothing of the request has left.
    @Test(
        arguments: [
            .bytesThenClose(""), .bytesThenReset(""), .bytesThenClose("HTTP/1.1 200"), .bytesThenReset("HTTP/1.1 2"),
            .bytes("garbage\r\n\r\n"), .bytes("SSH-2.0-OpenSSH\r\n\r\n"), .bytes("HTTP/1.1 050 X\r\n\r\nbody"),
            .bytes("HTTP/9.9 200 OK\r\n\r\n"), .bytes("HTTP/1.1 101 Up\r\n\r\n"),
            .bytes("HTTP/1.1 302 Found\r\nLocation: https://x/\r\n\r\n"), .bytes("HTTP/1.1 999 X\r\n\r\n"),
            .bytes("HTTP/1.1 503 No\r\nContent-Length: 3\r\n\r\nno!"), .bytesThenClose("HTTP/1.1 200 OK\r\n\r\n"),
            .bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"), .bytesThenReset("HTTP/1.1 200 OK\r\n\r\n"),
            .bytes("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
            .bytes(String(repeating: "x", count: 70_000)), .bytes("\r\n\r\n"), .bytes("\n"),
        ] as [ScriptedServer.Step])
    func whateverConnectMeetsNothingWasSent(_ step: ScriptedServer.Step) async throws {
        let proxy = try await ScriptedServer([step])
        let result = try await send(through: "127.0.0.1:\(proxy.port)", to: 443, timeout: .milliseconds(500))
        guard case .failure(let error) = result else {
            Issue.record("\(step): \(result)")
            return
        }
        #expect(error.certainlyNotSent, "\(step): \(error)")
        #expect(!error.description.contains("NoResult"), "\(step)")
        #expect(proxy.deliveries.allSatisfy { !$0.head.contains("ampex_") })
    }

    @Test func anAnswerThatComesInPiecesAfterOthersIsRead() {
        var reply = ConnectReply()
        let text = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 Connected\r\nX: y\r\n\r\n"
        var verdicts: [ConnectReply.Verdict] = []
        for byte in text.utf8 { verdicts.append(reply.take([byte])) }
        #expect(verdicts.last == .open)
        #expect(verdicts.dropLast().allSatisfy { $0 == .unfinished })
    }

    @Test(
        arguments: [
            ("HTTP/1.0 200\n\n", .open), ("HTTP/1.1 204 x\r\n\r\n", .open), ("HTTP/1.1 407 x\r\n\r\n", .refused(407)),
            ("HTTP/1.1 200 OK\r\n", .unfinished), ("", .unfinished),
            ("HTTP/1.1 20 x\r\n\r\n", .malformed("its answer is not HTTP")),
            ("HTTP/1.1 099 x\r\n\r\n", .malformed("its answer is not HTTP")),
            ("HTTP/1.1 200 x\r\n\r\nmore", .malformed("more than its answer came")),
        ] as [(String, ConnectReply.Verdict)])
    func theAnswerToConnectIsRead(_ text: String, _ verdict: ConnectReply.Verdict) {
        var reply = ConnectReply()
        #expect(reply.take(text.utf8) == verdict)
    }

    @Test func aProxyThatStallsIsGivenUpAndNothingWasSent() async throws {
        let proxy = try await ScriptedServer([.bytesThenStall("HTTP/1.1 2")])
        let result = try await send(through: "127.0.0.1:\(proxy.port)", to: 443, timeout: .milliseconds(300))
        guard case .failure(let error) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(error.certainlyNotSent, "\(error)")
    }

    @Test func aProxyThatIsNotThereIsNamed() async throws {
        let nobody = try BoundSocket()
        let result = try await send(through: "127.0.0.1:\(nobody.port)", to: 443)
        #expect(throws: TransportError.proxy("connection refused")) { try result.get() }
    }
}

/// A PEM file that ends with this value.
private final class TemporaryRoot {
    let path: String

    init(_ text: String) throws {
        var template = Array("/tmp/ampsh-root-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let bytes = Array(text.utf8)
        try #require(write(descriptor, bytes, bytes.count) == bytes.count)
    }

    deinit {
        unlink(path)
    }
}
