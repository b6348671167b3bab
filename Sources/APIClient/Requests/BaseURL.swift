import Secrets

/// Where an API is: `https`, or `http` to this machine only; a host, a port, and perhaps a path that comes before all
/// others.
public struct BaseURL: Sendable, Equatable, Hashable {
    /// Whether TLS is used.
    public let isSecure: Bool
    /// The host in small letters, an IPv6 address without its brackets.
    public let host: String
    /// 1 to 65535; 443 or 80 where the text names none.
    public let port: Int
    /// What every path begins with: empty, or `/` and more with no `/` at the end.
    public private(set) var pathPrefix: String

    /// Reads a URL. What is not certainly right is refused.
    public init(_ text: String) throws(BaseURLError) {
        guard !text.isEmpty else { throw .empty }
        for (offset, byte) in text.utf8.enumerated() where byte <= 0x20 || byte >= 0x7F || byte == 0x5C {
            throw .forbiddenCharacter(byte: byte, offset: offset)
        }
        guard let schemeEnd = text.utf8.firstIndex(of: UInt8(ascii: ":")),
            text[schemeEnd...].hasPrefix("://")
        else { throw .noScheme }
        switch text[..<schemeEnd].lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        case "": throw .noScheme
        case let scheme: throw .unknownScheme(scheme)
        }
        var rest = text[schemeEnd...].dropFirst(3)
        if rest.contains("#") { throw .fragment }
        if rest.contains("?") { throw .query }
        let authority = rest.prefix { $0 != "/" }
        rest = rest.dropFirst(authority.count)
        // The message must not repeat what stands before the @: it may be a password.
        guard !authority.contains("@") else { throw .userInformation }
        let (host, port) = try Self.split(authority)
        self.host = host
        if let port {
            guard !port.isEmpty, port.utf8.allSatisfy(\.isASCIIDigit), let number = Int(port),
                (1...65535).contains(number)
            else { throw .badPort(String(port)) }
            self.port = number
        } else {
            self.port = isSecure ? 443 : 80
        }
        pathPrefix = try Self.prefix(of: rest)
        guard isSecure || Self.isLoopback(host) else { throw .plainHTTP(host: host) }
    }

    /// The same without what its path ends with; unchanged where it does not.
    public func without(suffix: String) -> BaseURL {
        guard pathPrefix.hasSuffix(suffix) else { return self }
        var url = self
        url.pathPrefix = String(pathPrefix.dropLast(suffix.count))
        return url
    }

    /// The host is this machine: `localhost`, 127.0.0.0/8 or ::1, in their plain spellings.
    public var isLoopback: Bool { Self.isLoopback(host) }

    /// The URL in one spelling, with no `/` at the end and no port where it is the scheme's own.
    public var text: String { origin + pathPrefix }

    /// The same for messages: without a key that was pasted into it.
    public var shown: String { PastedKey.shown(text) }

    /// Scheme, host and port.
    var origin: String { "\(isSecure ? "https" : "http")://\(authority)" }

    /// Host and port, without the port where it is the scheme's own: the field `Host` of a request.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    private static func split(_ authority: Substring) throws(BaseURLError) -> (host: String, port: Substring?) {
        guard !authority.isEmpty else { throw .noHost }
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { throw .badHost(String(authority)) }
            let inside = String(authority[authority.index(after: authority.startIndex)..<end])
            guard let address = IPAddress(inside), address.isVersion6 else { throw .badHost(String(authority)) }
            let after = authority[authority.index(after: end)...]
            guard after.isEmpty || after.first == ":" else { throw .badHost(String(authority)) }
            return (inside.asciiLowercased, after.isEmpty ? nil : after.dropFirst())
        }
        let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let host = String(parts[0]).asciiLowercased
        guard !host.isEmpty else { throw .noHost }
        guard isHostName(host) else { throw .badHost(host) }
        return (host, parts.count == 2 ? parts[1] : nil)
    }

    /// A dotted address in its plain spelling, or labels of letters, digits, `-` and `_`.
    ///
    /// Short, octal and hexadecimal spellings of addresses (`127.1`, `0x7f.1`) are refused: readers differ in what they
    /// mean.
    private static func isHostName(_ host: String) -> Bool {
        if IPAddress(host) != nil { return true }
        guard host.utf8.count <= 253 else { return false }
        var labels = host.split(separator: ".", omittingEmptySubsequences: false)
        if labels.count > 1, labels.last == "" { labels.removeLast() }
        let plain = labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63
                && label.utf8.allSatisfy { $0.isASCIIDigit || $0.isASCIILetter || $0 == 0x2D || $0 == 0x5F }
        }
        guard plain, let last = labels.last?.utf8 else { return false }
        return !last.allSatisfy(\.isASCIIDigit) && !last.starts(with: "0x".utf8)
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || IPAddress(host)?.isLoopback == true
    }

    private static func prefix(of path: Substring) throws(BaseURLError) -> String {
        var path = path
        while path.last == "/" { path.removeLast() }
        guard !path.isEmpty else { return "" }
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for segment in segments where segment.isEmpty || !PercentEncoder.isPlainSegment(segment) {
            throw .badPath(String(path))
        }
        return String(path)
    }
}
