/// What the environment says about proxies, as it stands there. Of two spellings the lower-case one wins, as for curl.
struct ProxyVariables: Sendable, Equatable {
    /// The proxy for https targets.
    let https: String?
    /// The proxy for http targets.
    let http: String?
    /// The hosts that are reached without one.
    let none: String?

    init(_ sources: SettingSources) {
        func value(_ name: String) -> String? {
            (sources.variable(name.lowercased()) ?? sources.variable(name))?.value
        }
        https = value("HTTPS_PROXY")
        http = value("HTTP_PROXY")
        none = value("NO_PROXY")
    }
}
