/// The endpoints that one Lua table holds.
public struct Resource: Sendable, Hashable, Identifiable {
    /// The name of the Lua table: `experiments`.
    public let name: String
    /// The generation it belongs to.
    public let generation: Generation
    /// What it is about, in one line.
    public let help: String
    /// Its endpoints in the order in which they are documented.
    public let endpoints: [Endpoint]

    /// The name.
    public var id: String { name }

    /// Declares a resource.
    public init(_ name: String, _ generation: Generation, help: String, endpoints: [Endpoint]) {
        self.name = name
        self.generation = generation
        self.help = help
        self.endpoints = endpoints
    }

    /// The endpoint whose Lua function has this name in the table.
    public func endpoint(function: String) -> Endpoint? { endpoints.first { $0.function == function } }
}
