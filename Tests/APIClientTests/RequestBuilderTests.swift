import ManagementAPI
import Testing

@testable import APIClient

struct RequestBuilderTests {
    private static func endpoint(_ method: ManagementAPI.HTTPMethod, _ path: PathTemplate, idempotent: Bool = true)
        -> Endpoint
    {
        Endpoint(
            "things.do", .beta, method, path, result: .acknowledgement, isIdempotent: idempotent, summary: "s",
            source: "d",
            example: "e")
    }

    @Test(
        arguments: [
            ("42", "42"), ("a/b", "a%2Fb"), ("a b", "a%20b"), ("é", "%C3%A9"), ("日本", "%E6%97%A5%E6%9C%AC"),
            ("😀", "%F0%9F%98%80"),
            ("\u{0}", "%00"), ("a\nb", "a%0Ab"), ("%2F", "%252F"), ("100%", "100%25"), ("a?b#c", "a%3Fb%23c"),
            ("...", "..."),
            (".a", ".a"), ("a..", "a.."), ("a+b&c=d", "a+b&c=d"), ("!$'()*,;:@-_~", "!$'()*,;:@-_~"),
            ("\"<>\\^`{|}[]", "%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5D"),
            ("../etc", "..%2Fetc"), ("%zz", "%25zz"), ("\u{7F}", "%7F"),
        ] as [(String, String)])
    func aPathArgumentIsOneSegment(_ id: String, _ encoded: String) throws {
        let request = try RequestBuilder.request(
            for: Self.endpoint(.post, "/experiments/{id}/activate"), pathArguments: ["id": id])
        #expect(request.target == "/experiments/\(encoded)/activate")
        #expect(request.pathForMessages == request.target)
        #expect(PercentEncoding.decode(encoded) == id)
    }

    @Test(
        arguments: [
            ("", .emptySegment(parameter: "id")), (".", .dotSegment(parameter: "id", value: ".")),
            ("..", .dotSegment(parameter: "id", value: "..")),
        ] as [(String, ArgumentProblem)])
    func anArgumentThatIsNoSegmentIsRefused(_ id: String, _ problem: ArgumentProblem) {
        #expect(throws: problem) {
            try RequestBuilder.request(for: Self.endpoint(.get, "/experiments/{id}"), pathArguments: ["id": id])
        }
    }

    @Test func argumentsMustMatchThePath() {
        let endpoint = Self.endpoint(.get, "/experiments/{id}")
        #expect(throws: ArgumentProblem.missing(parameter: "id")) { try RequestBuilder.request(for: endpoint) }
        #expect(throws: ArgumentProblem.unknownPathParameter("key")) {
            try RequestBuilder.request(for: endpoint, pathArguments: ["id": "1", "key": "2"])
        }
    }

    @Test func theEndpointSaysWhatTheRequestIs() throws {
        let get = try RequestBuilder.request(
            for: Self.endpoint(.get, "/l"), query: [("limit", "3"), ("cursor", "a b&=+/é")])
        #expect(get.method == "GET")
        #expect(get.target == "/l?limit=3&cursor=a%20b%26%3D%2B/%C3%A9")
        #expect(get.pathForMessages == "/l")
        #expect(get.isIdempotent)
        #expect(!get.mutates)
        #expect(get.endpoint?.id == "things.do")
        let post = try RequestBuilder.request(for: Self.endpoint(.post, "/n", idempotent: false), body: [0x7B, 0x7D])
        #expect(post.mutates)
        #expect(!post.isIdempotent)
        #expect(post.body == [0x7B, 0x7D])
    }

    @Test func everyEndpointOfTheCatalogueCanBeBuilt() throws {
        for endpoint in Catalogue.all.endpoints {
            let arguments = Dictionary(uniqueKeysWithValues: endpoint.path.captures.map { ($0, "7") })
            let request = try RequestBuilder.request(for: endpoint, pathArguments: arguments)
            #expect(request.target.hasPrefix("/"))
            #expect(request.target.contains("{") == (!endpoint.isOperation && endpoint.path.captures.count > 1))
        }
    }

    @Test(
        arguments: [
            ("get", "/x", "GET", "/x"), ("Patch", "/x", "PATCH", "/x"), ("PURGE", "/x", "PURGE", "/x"),
            ("purge", "/x", "purge", "/x"),
            ("GET", "/a b/é", "GET", "/a%20b/%C3%A9"), ("GET", "/a%2Fb/%zz/%", "GET", "/a%2Fb/%25zz/%25"),
            ("GET", "/a?x=1&y= 2", "GET", "/a?x=1&y=%202"), ("GET", "/a?", "GET", "/a"),
            ("GET", "/a#b", "GET", "/a%23b"),
            ("GET", "/\\evil.com", "GET", "/%5Cevil.com"), ("GET", "/a//b", "GET", "/a//b"),
            ("GET", "/\u{0}\r\n", "GET", "/%00%0D%0A"),
            ("GET", "/@evil.com:80", "GET", "/@evil.com:80"), ("GET", "/...", "GET", "/..."), ("GET", "/", "GET", "/"),
        ] as [(String, String, String, String)])
    func aRawRequestIsEncodedWhereItMustBe(_ method: String, _ path: String, _ sent: String, _ target: String) throws {
        let request = try RequestBuilder.request(method: method, path: path)
        #expect(request.method == sent)
        #expect(request.target == target)
        #expect(request.mutates == (sent != "GET"))
        #expect(request.isIdempotent == (sent == "GET"))
        #expect(request.expected == nil)
    }

    @Test func aQueryIsAddedToTheOneInThePath() throws {
        let request = try RequestBuilder.request(method: "GET", path: "/a?x=1", query: [("y z", "2&"), ("e", "")])
        #expect(request.target == "/a?x=1&y%20z=2%26&e=")
        #expect(request.pathForMessages == "/a")
    }

    @Test(
        arguments: [
            ("GET", "x", .pathWithoutSlash("x")), ("GET", "", .pathWithoutSlash("")),
            ("GET", "http://h/", .pathWithoutSlash("http://h/")),
            ("GET", "//h/x", .pathNamesHost("//h/x")), ("GET", "/..", .dotSegmentInPath("/..")),
            ("GET", "/a/./b", .dotSegmentInPath("/a/./b")),
            ("GET", "/a/%2E%2e/b", .dotSegmentInPath("/a/%2E%2e/b")), ("GET", "/.%2e", .dotSegmentInPath("/.%2e")),
            ("", "/x", .invalidMethod("")), ("GE T", "/x", .invalidMethod("GE T")),
            ("GET\r\nX: y", "/x", .invalidMethod("GET\r\nX: y")),
            ("connect", "/x", .invalidMethod("connect")), ("TRACE", "/x", .invalidMethod("TRACE")),
            ("GÉT", "/x", .invalidMethod("GÉT")),
        ] as [(String, String, ArgumentProblem)])
    func aRawRequestThatMeansSomethingElseIsRefused(_ method: String, _ path: String, _ problem: ArgumentProblem) {
        #expect(throws: problem) { try RequestBuilder.request(method: method, path: path) }
        #expect(!problem.description.isEmpty)
    }

    @Test func aReadHasNoBody() {
        #expect(throws: ArgumentProblem.bodyNotAllowed(method: "GET")) {
            try RequestBuilder.request(method: "get", path: "/x", body: [1])
        }
    }
}
