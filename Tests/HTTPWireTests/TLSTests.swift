import NIOSSL
import Platform
import Testing

@testable import APIClient
@testable import HTTPWire

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

    private static func certificate(
        _ subject: String = "ampsh test", issuer: String = "ampsh test", names: [String] = ["localhost"],
        from notBefore: Int64 = 1_577_836_800, to notAfter: Int64 = 4_733_510_400
    ) -> PeerCertificate {
        PeerCertificate(
            subject: subject, issuer: issuer, names: names, notBefore: notBefore, notAfter: notAfter,
            isSelfIssued: subject == issuer)
    }

    /// Nothing is sent to a server that cannot prove who it is, and the error says which certificate and why.
    @Test(
        arguments: [
            (TLSSamples.good, nil, .untrustedCertificate(certificate(), .selfSigned)),
            (
                TLSSamples.expired, TLSSamples.expired,
                .untrustedCertificate(certificate(to: 1_577_923_200), .expired)
            ),
            (
                TLSSamples.notYetValid, TLSSamples.notYetValid,
                .untrustedCertificate(certificate(from: 4_102_444_800), .notYetValid)
            ),
            (
                TLSSamples.unknownIssuer, TLSSamples.good,
                .untrustedCertificate(certificate("localhost", issuer: "Unknown Issuers, Inc."), .unknownIssuer)
            ),
            (
                TLSSamples.otherHost, TLSSamples.otherHost,
                .wrongHost("localhost", certificate(names: ["other.example"]))
            ),
        ] as [(String, String?, TLSProblem)])
    func aBadCertificateGetsNothing(_ certificate: String, _ root: String?, _ problem: TLSProblem) async throws {
        let (result, deliveries) = try await send(certificate: certificate, root: root)
        #expect(throws: TransportError.tls(problem)) { try result.get() }
        #expect(deliveries == 0)
    }

    @Test func theWordsNameTheCertificateAndTheReason() {
        let unknown = Self.certificate("localhost", issuer: "Unknown Issuers, Inc.")
        let words: [(TLSProblem, String)] = [
            (
                .untrustedCertificate(Self.certificate(to: 1_577_923_200), .expired),
                "the server's certificate (for localhost) expired on 2020-01-02; it was issued by itself"
            ),
            (
                .untrustedCertificate(Self.certificate(from: 4_102_444_800), .notYetValid),
                "the server's certificate (for localhost) is not valid before 2100-01-01; is the clock of this machine "
                    + "right?"
            ),
            (
                .untrustedCertificate(Self.certificate(names: []), .selfSigned),
                "the server's certificate (for ampsh test) is self-signed, and not among the trusted roots; --ca-file "
                    + "adds it"
            ),
            (
                .untrustedCertificate(unknown, .unknownIssuer),
                "the server's certificate (for localhost) was issued by Unknown Issuers, Inc., which is not trusted; "
                    + "--ca-file adds its root"
            ),
            (
                .wrongHost("localhost", Self.certificate(names: ["a", "b", "c", "d"])),
                "the server's certificate is for a, b, c, …, not for localhost"
            ),
            (.wrongHost("localhost", nil), "the server's certificate is not for localhost"),
        ]
        for (problem, text) in words { #expect(problem.description == text) }
    }

    @Test func aSecondLookSaysNothingWhereTheServerHasGone() async throws {
        let nobody = try BoundSocket()
        let certificate = await withCheckedContinuation { continuation in
            CertificateProbe(host: "127.0.0.1", port: nobody.port, thread: NetworkThread())
                .look(within: .seconds(10)) { continuation.resume(returning: $0) }
        }
        #expect(certificate == nil)
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
