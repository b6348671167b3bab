/// The endpoints that one Lua table holds.
public struct Resource: Sendable, Hashable, Identifiable {
    /// The name of the Lua table: `experiments`; with points where it stands inside others.
    public let name: String
    /// The generation it belongs to.
    public let generation: Generation
    /// What it is about, in one line.
    public let help: String
    /// Its endpoints in the order in which they are documented.
    public let endpoints: [Endpoint]

    /// The name.
    public var id: String { name }

    /// The names of the Lua tables from the outermost one in.
    public var tables: [String] { name.split(separator: ".").map(String.init) }

    /// What its objects are, by the calls that read them; nil where there are none.
    public var objectType: ObjectType? {
        endpoints.lazy.filter { !$0.mutates }.compactMap(\.result.objectType).first
    }

    /// The list of its objects that is handed out by pages, and how; nil where it has none.
    public var pagedList: (endpoint: Endpoint, items: ObjectType, paging: Paging)? {
        for endpoint in endpoints {
            if case .page(let items, let paging) = endpoint.result { return (endpoint, items, paging) }
        }
        return nil
    }

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
