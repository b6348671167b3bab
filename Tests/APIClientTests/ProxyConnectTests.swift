import Testing

@testable import APIClient

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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
        #expect(head.hasPrefix("CONNECT localhost:\(server.port) "))
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
