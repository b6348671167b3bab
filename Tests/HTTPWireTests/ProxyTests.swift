import Testing

@testable import APIClient
@testable import HTTPWire

struct ProxyTests {
    @Test(
        arguments: [
            ("http://proxy:3128", "proxy", 3128), ("proxy:3128", "proxy", 3128), ("http://proxy", "proxy", 80),
            ("proxy", "proxy", 80),
            ("http://proxy:443/", "proxy", 443), ("HTTP://Proxy:1", "proxy", 1), ("http://[::1]:8080", "::1", 8080),
            ("http://u:p%40@proxy:3128/", "proxy", 3128), ("10.0.0.1:80", "10.0.0.1", 80),
        ] as [(String, String, Int)])
    func aProxyIsRead(_ text: String, _ host: String, _ port: Int) throws {
        let proxy = try Proxy(text)
        #expect(proxy.host == host)
        #expect(proxy.port == port)
    }

    @Test func credentialsAreDecodedAndNotShown() throws {
        let proxy = try Proxy("http://us%20er:p%40ss%3A@proxy:3128")
        #expect(proxy.credentials == Proxy.Credentials(user: "us er", password: "p@ss:"))
        #expect(!"\(proxy)".contains("p@ss"))
        #expect(!String(reflecting: proxy).contains("p@ss"))
    }

    @Test(
        arguments: [
            ("socks5://h:1", .unsupportedScheme("socks5")), ("https://h:1", .unsupportedScheme("https")),
            ("", .badAddress),
            ("http://h:0", .badAddress), ("http://h:99999", .badAddress), ("http://h/x", .badAddress),
            ("http://h h", .badAddress),
            ("http://u:%zz@h", .badCredentials),
        ] as [(String, ProxyError)])
    func aBadProxyIsRefusedWithoutRepeatingIt(_ text: String, _ problem: ProxyError) {
        #expect(throws: problem) { try Proxy(text) }
    }

    @Test(
        arguments: [
            ("https://api.example.com", "", true), ("https://127.0.0.1", "", false), ("https://localhost", "", false),
            ("http://127.0.0.1:80", "", false), ("https://[::1]", "", false),
            ("https://api.example.com", "*", false), ("https://api.example.com", "example.com", false),
            ("https://api.example.com", ".example.com", false), ("https://api.example.com", "*.example.com", false),
            ("https://api.example.com", "a,API.Example.com , b", false), ("https://api.example.com", "ample.com", true),
            ("https://api.example.com", "example.com:443", false), ("https://api.example.com", "example.com:80", true),
            ("https://10.1.2.3", "10.1.2.3", false), ("https://10.1.2.3", "2.3", true),
            ("https://[2001:db8::1]", "2001:DB8:0::1", false),
            ("https://[2001:db8::1]", "[2001:db8::1]:443", false), ("https://api.example.com", ",, ,", true),
            // field/faults 24
            ("https://10.1.2.3", "10.0.0.0/8", false), ("https://11.1.2.3", "10.0.0.0/8", true),
            ("https://10.1.2.3", "10.9.9.9/8", false), ("https://10.1.2.3", "10.1.2.0/23", false),
            ("https://10.1.4.3", "10.1.2.0/23", true), ("https://10.1.2.3", "10.1.2.3/32", false),
            ("https://10.1.2.4", "10.1.2.3/32", true), ("https://8.8.8.8", "0.0.0.0/0", false),
            ("https://10.1.2.3", "10.0.0.0/33", true), ("https://10.1.2.3", "10.0.0.0/", true),
            ("https://10.1.2.3", "10.0.0.0/8/8", true), ("https://10.1.2.3", "10.0.0.0/-8", true),
            ("https://10.1.2.3", "::/0", true), ("https://10.1.2.3", "10.0.0.0/8:443", false),
            ("https://10.1.2.3", "10.0.0.0/8:444", true), ("https://10.1.2.3", "x, 10.0.0.0/8", false),
            ("https://[2001:db8::1]", "2001:db8::/32", false), ("https://[2001:db9::1]", "2001:db8::/32", true),
            ("https://[2001:db8::1]", "[2001:db8::]/32", false), ("https://[2001:db8::1]", "[2001:db8::/32]", false),
            ("https://[2001:db8::1]", "2001:db8::/129", true), ("https://[2001:db8::1]", "0.0.0.0/0", true),
            ("https://[fd00:1::5]", "FD00::/8", false), ("https://api.example.com", "10.0.0.0/8", true),
            ("https://api.example.com", "0.0.0.0/0", true),
        ] as [(String, String, Bool)])
    func exceptionsAreHostsAndWhatIsBelowThem(_ url: String, _ exceptions: String, _ used: Bool) throws {
        let environment = ProxyEnvironment(https: "http://proxy:1", http: "http://proxy:2", exceptions: exceptions)
        #expect(try (environment.proxy(for: BaseURL(url)) != nil) == used)
    }

    @Test func noVariableIsNoProxy() throws {
        #expect(try ProxyEnvironment().proxy(for: BaseURL("https://h")) == nil)
        #expect(try ProxyEnvironment(https: "").proxy(for: BaseURL("https://h")) == nil)
    }
}
