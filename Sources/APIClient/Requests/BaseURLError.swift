import Secrets

/// What is wrong with a base URL.
public enum BaseURLError: Error, Sendable, Equatable {
    /// Nothing was given.
    case empty
    /// A character that no URL has: its byte and its place, counted from 0.
    case forbiddenCharacter(byte: UInt8, offset: Int)
    /// No `scheme://` at the beginning.
    case noScheme
    /// Neither `https` nor `http`.
    case unknownScheme(String)
    /// No host between `//` and the path.
    case noHost
    /// A host that is neither a name nor an address.
    case badHost(String)
    /// Not a number from 1 to 65535.
    case badPort(String)
    /// `user@` or `user:password@`; what it says is not kept.
    case userInformation
    /// `?` and what follows.
    case query
    /// `#` and what follows.
    case fragment
    /// `.` or `..`, or a broken percent sign, in the path.
    case badPath(String)
    /// Plain http to a host that is not this machine.
    case plainHTTP(host: String)
}

extension BaseURLError: CustomStringConvertible {
    /// One readable line, without the name of the variable or option that held the URL.
    public var description: String {
        switch self {
        case .empty: "the URL is empty"
        case .forbiddenCharacter(let byte, let offset):
            "the URL has a forbidden character (byte \(byte)) at position \(offset + 1)"
        case .noScheme: "the URL has no scheme; it begins with https://"
        case .unknownScheme(let scheme): "the scheme \(PastedKey.shown(scheme)) is not supported; use https"
        case .noHost: "the URL names no host"
        case .badHost(let host): "\(PastedKey.shown(host)) is no host name or address"
        case .badPort(let port):
            "\(port.isEmpty ? "an empty port" : PastedKey.shown(port)) is no port; ports go from 1 to 65535"
        case .userInformation: "the URL holds a user name or password; the key is given in AMPSH_API_KEY or a profile"
        case .query: "the URL has a query (?...); only a path may follow the host"
        case .fragment: "the URL has a fragment (#...); only a path may follow the host"
        case .badPath(let path): "the path \(PastedKey.shown(path)) is not a plain path"
        case .plainHTTP(let host): "plain http to \(PastedKey.shown(host)) would send the key unencrypted; use https"
        }
    }
}
