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

    /// `*` is everything; a name is itself and all names below it, with or without a point before it; `:port` may follow.
    private func excepts(_ url: BaseURL) -> Bool {
        (exceptions ?? "").split { $0 == "," || $0 == " " }.contains { entry in
            var name = entry.lowercased()[...]
            if name == "*" { return true }
            if let address = IPAddress(String(name.filter { $0 != "[" && $0 != "]" })) {
                return IPAddress(url.host) == address
            }
            if let colon = name.lastIndex(of: ":") {
                guard Int(name[name.index(after: colon)...]) == url.port else { return false }
                name = name[..<colon]
            }
            if name.hasPrefix("*.") { name = name.dropFirst(2) }
            if name.hasPrefix(".") { name = name.dropFirst() }
            let plain = name.filter { $0 != "[" && $0 != "]" }
            return !plain.isEmpty && (url.host == plain || url.host.hasSuffix(".\(plain)"))
        }
    }
}
