/// Whether a request comes from a program of this machine, by its head alone.
///
/// A browser sends what any web page asks for. A page whose name was made to lead to this machine is told by the name that
/// its requests carry, `Host`; any other page by where it comes from, `Origin`.
enum ClientCheck {
    /// Why a request is refused, with the status that says so.
    enum Refusal: Equatable {
        /// More than one `Host`, which readers may take differently.
        case repeatedHost
        /// It asks for another machine.
        case foreignHost(String)
        /// A page of another machine, or of none, sent it.
        case foreignOrigin(String)
        /// A browser sent a body in a form for which it asks nobody first.
        case simpleBody(String)

        var status: Int {
            switch self {
            case .repeatedHost: 400
            case .foreignHost, .foreignOrigin: 403
            case .simpleBody: 415
            }
        }
    }

    /// Nil where it may come in. `hasBody` says whether a body follows the head.
    static func refusal(of request: SandboxRequest, hasBody: Bool) -> Refusal? {
        let hosts = request.headers.filter { $0.name == "host" }.map(\.value)
        if hosts.count > 1 { return .repeatedHost }
        if let host = hosts.first, !isLoopback(authority: host) { return .foreignHost(host) }
        for (name, value) in request.headers {
            if name == "origin", !isLoopback(origin: value) { return .foreignOrigin(value) }
            if name == "sec-fetch-site", value.lowercased() == "cross-site" { return .foreignOrigin("another site") }
        }
        let isBrowser = request.headers.contains { $0.name == "origin" || $0.name.hasPrefix("sec-fetch-") }
        guard hasBody, isBrowser else { return nil }
        let type = request.header("content-type") ?? ""
        return mediaType(type) == "application/json" ? nil : .simpleBody(type)
    }

    /// `localhost`, `127.0.0.1` and their kind, with any port or none: a tunnel may have another.
    static func isLoopback(authority: String) -> Bool {
        var host = Substring(authority.lowercased())
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]"), isPort(host[host.index(after: end)...]) else { return false }
            return host[...end] == "[::1]"
        }
        if let colon = host.firstIndex(of: ":") {
            guard isPort(host[colon...]) else { return false }
            host = host[..<colon]
        }
        if host.hasSuffix(".") { host = host.dropLast() }
        // Browsers never ask a name server for these.
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "127" else { return false }
        return parts.allSatisfy { part in UInt8(part).map { String($0) == part } ?? false }
    }

    /// Nothing, or `:` and digits.
    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || text.first == ":" && text.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
    }

    private static func isLoopback(origin: String) -> Bool {
        for scheme in ["http://", "https://"] where origin.lowercased().hasPrefix(scheme) {
            return isLoopback(authority: String(origin.dropFirst(scheme.count)))
        }
        return false
    }

    /// Without its parameters.
    private static func mediaType(_ text: String) -> String {
        let type = text.prefix { $0 != ";" }.lowercased()
        return String(type.filter { $0 != " " && $0 != "\t" })
    }
}

extension ClientCheck.Refusal: CustomStringConvertible {
    /// What the answer says.
    var description: String {
        switch self {
        case .repeatedHost: "more than one Host"
        case .foreignHost(let host): "this sandbox is 127.0.0.1 or localhost; it does not answer for \(host)"
        case .foreignOrigin(let origin): "this sandbox takes no request of a web page of \(origin)"
        case .simpleBody: "a browser must send application/json"
        }
    }
}
