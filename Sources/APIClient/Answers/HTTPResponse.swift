public import Memory

/// One complete HTTP answer as a transport gives it.
public struct HTTPResponse: Sendable {
    /// The status code, 100 to 999.
    public var status: Int
    /// Header fields in the order received.
    public var headers: [(name: String, value: String)]
    /// The whole body, decompressed; empty for none.
    public var body: [UInt8]
    /// What counts the body for as long as it is there; nil where nobody counts.
    public var memory: HeldMemory?

    /// Makes an answer.
    public init(
        status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = [], memory: HeldMemory? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.memory = memory
    }

    /// The first value of the field `name`, in any letter case.
    public func header(_ name: String) -> String? {
        headers.firstValue(named: name)
    }
}

extension [(name: String, value: String)] {
    /// The first value of the field `name`, in any letter case.
    func firstValue(named name: String) -> String? {
        first { field in
            field.name.utf8.count == name.utf8.count
                && zip(field.name.utf8, name.utf8).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
        }?.value
    }
}
