import Testing

@testable import APIClient

struct BaseURLTests {
    @Test(
        arguments: [
            ("https://api.example.com", "https://api.example.com", "api.example.com", 443, ""),
            ("HTTPS://API.Example.COM/", "https://api.example.com", "api.example.com", 443, ""),
            ("https://h:443", "https://h", "h", 443, ""),
            ("https://h:8443/api/1//", "https://h:8443/api/1", "h", 8443, "/api/1"),
            ("https://h/a%2Fb", "https://h/a%2Fb", "h", 443, "/a%2Fb"),
            ("http://localhost", "http://localhost", "localhost", 80, ""),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1", 8080, ""),
            ("http://127.255.3.4:65535", "http://127.255.3.4:65535", "127.255.3.4", 65535, ""),
            ("http://[::1]:1", "http://[::1]:1", "::1", 1, ""),
            ("https://[2001:DB8::2]", "https://[2001:db8::2]", "2001:db8::2", 443, ""),
            ("https://my_host-1.", "https://my_host-1.", "my_host-1.", 443, ""),
        ] as [(String, String, String, Int, String)])
    func aGoodURLIsTakenApart(_ text: String, _ shown: String, _ host: String, _ port: Int, _ prefix: String) throws {
        let url = try BaseURL(text)
        #expect(url.text == shown)
        #expect(url.host == host)
        #expect(url.port == port)
        #expect(url.pathPrefix == prefix)
    }

    @Test(
        arguments: [
            ("", .empty), ("api.example.com", .noScheme), ("://h", .noScheme), ("https:/h", .noScheme),
            ("//h", .noScheme), ("ftp://h", .unknownScheme("ftp")), ("http+unix://h", .unknownScheme("http+unix")),
            ("https://", .noHost), ("https:///x", .noHost), ("https://:80", .noHost),
            ("https://u:p@h", .userInformation), ("https://@h", .userInformation), ("https://h@", .userInformation),
            ("https://h?x", .query), ("https://h/?", .query), ("https://h#x", .fragment), ("https://h/#", .fragment),
            ("https://h:", .badPort("")), ("https://h:0", .badPort("0")), ("https://h:65536", .badPort("65536")),
            ("https://h:99999", .badPort("99999")), ("https://h:-1", .badPort("-1")), ("https://h:+1", .badPort("+1")),
            ("https://h:8a", .badPort("8a")), ("https://h:1:2", .badPort("1:2")),
            ("https://h:99999999999999999999", .badPort("99999999999999999999")),
            ("https://h i", .forbiddenCharacter(byte: 0x20, offset: 9)),
            ("https://h\r\nX", .forbiddenCharacter(byte: 13, offset: 9)),
            ("https://h\u{0}", .forbiddenCharacter(byte: 0, offset: 9)),
            ("https://hé", .forbiddenCharacter(byte: 0xC3, offset: 9)),
            ("https://h\\x", .forbiddenCharacter(byte: 0x5C, offset: 9)),
            ("https://a..b", .badHost("a..b")), ("https://a%41", .badHost("a%41")), ("https://[::1", .badHost("[::1")),
            ("https://[::1]x", .badHost("[::1]x")), ("https://[fe80::1%25eth0]", .badHost("[fe80::1%25eth0]")),
            ("https://[127.0.0.1]", .badHost("[127.0.0.1]")),
            ("https://h/../x", .badPath("/../x")), ("https://h/a//b", .badPath("/a//b")),
            ("https://h/%2e%2E/x", .badPath("/%2e%2E/x")),
            ("https://h/%zz", .badPath("/%zz")), ("https://h/\"", .badPath("/\"")),
        ] as [(String, BaseURLError)])
    func aBadURLIsRefusedWithItsFact(_ text: String, _ problem: BaseURLError) {
        #expect(throws: problem) { try BaseURL(text) }
        #expect(!problem.description.isEmpty)
    }

    @Test(arguments: [
        "api.example.com", "10.0.0.1", "localhost.example.com", "127.0.0.1.example.com", "128.0.0.1", "0.0.0.0",
        "localhost.", "a.localhost",
    ])
    func plainHTTPGoesToThisMachineOnly(_ host: String) {
        #expect(throws: BaseURLError.plainHTTP(host: host)) { try BaseURL("http://\(host)/x") }
    }

    @Test(arguments: ["127.1", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "127.0.0.1.", "0x7f000001", "127.0.0.256"])
    func unusualSpellingsOfAddressesAreRefused(_ host: String) {
        #expect(throws: BaseURLError.badHost(host)) { try BaseURL("http://\(host)") }
        #expect(throws: BaseURLError.badHost(host)) { try BaseURL("https://\(host)") }
    }

    @Test(arguments: ["[::2]", "[::ffff:127.0.0.1]", "[::]"])
    func onlyTheLoopbackAddressOfIPv6IsLoopback(_ host: String) {
        #expect(throws: BaseURLError.self) { try BaseURL("http://\(host)") }
    }

    @Test func aPasswordInTheURLIsNotRepeated() {
        #expect(!BaseURLError.userInformation.description.contains("secret"))
        do {
            _ = try BaseURL("https://user:secret@h:99999/?q#f".replacing("?q#f", with: ""))
            Issue.record("accepted")
        } catch {
            #expect(!"\(error)".contains("secret"))
        }
    }
}
