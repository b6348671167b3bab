public import ManagementAPI
public import Memory

/// One call of the API, ready to be sent. Made by `RequestBuilder`.
public struct APIRequest: Sendable {
    /// What it calls; nil for a raw request.
    public var endpoint: Endpoint?
    /// What names the objects in its path, by the names of the path's parameters, decoded.
    public var pathArguments: [String: String]
    /// The piece of code that it is a part of: equal for the calls of one item of a `parallel`. Nil outside of one.
    public var task: Int?
    /// Where the code stands that makes it: `kill_switch.lua:52`; nil where that is not known.
    public var place: String?
    /// The method token.
    public var method: String
    /// The encoded path and query, beginning with `/`.
    public var target: String
    /// JSON text, or nil for no body.
    public var body: [UInt8]?
    /// Sending it twice does what sending it once does.
    public var isIdempotent: Bool
    /// It may change something at the server.
    public var mutates: Bool
    /// What a success answers; nil when nobody knows, then anything but HTML is taken.
    public var expected: ResultShape?
    /// The path without the query, for messages and error tables.
    public var pathForMessages: String
    /// The id that the answer must have, where it asks for one object.
    public var expectedID: String?
    /// What is known about the object that it makes, where it makes one.
    public var creation: Creation?
    /// The requests that are sent in its place, where it is made of several or something has to be read first.
    public internal(set) var composed: ComposedCall?
    /// What counts the body for as long as the request is there; nil where nobody counts.
    public var memory: HeldMemory?

    /// Has it sent as the requests that it is made of, and with a look at what it would drop, where the catalogue says so.
    ///
    /// - Parameter acceptsLoss: whether what cannot be written back may be dropped.
    public mutating func compose(in catalogue: Catalogue, acceptsLoss: Bool = false) {
        composed = ComposedCall(self, in: catalogue, acceptsLoss: acceptsLoss)
    }

    /// Makes a call from its parts; nothing is checked here.
    public init(
        endpoint: Endpoint? = nil, pathArguments: [String: String] = [:], method: String, target: String,
        body: [UInt8]? = nil, isIdempotent: Bool,
        mutates: Bool, expected: ResultShape? = nil, pathForMessages: String, expectedID: String? = nil,
        creation: Creation? = nil
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
    }
}
