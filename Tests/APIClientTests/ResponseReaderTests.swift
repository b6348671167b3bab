import JSON
import ManagementAPI
import Testing

@testable import APIClient

struct ResponseReaderTests {
    private static let shape = ResultShape.object(ObjectType("Thing", help: "h", fields: []))
    private static let read = APIRequest(
        method: "GET", target: "/t?q", isIdempotent: true, mutates: false, expected: shape, pathForMessages: "/t")
    private static let create = APIRequest(
        method: "POST", target: "/new", isIdempotent: false, mutates: true, expected: shape, pathForMessages: "/new")
    private static let action = APIRequest(
        method: "POST", target: "/a", isIdempotent: true, mutates: true, expected: .acknowledgement,
        pathForMessages: "/a")
    private static let rawRead = APIRequest(
        method: "GET", target: "/r", isIdempotent: true, mutates: false, pathForMessages: "/r")
    private static let rawWrite = APIRequest(
        method: "PUT", target: "/r", isIdempotent: false, mutates: true, pathForMessages: "/r")

    private func read(
        _ body: String, _ request: APIRequest, status: Int = 200, headers: [(name: String, value: String)] = []
    ) -> Result<Answer, APIError> {
        ResponseReader.read(HTTPResponse(status: status, headers: headers, body: Array(body.utf8)), for: request)
    }

    private func error(_ result: Result<Answer, APIError>) -> APIError? {
        if case .failure(let error) = result { error } else { nil }
    }

    private static let page = "<!DOCTYPE html><HTML><head><Title>\n Sign in\n to Wi-Fi </TITLE></head></html>"

    private static let pageRead = APIRequest(
        method: "GET", target: "/l", isIdempotent: true, mutates: false,
        expected: .page(items: ObjectType("Thing", help: "h", fields: []), Paging(wrapper: "things")),
        pathForMessages: "/l")

    @Test(arguments: ["{}", " {\"a\":1}\n", "{\"things\": [", "{\"broken\": "])
    func aPageIsHandedOnUnread(_ body: String) throws {
        #expect(try read(body, Self.pageRead).get().body == .json(Array(body.utf8)))
    }

