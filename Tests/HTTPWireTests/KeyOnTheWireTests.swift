import APIClient
import Testing

@testable import HTTPWire

/// The key where it is sent, and what of it comes back.
struct KeyOnTheWireTests {
    private static let text = "ampex_c4n4ryc4n4ryc4n4ry7890"

    @Test func nothingThatPrintsATransportShowsTheKey() throws {
        var dumped = ""
        let transport = HTTPTransport(url: try BaseURL("https://h"), key: try ManagementKey(Self.text))
        var proxied = HTTPTransportSettings()
        proxied.proxy = try Proxy("http://user:\(Self.text)@h:1")
        dump(proxied, to: &dumped)
        let sinks = [
            dumped, "\(transport)", String(reflecting: transport), "\(proxied)", String(reflecting: proxied),
        ]
        for sink in sinks { #expect(!sink.contains("c4n4ry"), "\(sink)") }
    }

    @Test(arguments: [("k", "a key"), ("1234567", "id 1234567"), ("12345678", "id …")])
    func onlyAKeyThatCannotStandInAnAnswerByChanceIsTakenOut(_ key: String, _ expected: String) throws {
        let text = key.count > 1 ? "id \(key)" : "a key"
        let answer = HTTPResponse(status: 200, body: Array(text.utf8))
        let clean = KeySearch(try ManagementKey(key))?.removed(from: answer) ?? answer
        #expect(String(decoding: clean.body, as: UTF8.self) == expected)
    }

    @Test func noHeaderFieldKeepsTheKeyInNameOrValue() throws {
        let headers = [("X-ampex_abcdefgh", "1"), ("X-Echo", "Bearer ampex_abcdefgh"), ("Date", "today")]
        let search = try #require(KeySearch(ManagementKey("ampex_abcdefgh")))
        let answer = search.removed(from: HTTPResponse(status: 200, headers: headers))
        #expect(answer.headers.map(\.name) == ["ampex_…", "X-Echo", "Date"])
        #expect(answer.headers.map(\.value) == ["1", "ampex_…", "today"])
    }
}
