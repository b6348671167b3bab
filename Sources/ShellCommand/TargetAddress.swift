// A stand-in until APIClient's BaseURL is there.
struct TargetAddress {
    let host: String
    let isLoopback: Bool

    enum Problem: Error, Equatable { case plainHTTP, malformed(String) }

    init(_ text: String) throws(Problem) {
        let rest: Substring
        let secure: Bool
        if text.lowercased().hasPrefix("https://") {
            (rest, secure) = (text.dropFirst(8), true)
        } else if text.lowercased().hasPrefix("http://") {
            (rest, secure) = (text.dropFirst(7), false)
        } else {
            throw .malformed("it does not begin with https://")
        }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@") else { throw .malformed("it names a user") }
        let host =
            authority.hasPrefix("[")
            ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
        guard !host.isEmpty else { throw .malformed("it names no host") }
        self.host = String(host)
        isLoopback = host == "localhost" || host == "::1" || host.hasPrefix("127.")
        guard secure || isLoopback else { throw .plainHTTP }
    }
}
