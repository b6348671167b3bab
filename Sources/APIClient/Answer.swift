/// The answer to a call that succeeded.
public struct Answer: Sendable {
    /// A body by what it holds, not by what its header says.
    public enum Body: Sendable, Equatable {
        /// Text that begins as JSON does. For writes it is checked; for reads the one who reads it finds out.
        case json([UInt8])
        /// Other text.
        case text(String)
        /// No body, or white space only.
        case empty
    }

    /// The status, 200 to 299.
    public var status: Int
    /// Header fields in the order received.
    public var headers: [(name: String, value: String)]
    /// What came.
    public var body: Body

    /// Makes an answer.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: Body) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first value of the field `name`, in any letter case.
    public func header(_ name: String) -> String? {
        headers.firstValue(named: name)
    }
}
