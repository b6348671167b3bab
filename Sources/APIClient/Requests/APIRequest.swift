public import ManagementAPI
public import Memory

/// One call of the API, ready to be sent. Made by `RequestBuilder`.
///
/// It is handed from one to the next some ten times: what does not change stands once, and they share it.
public struct APIRequest: Sendable {
    /// The piece of code that it is a part of: equal for the calls of one item of a `parallel`. Nil outside of one.
    public var task: Int?
    /// Where the code stands that makes it: `kill_switch.lua:52`; nil where that is not known.
    public var place: String?
    /// What counts the body for as long as the request is there; nil where nobody counts.
    public var memory: HeldMemory?
    private var facts: Facts

    private final class Facts: Sendable {
        let endpoint: Endpoint?
        let pathArguments: [String: String]
        let method: String
        let target: String
        let body: [UInt8]?
        let isIdempotent: Bool
        let mutates: Bool
        let expected: ResultShape?
        let pathForMessages: String
        let expectedID: String?
        let creation: Creation?
        let composed: ComposedCall?

        init(
            endpoint: Endpoint?, pathArguments: [String: String], method: String, target: String, body: [UInt8]?,
            isIdempotent: Bool, mutates: Bool, expected: ResultShape?, pathForMessages: String, expectedID: String?,
            creation: Creation?, composed: ComposedCall?
        ) {
            self.endpoint = endpoint
            self.pathArguments = pathArguments
            self.method = method
            self.target = target
            self.body = body
            self.isIdempotent = isIdempotent
            self.mutates = mutates
            self.expected = expected
            self.pathForMessages = pathForMessages
            self.expectedID = expectedID
            self.creation = creation
            self.composed = composed
        }

        func with(creation: Creation?, composed: ComposedCall?) -> Facts {
            Facts(
                endpoint: endpoint, pathArguments: pathArguments, method: method, target: target, body: body,
                isIdempotent: isIdempotent, mutates: mutates, expected: expected, pathForMessages: pathForMessages,
                expectedID: expectedID, creation: creation, composed: composed)
        }
    }

    /// Makes a call from its parts; nothing is checked here.
    public init(
        endpoint: Endpoint? = nil, pathArguments: [String: String] = [:], method: String, target: String,
        body: [UInt8]? = nil, isIdempotent: Bool,
        mutates: Bool, expected: ResultShape? = nil, pathForMessages: String, expectedID: String? = nil,
        creation: Creation? = nil
    ) {
        facts = Facts(
            endpoint: endpoint, pathArguments: pathArguments, method: method, target: target, body: body,
            isIdempotent: isIdempotent, mutates: mutates, expected: expected, pathForMessages: pathForMessages,
            expectedID: expectedID, creation: creation, composed: nil)
    }

    /// What it calls; nil for a raw request.
    public var endpoint: Endpoint? { facts.endpoint }
    /// What names the objects in its path, by the names of the path's parameters, decoded.
    public var pathArguments: [String: String] { facts.pathArguments }
    /// The method token.
    public var method: String { facts.method }
    /// The encoded path and query, beginning with `/`.
    public var target: String { facts.target }
    /// JSON text, or nil for no body.
    public var body: [UInt8]? { facts.body }
    /// Sending it twice does what sending it once does.
    public var isIdempotent: Bool { facts.isIdempotent }
    /// It may change something at the server.
    public var mutates: Bool { facts.mutates }
    /// What a success answers; nil when nobody knows, then anything but HTML is taken.
    public var expected: ResultShape? { facts.expected }
    /// The path without the query, for messages and error tables.
    public var pathForMessages: String { facts.pathForMessages }
    /// The id that the answer must have, where it asks for one object.
    public var expectedID: String? { facts.expectedID }

    /// What is known about the object that it makes, where it makes one.
    public var creation: Creation? {
        get { facts.creation }
        set { facts = facts.with(creation: newValue, composed: facts.composed) }
    }

    /// The requests that are sent in its place, where it is made of several or something has to be read first.
    public internal(set) var composed: ComposedCall? {
        get { facts.composed }
        set { facts = facts.with(creation: facts.creation, composed: newValue) }
    }

    /// Has it sent as the requests that it is made of, and with a look at what it would drop, where the catalogue says so.
    ///
    /// - Parameter acceptsLoss: whether what cannot be written back may be dropped.
    public mutating func compose(in catalogue: Catalogue, acceptsLoss: Bool = false) {
        if let call = ComposedCall(self, in: catalogue, acceptsLoss: acceptsLoss) { composed = call }
    }
}
