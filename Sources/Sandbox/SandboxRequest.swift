/// One HTTP request as the rules see it: decoded from the wire, but its target still as it was sent.
public struct SandboxRequest: Sendable, Equatable {
    /// The method token, such as `GET`.
    public var method: String
    /// The path with its query, percent-encoded as sent; begins with `/`.
    public var target: String
    /// Header fields; names in lower case.
    public var headers: [(name: String, value: String)]
    /// The body; empty where there was none.
    public var body: [UInt8]

    /// A request; names of `headers` are turned to lower case.
    public init(method: String, target: String, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.method = method
        self.target = target
        self.headers = headers.map { (name: $0.name.lowercased(), value: $0.value) }
        self.body = body
    }

    /// The first value of the header `name`, which is given in lower case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }

    /// Whether both say the same, header by header.
    public static func == (left: SandboxRequest, right: SandboxRequest) -> Bool {
        left.method == right.method && left.target == right.target && left.body == right.body
            && left.headers.elementsEqual(right.headers, by: ==)
    }
}
