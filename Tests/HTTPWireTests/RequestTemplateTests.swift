import Testing

@testable import APIClient
@testable import HTTPWire

/// The head of a request.
struct RequestTemplateTests {
    /// The lines of a head, after which comes an empty one.
    private func lines(_ request: HTTPRequest, url: String = "https://h:8443/base", key: String? = nil) throws
        -> [String]
    {
        let template = RequestTemplate(url: try BaseURL(url), key: try key.map { try ManagementKey($0) })
        let text = String(decoding: template.head(of: request), as: UTF8.self)
        #expect(text.hasSuffix("\r\n\r\n"))
        return text.split(separator: "\r\n").map { String($0) }
    }

    @Test func itHasHostAndKeyAndWhatTheRequestHas() throws {
        let request = HTTPRequest(
            method: "GET", target: "/x", headers: [("Accept", "a/b"), ("X-Two", "1"), ("X-Two", "2")])
        #expect(
            try lines(request, key: "ampex_0123456789abcdef") == [
                "GET /base/x HTTP/1.1", "Host: h:8443", "Authorization: Bearer ampex_0123456789abcdef",
                "Accept-Encoding: deflate, gzip", "Accept: a/b", "X-Two: 1", "X-Two: 2",
            ])
        #expect(
            try lines(
                HTTPRequest(method: "GET", target: "/?a=b", headers: [("Authorization", "x")]), url: "https://[::1]")
                == ["GET /?a=b HTTP/1.1", "Host: [::1]", "Accept-Encoding: deflate, gzip", "Authorization: x"])
    }

    @Test func whereItGoesAndHowItIsFramedIsForNobodyElseToSay() throws {
        let request = HTTPRequest(
            method: "POST", target: "/x",
            headers: [
                ("HOST", "evil"), ("content-length", "99"), ("Transfer-Encoding", "chunked"), ("Accept-Encoding", "br"),
                ("authorization", "Bearer other"),
            ], body: [1, 2])
        #expect(
            try lines(request, key: "ampex_0123456789abcdef") == [
                "POST /base/x HTTP/1.1", "Host: h:8443", "Authorization: Bearer ampex_0123456789abcdef",
                "Accept-Encoding: deflate, gzip", "Content-Length: 2",
            ])
    }

    @Test(
        arguments: [
            ("GET", nil, nil), ("HEAD", nil, nil), ("DELETE", nil, nil), ("DELETE", [], nil), ("POST", nil, "0"),
            ("PUT", [], "0"), ("PATCH", nil, "0"), ("GET", [1], "1"), ("DELETE", [1, 2], "2"), ("RAW", nil, "0"),
        ] as [(String, [UInt8]?, String?)])
    func theLengthIsToldWhereABodyIsOrIsExpected(_ method: String, _ body: [UInt8]?, _ length: String?) throws {
        let told = try lines(HTTPRequest(method: method, target: "/", body: body)).filter { $0.contains("-Length") }
        #expect(told == (length.map { ["Content-Length: \($0)"] } ?? []))
    }

    @Test(arguments: [
        ("X\r\nY", "1"), ("X", "1\r\nY: 2"), ("X", "a\nb"), ("X", "a\u{0}"), ("", "1"), ("X Y", "1"), ("X:", "1"),
        ("X", "\u{7f}"),
    ])
    func aFieldThatWouldBeAnotherIsNotSent(_ name: String, _ value: String) {
        let request = HTTPRequest(method: "GET", target: "/", headers: [(name, value)])
        #expect(RequestTemplate.problem(of: request) == .invalidRequest("bad header field"))
    }

    @Test func anOrdinaryFieldIsSent() {
        let request = HTTPRequest(method: "GET", target: "/", headers: [("X-Name", "a\tb é"), ("Y", "")])
        #expect(RequestTemplate.problem(of: request) == nil)
    }
}
