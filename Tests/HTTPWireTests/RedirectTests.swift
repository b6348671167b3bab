import Testing

@testable import APIClient
@testable import HTTPWire

/// No answer makes the key travel: a redirect comes back as it is, and nobody else hears of the request.
struct RedirectTests {
    /// Where a redirect points; `other` is the port of a second server.
    enum Place: String, CaseIterable, Sendable {
        case otherHost, otherPort, plainHTTP, userInformation, sameOrigin, loop

        func location(other: Int) -> String {
            switch self {
            case .otherHost: "http://localhost:\(other)/x"
            case .otherPort: "http://127.0.0.1:\(other)/x"
            case .plainHTTP: "http://127.0.0.2:\(other)/x"
            case .userInformation: "http://user:word@127.0.0.1:\(other)/x"
            case .sameOrigin: "/elsewhere"
            case .loop: "/x"
            }
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let status: Int
        let method: String
        let place: Place
        var testDescription: String { "\(status) \(method) \(place)" }

        static let all = [301, 302, 303, 307, 308].flatMap { status in
            ["GET", "POST", "PUT", "PATCH", "DELETE"].flatMap { method in
                Place.allCases.map { Case(status: status, method: method, place: $0) }
            }
        }
    }

    @Test func thereAre150Cases() {
        #expect(Case.all.count == 150)
    }

    @Test(arguments: Case.all)
    func aRedirectIsNotFollowed(_ redirect: Case) async throws {
        let other = try await ScriptedServer([.ok(body: "{}")])
        let location = redirect.place.location(other: other.port)
        let server = try await ScriptedServer([
            .bytes(ScriptedServer.answer("\(redirect.status) Elsewhere", "", headers: "Location: \(location)\r\n"))
        ])
        let transport = HTTPTransport(url: try BaseURL(server.url), key: try ManagementKey("ampex_0123456789abcdef"))
        let result = await withCheckedContinuation { continuation in
            let body = redirect.method == "GET" ? nil : Array("{}".utf8)
            _ = transport.send(
                HTTPRequest(method: redirect.method, target: "/x", body: body), timeout: .seconds(10)
            ) { continuation.resume(returning: $0) }
        }
        #expect(try result.get().status == redirect.status)
        #expect(server.deliveries.count == 1)
        #expect(other.deliveries.isEmpty)
        #expect(other.connections == 0)
    }
}
