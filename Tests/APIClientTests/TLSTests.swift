import NIOSSL
import Testing

@testable import APIClient

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// TLS against a server with certificates of our own.
struct TLSTests {
    /// Sends one request to the server with `certificate`, trusting `root`.
    private func send(
        host: String = "localhost", certificate: String, root: String?, newestTLS: TLSVersion? = nil
    ) async throws -> (result: Result<HTTPResponse, TransportError>, deliveries: Int) {
        let server = try await ScriptedServer([.ok(body: "{}")], certificate: certificate, newestTLS: newestTLS)
        var settings = HTTPTransportSettings()
        let file = try root.map(temporaryFile)
        defer { if let file { unlink(file) } }
        settings.extraRoots = file.map { [$0] } ?? []
        let transport = HTTPTransport(
            url: try BaseURL("https://\(host):\(server.port)"), key: try ManagementKey("ampex_0123456789abcdef"),
            settings: settings)
        let result = await withCheckedContinuation { continuation in
            _ = transport.send(HTTPRequest(method: "POST", target: "/x"), timeout: .seconds(10)) {
                continuation.resume(returning: $0)
            }
        }
        return (result, server.deliveries.count)
    }

    private func temporaryFile(_ text: String) throws -> String {
        var path = Array("/tmp/ampsh-roots-XXXXXX".utf8CString)
        let descriptor = mkstemp(&path)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        try #require(write(descriptor, bytes, bytes.count) == bytes.count)
        return String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func anExtraRootIsTrusted(_ host: String) async throws {
        let (result, deliveries) = try await send(host: host, certificate: TLSSamples.good, root: TLSSamples.good)
        #expect(try result.get().status == 200)
        #expect(deliveries == 1)
    }

    /// Nothing is sent to a server that cannot prove who it is.
    @Test(
        arguments: [
            (TLSSamples.good, nil, .untrustedCertificate),
            (TLSSamples.expired, TLSSamples.expired, .untrustedCertificate),
            (TLSSamples.otherHost, TLSSamples.otherHost, .wrongHost("localhost")),
        ] as [(String, String?, TLSProblem)])
    func aBadCertificateGetsNothing(_ certificate: String, _ root: String?, _ problem: TLSProblem) async throws {
        let (result, deliveries) = try await send(certificate: certificate, root: root)
        #expect(throws: TransportError.tls(problem)) { try result.get() }
        #expect(deliveries == 0)
    }

    @Test func aServerWithNothingNewerThanTLS11GetsNothing() async throws {
        let (result, deliveries) = try await send(
            certificate: TLSSamples.good, root: TLSSamples.good, newestTLS: .tlsv11)
        #expect(throws: TransportError.tls(.handshakeEnded)) { try result.get() }
        #expect(deliveries == 0)
    }

    @Test func aServerWithTLS12IsGoodEnough() async throws {
        let (result, _) = try await send(certificate: TLSSamples.good, root: TLSSamples.good, newestTLS: .tlsv12)
        #expect(try result.get().status == 200)
    }
}
