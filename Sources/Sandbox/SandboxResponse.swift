public import JSON

/// One HTTP answer of the sandbox; whoever sends it adds the length.
public struct SandboxResponse: Sendable, Equatable {
    /// The status code.
    public var status: Int
    /// Header fields; names in lower case.
    public var headers: [(name: String, value: String)]
    /// The body; may be empty.
    public var body: [UInt8]

    /// An answer.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An answer whose body is the JSON text `json`.
    public init(status: Int = 200, json: [UInt8]) {
        self.init(status: status, headers: [("content-type", "application/json")], body: json)
    }

    /// An answer whose body is the JSON text of `value`.
    public init(status: Int = 200, _ value: JSONValue) {
        self.init(status: status, json: value.encoded())
    }

    /// An answer whose body is plain text.
    public init(status: Int = 200, text: String) {
        self.init(status: status, headers: [("content-type", "text/plain; charset=utf-8")], body: Array(text.utf8))
    }

    /// A web page.
    init(html: String) {
        self.init(status: 200, headers: [("content-type", "text/html; charset=utf-8")], body: Array(html.utf8))
    }

    /// The first value of the header `name`, which is given in lower case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }

    /// Whether both say the same, header by header.
    public static func == (left: SandboxResponse, right: SandboxResponse) -> Bool {
        left.status == right.status && left.body == right.body && left.headers.elementsEqual(right.headers, by: ==)
    }
}
