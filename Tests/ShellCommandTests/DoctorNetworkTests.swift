import APIClient
import HTTPWire
import Testing

@testable import ShellCommand

@Suite struct DoctorNetworkTests {
    private static let now: Int64 = 1_800_000_000

    private func findings(
        _ sight: TargetProbe.Sight, url: String = "https://api.example", proxy: String? = nil
    ) throws -> [DoctorFinding] {
        DoctorNetwork.findings(sight, url: try BaseURL(url), proxy: proxy, question: "GET /x", now: Self.now)
    }

    private func failure(_ kind: APIError.Kind) -> TargetProbe.Sight {
        TargetProbe.Sight(
            result: .failure(APIError(kind: kind, message: "no luck", method: "GET", path: "/x")))
    }

    private let good = Result<Answer, APIError>.success(Answer(status: 200, body: .json(Array("[]".utf8))))

    @Test func anAnswerMeansThatTheKeyIsGood() throws {
        let found = try findings(
            .init(result: good, clocks: (server: Self.now, ours: Self.now + 2), elapsed: .milliseconds(120)))
        #expect(
            found == [
                .fine("api.example is reached without a proxy"),
                .fine("GET /x was answered in 120 ms, so the key is good"),
                .fine("the clock agrees with the server's to 2 s"),
            ])
    }

    @Test(
        arguments: [
            (.auth, .auth), (.forbidden, .auth), (.network, .service), (.server, .service), (.rateLimited, .service),
            (.decode, .service), (.notFound, .notFound), (.interrupted, .interrupted),
        ] as [(APIError.Kind, ExitCode)])
    func eachFailureHasItsCodeAndAnAdvice(_ kind: APIError.Kind, _ code: ExitCode) throws {
        let found = try findings(failure(kind))
        #expect(found.count == 2)
        #expect(found[1].problem == code)
        #expect(found[1].text.hasPrefix("GET /x: no luck; "))
    }

    @Test(arguments: [-301, 301, 86_400] as [Int64])
    func aWrongClockIsAProblem(_ ahead: Int64) throws {
        let found = try findings(.init(result: good, clocks: (server: Self.now, ours: Self.now + ahead)))
        #expect(found.last?.problem == .failure)
        #expect(found.last?.text.contains(ahead > 0 ? "ahead of" : "behind") == true)
    }

    @Test func aCertificateIsShownWithItsEnd() throws {
        var certificate = PeerCertificate(
            subject: "api.example", issuer: "Root", notBefore: 0, notAfter: Self.now + 400 * 86_400,
            isSelfIssued: false)
        let text = "the certificate of api.example was issued by Root and is valid until 2028-02-19"
        #expect(try findings(.init(certificate: certificate, result: good))[1] == .fine(text))
        certificate.notAfter = Self.now + 86_400
        #expect(try findings(.init(certificate: certificate, result: good))[1].text.hasSuffix("which is soon"))
    }

    @Test func theProxyIsNamed() throws {
        #expect(
            try findings(failure(.network), proxy: "p:3128")[0].text
                == "api.example is reached through the proxy p:3128")
        #expect(try findings(failure(.network), url: "http://127.0.0.1:1")[0].text.contains("no proxy is used"))
    }
}
