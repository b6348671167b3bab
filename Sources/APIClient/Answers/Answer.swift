package import JSON
import Memory

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
    public var body: Body {
        didSet { parts = nil }
    }

    /// What counts the body for as long as it is there; nil where nobody counts.
    var memory: HeldMemory?

    /// The parts of a JSON body that was read to its end already; nil where it was not, or has very many.
    package private(set) var parts: JSONParts?

    /// The id of the object that came, where one must have an id.
    package var objectID: ObjectID?

    /// Makes an answer.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: Body) {
        self.init(status: status, headers: headers, body: body, objectID: nil)
    }

    init(
        status: Int, headers: [(name: String, value: String)], body: Body, objectID: ObjectID?,
        memory: HeldMemory? = nil, parts: JSONParts? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.objectID = objectID
        self.memory = memory
        self.parts = parts
    }

    /// The first value of the field `name`, in any letter case.
    public func header(_ name: String) -> String? {
        headers.firstValue(named: name)
    }
}
