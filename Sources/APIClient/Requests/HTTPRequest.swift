/// One HTTP request as a transport gets it: everything but the host, the key header and TLS.
public struct HTTPRequest: Sendable {
    /// A method token, such as `GET`.
    public var method: String
    /// The encoded path and query, beginning with `/`; the base URL's path is not part of it.
    public var target: String
    /// Header fields in the order to be sent.
    public var headers: [(name: String, value: String)]
    /// The body, or nil for none.
    public var body: [UInt8]?

    /// Makes a request; nothing is checked here.
    public init(method: String, target: String, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}
