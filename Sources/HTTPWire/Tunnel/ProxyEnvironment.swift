public import APIClient

/// The proxy variables of the environment as they are, read by who owns the environment.
public struct ProxyEnvironment: Sendable, Equatable {
    /// `HTTPS_PROXY` or `https_proxy`.
    public var https: String?
    /// `HTTP_PROXY` or `http_proxy`; nothing that it applies to is allowed but loopback, which never has a proxy.
    public var http: String?
    /// `NO_PROXY` or `no_proxy`: hosts with a comma between them.
    public var exceptions: String?

    /// No proxy where nothing is given.
    public init(https: String? = nil, http: String? = nil, exceptions: String? = nil) {
        self.https = https
        self.http = http
        self.exceptions = exceptions
    }

    /// The proxy for a target, or nil for none. This machine itself is never reached through a proxy.
    public func proxy(for url: BaseURL) throws(ProxyError) -> Proxy? {
        guard !url.isLoopback, let text = url.isSecure ? https : http, !text.isEmpty, !excepts(url) else { return nil }
        return try Proxy(text)
    }

    /// `*` is everything; a name is itself and all names below it, with or without a point before it; an address is
    /// itself, and one with `/` and a number of bits all addresses of its network; `:port` may follow.
    private func excepts(_ url: BaseURL) -> Bool {
        (exceptions ?? "").split { $0 == "," || $0 == " " }.contains { entry in
            let (name, port) = Self.split(entry.lowercased()[...])
            guard port == nil || port == url.port else { return false }
            if name == "*" { return true }
            let address = IPAddress(url.host)
            if name.contains("/") { return address.map { IPNetwork(name)?.contains($0) ?? false } ?? false }
            if address != nil || IPAddress(name) != nil { return IPAddress(name) == address }
            return !name.isEmpty && (url.host == name || url.host.hasSuffix(".\(name)"))
        }
    }

    private static func split(_ entry: Substring) -> (name: String, port: Int?) {
        var name = entry
        var port: Int?
        // The colons of a bare IPv6 address begin no port, nor do those of a network before its slash.
        let last = entry.firstIndex(of: "/").map { entry[$0...] } ?? entry
        if IPAddress(String(entry)) == nil, let colon = last.lastIndex(of: ":"), entry.last != "]" {
            name = entry[..<colon]
            port = Int(entry[entry.index(after: colon)...]) ?? 0
        }
        if name.hasPrefix("[") { name.removeAll { $0 == "[" || $0 == "]" } }
        if name.hasPrefix("*.") { name = name.dropFirst() }
        if name.hasPrefix(".") { name = name.dropFirst() }
        return (String(name), port)
    }
}