    @Test func thePartsOfAnObjectAreThoseOfItsBodyOnly() throws {
        var answer = try read(#"{"a": 1}"#, Self.read).get()
        #expect(answer.parts != nil)
        answer.body = .json(Array(#"{"a": 22}"#.utf8))
        #expect(answer.parts == nil)
        // Of a page, which is read by others, and of a text with very many, there are none.
        #expect(try read(#"{"things": []}"#, Self.pageRead).get().parts == nil)
        let many = "[" + String(repeating: "1,", count: 3000) + "1]"
        #expect(try read(#"{"a": \#(many)}"#, Self.read).get().parts == nil)
    }

    @Test(arguments: ["{\"id\":", "{} {}", "{\"a\":\"\u{1}\"}"])
    func anObjectsJSONIsChecked(_ body: String) {
        #expect(error(read(body, Self.read))?.message.hasPrefix("the answer is not valid JSON: ") == true)
    }

    @Test(
        arguments: [
            ("", "expected JSON, got an empty body"), ("  \n", "expected JSON, got an empty body"),
            ("garbage", "expected JSON, got text"),
            ("502 Bad Gateway", "expected JSON, got text"), ("nullx", "expected JSON, got text"),
            ("\u{FEFF}{}", "expected JSON, got text"),
            ("\"OK\"", "expected a JSON object, got \"OK\""), ("[]", "expected a JSON object, got an array"),
            ("null", "expected a JSON object, got null"), ("12", "expected a JSON object, got a number"),
            (page, "expected JSON, got an HTML page with the title \"Sign in to Wi-Fi\""),
            ("<p>", "expected JSON, got an HTML page"),
            ("\u{FEFF} <html>", "expected JSON, got an HTML page"),
        ] as [(String, String)])
    func whatIsNoJSONIsADecodeErrorWhateverTheHeaderSays(_ body: String, _ message: String) {
        for request in [Self.read, Self.create] {
            let error = error(read(body, request, headers: [("Content-Type", "application/json")]))
            #expect(error?.kind == .decode)
            #expect(error?.status == 200)
            #expect(error?.message == message)
            #expect(error?.body == (body.isEmpty ? nil : body))
            #expect(error?.outcome == (request.mutates ? .unknown : nil))
        }
    }

    @Test(arguments: ["{\"id\":", "{} {}", "{\"a\":\"\u{1}\"}", "[1,]"])
    func aWritesJSONIsChecked(_ body: String) {
        for request in [Self.create, Self.action, Self.rawWrite] {
            let error = error(read(body, request))
            #expect(error?.kind == .decode)
            #expect(error?.outcome == .unknown)
            #expect(error?.message.hasPrefix("the answer is not valid JSON: ") == true)
        }
    }

    @Test(
        arguments: [
            ("", true), ("OK", true), ("ok", true), ("OK\n", true), ("\"OK\"", true), ("{}", true), ("null", true),
            ("true", true),
            ("Ok", false), ("okay", false), ("done", false), ("<html>", false), ("OK<script>", false), (page, false),
        ] as [(String, Bool)])
    func anActionIsAcknowledgedByNothingJSONOrOK(_ body: String, _ good: Bool) {
        let result = read(body, Self.action)
        #expect((error(result) == nil) == good)
        if !good {
            #expect(error(result)?.kind == .decode)
            #expect(error(result)?.outcome == .unknown)
        }
    }

    @Test func aRawRequestTakesAnythingButHTML() throws {
        #expect(try read("", Self.rawWrite, status: 204).get().body == .empty)
        #expect(try read("hello", Self.rawRead, status: 203).get().body == .text("hello"))
        #expect(try read("false", Self.rawWrite).get().body == .json(Array("false".utf8)))
        #expect(try read("{}", Self.rawRead).get().body == .json([0x7B, 0x7D]))
        #expect(error(read(Self.page, Self.rawRead))?.kind == .decode)
    }

    @Test(arguments: [202, 206, 207, 226, 299])
    func aRawRequestTellsWhatIsNotDoneYetOrNotAll(_ status: Int) {
        for request in [Self.rawRead, Self.rawWrite] {
            let error = error(read("{}", request, status: status))
            #expect(error?.kind == .decode)
            #expect(error?.status == status)
            #expect(error?.outcome == (request.mutates ? .unknown : nil))
        }
    }

    @Test(arguments: [202, 203, 205, 206, 226, 299])
    func anOdd2xxIsADecodeError(_ status: Int) {
        for request in [Self.read, Self.create, Self.action] {
            #expect(error(read("{}", request, status: status))?.kind == .decode)
        }
        #expect(error(read("", Self.action, status: 204)) == nil)
        #expect(error(read("{}", Self.create, status: 201)) == nil)
    }

    @Test(
        arguments: [
            (100, .decode, .unknown), (101, .decode, .unknown), (300, .decode, .unknown), (302, .decode, .unknown),
            (304, .decode, .unknown),
            (400, .invalid, .notApplied), (401, .auth, .notApplied), (402, .invalid, .notApplied),
            (403, .forbidden, .notApplied),
            (404, .notFound, .notApplied), (405, .invalid, .notApplied), (408, .invalid, .unknown),
            (409, .invalid, .notApplied),
            (422, .invalid, .notApplied), (429, .rateLimited, .notApplied), (499, .invalid, .notApplied),
            (500, .server, .unknown),
            (503, .server, .unknown), (599, .server, .unknown), (600, .decode, .unknown), (999, .decode, .unknown),
        ] as [(Int, APIError.Kind, APIError.Outcome)])
    func statusesBecomeKindsAndOutcomes(_ status: Int, _ kind: APIError.Kind, _ outcome: APIError.Outcome) {
        let write = error(read("{\"error\":\"no\"}", Self.create, status: status))
        #expect(write?.kind == kind)
        #expect(write?.outcome == outcome)
        #expect(write?.status == status)
        #expect(error(read("", Self.read, status: status))?.outcome == nil)
    }

    @Test(
        arguments: [
            ("{\"error\":\"key is taken\"}", "key is taken"), ("{\"message\":\"m\"}", "m"),
            ("{\"error\":{\"message\":\"deep\"}}", "deep"),
            ("{\"errors\":[\"a\",{\"message\":\"b\"}]}", "a; b"), ("{\"errors\":[{\"detail\":\"d\"}]}", "d"),
            ("{\"error\":\"Bad Request\",\"message\":\"key is taken\"}", "Bad Request: key is taken"),
            ("{\"error\":\"bad\",\"message\":\"bad key\"}", "bad key"), ("\"just text\"", "just text"),
            ("[\"x\"]", "x"),
            ("{\"error\":400,\"message\":\"m\"}", "m"), ("{\"code\":7}", "{\"code\":7}"), ("{}", "{}"),
            ("plain\n words", "plain words"),
            ("", "bad request"), ("   ", "bad request"), (page, "an HTML page with the title \"Sign in to Wi-Fi\""),
            ("{\"error\":", "{\"error\":"),
            ("{\"error\":\"two\\nlines\"}", "two lines"),
        ] as [(String, String)])
    func theMessageIsTheAnswersOwn(_ body: String, _ message: String) {
        #expect(error(read(body, Self.read, status: 400))?.message == message)
    }

    @Test func aRedirectIsNamedAndNotFollowed() {
        let error = error(read("", Self.read, status: 302, headers: [("location", "https://evil/")]))
        #expect(error?.message == "found elsewhere: redirects to https://evil/ are not followed")
    }

    @Test func aBodyIsCutBetweenCharacters() {
        for padding in 0..<5 {
            let body = String(repeating: "x", count: padding) + String(repeating: "€", count: 400)
            let excerpt = error(read(body, Self.read, status: 500))?.body ?? ""
            #expect(excerpt.hasSuffix("€…"))
            #expect(excerpt.utf8.count <= 503)
            #expect(!excerpt.contains("\u{FFFD}"))
        }
        let bytes = HTTPResponse(status: 500, body: [0x61, 0xFF, 0x00, 0x1B])
        #expect(error(ResponseReader.read(bytes, for: Self.read))?.body == "a\u{FFFD}\u{0}\u{1B}")
    }

    @Test func aHugeErrorBodyHasAShortMessage() {
        let error = error(read(String(repeating: "word ", count: 200_000), Self.read, status: 500))
        #expect((error?.message.count ?? 0) <= 300)
    }

    @Test func anEncodingNobodyAskedForIsNamed() {
        let error = error(read("\u{3}\u{4}zz", Self.read, headers: [("Content-Encoding", "br")]))
        #expect(error?.message == "the answer has the encoding br, which was not asked for")
    }
}
