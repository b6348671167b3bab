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
        var hosts = 0
        var isBrowser = false
        for (name, _) in request.headers {
            if name == "host" { hosts += 1 }
            if name == "origin" || name.utf8.starts(with: "sec-fetch-".utf8) { isBrowser = true }
        }
        if hosts > 1 { return .repeatedHost }
        if hosts == 1, let host = request.header("host"), !isLoopback(authority: host) { return .foreignHost(host) }
        guard isBrowser else { return nil }
        for (name, value) in request.headers {
            if name == "origin", !isLoopback(origin: value) { return .foreignOrigin(value) }
            if name == "sec-fetch-site", value.lowercased() == "cross-site" { return .foreignOrigin("another site") }
        }
        guard hasBody else { return nil }
        let type = request.header("content-type") ?? ""
        return mediaType(type) == "application/json" ? nil : .simpleBody(type)
    }

    /// `localhost`, `127.0.0.1` and their kind, with any port or none: a tunnel may have another.
    static func isLoopback(authority: String) -> Bool {
        var host = Substring(authority.lowercased()).utf8
        if host.first == UInt8(ascii: "[") {
            guard let end = host.firstIndex(of: UInt8(ascii: "]")), isPort(host[host.index(after: end)...]) else {
                return false
            }
            return host[...end].elementsEqual("[::1]".utf8)
        }
        if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
            guard isPort(host[colon...]) else { return false }
            host = host[..<colon]
        }
        if host.last == UInt8(ascii: ".") { host = host.dropLast() }
        let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        // Browsers never ask a name server for these.
        if labels.last?.elementsEqual("localhost".utf8) == true { return true }
        guard labels.count == 4, labels[0].elementsEqual("127".utf8) else { return false }
        return labels.allSatisfy(isOctet)
    }

    /// A number up to 255 as it is usually written.
    private static func isOctet(_ label: Substring.UTF8View) -> Bool {
        guard (1...3).contains(label.count), label.allSatisfy({ (0x30...0x39).contains($0) }),
            label.count == 1 || label.first != 0x30
        else { return false }
        return label.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
    }

    /// Nothing, or `:` and digits.
    private static func isPort(_ text: Substring.UTF8View) -> Bool {
        text.isEmpty || text.first == UInt8(ascii: ":") && text.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
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
