import NIOHTTP1
import Testing

@testable import APIClient
@testable import HTTPWire

/// The head of a request.
struct RequestTemplateTests {
    private func fields(_ request: HTTPRequest, url: String = "https://h:8443/base", key: String? = nil) throws
        -> [String]
    {
        let template = RequestTemplate(url: try BaseURL(url), key: try key.map { try ManagementKey($0) })
        return template.head(of: request).headers.map { "\($0.name): \($0.value)" }
    }

    @Test func itHasHostAndKeyAndWhatTheRequestHas() throws {
        let request = HTTPRequest(
            method: "GET", target: "/x", headers: [("Accept", "a/b"), ("X-Two", "1"), ("X-Two", "2")])
        #expect(
            try fields(request, key: "ampex_0123456789abcdef") == [
                "Host: h:8443", "Accept: a/b", "X-Two: 1", "X-Two: 2", "Authorization: Bearer ampex_0123456789abcdef",
                "Accept-Encoding: deflate, gzip",
            ])
        #expect(try fields(HTTPRequest(method: "GET", target: "/x"), url: "https://[::1]").first == "Host: [::1]")
    }

    @Test func whereItGoesAndHowItIsFramedIsForNobodyElseToSay() throws {
        let request = HTTPRequest(
            method: "POST", target: "/x",
            headers: [
                ("HOST", "evil"), ("content-length", "99"), ("Transfer-Encoding", "chunked"), ("Accept-Encoding", "br"),
                ("authorization", "Bearer other"),
            ], body: [1, 2])
        #expect(
            try fields(request, key: "ampex_0123456789abcdef") == [
                "Host: h:8443", "Authorization: Bearer ampex_0123456789abcdef", "Accept-Encoding: deflate, gzip",
                "Content-Length: 2",
            ])
    }

    @Test(
        arguments: [
            ("GET", nil, nil), ("HEAD", nil, nil), ("DELETE", nil, nil), ("DELETE", [], nil), ("POST", nil, "0"),
            ("PUT", [], "0"), ("PATCH", nil, "0"), ("GET", [1], "1"), ("DELETE", [1, 2], "2"), ("RAW", nil, "0"),
        ] as [(String, [UInt8]?, String?)])
    func theLengthIsToldWhereABodyIsOrIsExpected(_ method: String, _ body: [UInt8]?, _ length: String?) throws {
        let template = RequestTemplate(url: try BaseURL("https://h"), key: nil)
        let head = template.head(of: HTTPRequest(method: method, target: "/", body: body))
        #expect(head.headers.first(name: "Content-Length") == length)
        #expect(!head.headers.contains(name: "Transfer-Encoding"))
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
