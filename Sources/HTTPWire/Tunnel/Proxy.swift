import APIClient
import ManagementAPI
import Secrets

/// An HTTP proxy that opens tunnels by CONNECT.
public struct Proxy: Sendable, Equatable {
    /// The host of the proxy, an IPv6 address without its brackets.
    public let host: String
    /// Its port; 80 where the text names none.
    public let port: Int
    /// User name and password, decoded. Not shown by anything.
    let credentials: Credentials?

    struct Credentials: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
        let user: String
        let password: String
        var description: String { "…" }
        var customMirror: Mirror { Mirror(self, children: []) }
    }

    /// Reads the value of a proxy variable: `http://[user:password@]host[:port][/]`, or the same without `http://`.
    public init(_ text: String) throws(ProxyError) {
        var rest = text[...]
        if let schemeEnd = text.asciiCaseRange(of: "://") {
            let scheme = text[..<schemeEnd.lowerBound].lowercased()
            guard scheme == "http" else { throw .unsupportedScheme(scheme) }
            rest = text[schemeEnd.upperBound...]
        }
        if rest.last == "/" { rest.removeLast() }
        var credentials: Credentials?
        if let at = rest.lastIndex(of: "@") {
            let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard let user = PercentEncoding.decode(parts[0]),
                let password = PercentEncoding.decode(parts.count == 2 ? parts[1] : "")
            else { throw .badCredentials }
            credentials = Credentials(user: user, password: password)
            rest = rest[rest.index(after: at)...]
        }
        self.credentials = credentials
        // The rules for hosts and ports are those of base URLs; TLS plays no part here.
        guard let place = try? BaseURL("https://" + rest), place.pathPrefix.isEmpty else { throw .badAddress }
        host = place.host
        let namesPort = rest.hasSuffix(":\(place.port)") || place.port != 443
        port = namesPort ? place.port : 80
    }
}

/// What is wrong with the value of a proxy variable. Nothing of the value is repeated but its scheme.
public enum ProxyError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Something else than `http`.
    case unsupportedScheme(String)
    /// The host or the port cannot be read.
    case badAddress
    /// The user name or the password is not well encoded.
    case badCredentials

    /// One readable line, without the name of the variable.
    public var description: String {
        switch self {
        case .unsupportedScheme(let scheme):
            "the proxy scheme \(OneLine.shortened(PastedKey.shown(scheme), to: 20)) is not supported; use http://host:port"
        case .badAddress: "the proxy is not of the form http://host:port"
        case .badCredentials: "the proxy's user name or password is not well percent-encoded"
        }
    }
}
