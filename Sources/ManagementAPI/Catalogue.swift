/// The endpoints of all generations.
public struct Catalogue: Sendable {
    /// Everything that is declared.
    public static let all = Catalogue(resources: Beta.resources + V1.resources)

    /// The resources of all generations, in order.
    public let resources: [Resource]
    /// The endpoints of all generations, in order.
    public let endpoints: [Endpoint]

    /// The requests of each generation, with its base path in their paths.
    private let routes: [Generation: RouteTree]

    /// What each generation's resources have as objects, by their names.
    private let objects: [Generation: [String: ObjectType]]
    private let named: [Generation: [String: Endpoint]]

    /// A catalogue of `resources`.
    public init(resources: [Resource]) {
        self.resources = resources
        endpoints = resources.flatMap(\.endpoints)
        var objects: [Generation: [String: ObjectType]] = [:]
        for resource in resources where objects[resource.generation]?[resource.name] == nil {
            objects[resource.generation, default: [:]][resource.name] = resource.objectType
        }
        self.objects = objects
        var named: [Generation: [String: Endpoint]] = [:]
        for endpoint in endpoints where named[endpoint.generation]?[endpoint.id] == nil {
            named[endpoint.generation, default: [:]][endpoint.id] = endpoint
        }
        self.named = named
        var routes: [Generation: RouteTree] = [:]
        for endpoint in endpoints where endpoint.isOperation {
            routes[endpoint.generation, default: RouteTree()].add(endpoint)
        }
        self.routes = routes
    }

    /// The endpoints of one generation, in order.
    public func endpoints(of generation: Generation) -> [Endpoint] {
        endpoints.filter { $0.generation == generation }
    }

    /// The resources of one generation, in order.
    public func resources(of generation: Generation) -> [Resource] {
        resources.filter { $0.generation == generation }
    }

    /// The objects that answers hold, also inside others, each once; of one generation or of all.
    public func answeredTypes(of generation: Generation? = nil) -> [ObjectType] {
        let asked = endpoints.filter { generation == nil || $0.generation == generation }
        return ObjectType.nested(in: asked.compactMap { $0.result.objectType.map(ValueType.object) })
    }

    /// The objects that requests and answers of a generation hold, by name, each once: where a request takes less than an
    /// answer may hold, as the request takes it.
    public func types(of generation: Generation) -> [ObjectType] {
        let sent = endpoints(of: generation).flatMap { $0.parameters(in: .body).map(\.type) }
        var names: Set<String> = []
        return
            (answeredTypes(of: generation).map { type in
                ObjectType.nested(in: sent).first { $0.name == type.name } ?? type
            } + ObjectType.nested(in: sent)).filter { names.insert($0.name).inserted }
    }

    /// What the objects of a resource are, by its reads; nil where it has none.
    public func objectType(of resource: String, generation: Generation) -> ObjectType? {
        objects[generation]?[resource]
    }

    /// What the objects of a resource are in each generation that has them, the oldest first.
    public func objectTypes(of resource: String) -> [ObjectType] {
        Generation.allCases.compactMap { objectType(of: resource, generation: $0) }
    }

    /// Whether the objects of a resource have versions.
    public func hasVersions(_ resource: String) -> Bool {
        endpoints.contains { $0.owner == resource && $0.view == .versions }
    }

    /// A number of objects of a resource, in words: `1 experiment`.
    public func count(_ number: Int, of resource: String) -> String {
        let kind = resources.lazy.filter { $0.name == resource }.compactMap(\.objectType?.kind).first
        return kind?.count(number) ?? "\(number) \(resource)"
    }

    /// The endpoint of this id.
    public func endpoint(id: String, generation: Generation) -> Endpoint? {
        named[generation]?[id]
    }

    /// The endpoint that a request is for, and the values of its path parameters, decoded.
    ///
    /// `path` is the request's path as sent, with its base path and without its query. A literal segment beats a
    /// capture: `/experiments/list` is never the experiment `list`. Nil where nothing fits, also where a captured
    /// segment is empty or is not percent-encoded UTF-8.
    public func route(
        _ method: HTTPMethod, _ path: String, generation: Generation? = nil
    ) -> (endpoint: Endpoint, captures: [String: String])? {
        var found: RouteTree.Match?
        matches(of: path, generation: generation) { match in
            guard match.endpoint.method == method else { return false }
            found = match
            return true
        }
        guard let (endpoint, captures) = found else { return nil }
        var decoded: [String: String] = [:]
        for (name, text) in zip(endpoint.fullPath.captures, captures) {
            guard let value = PercentEncoding.decode(text) else { return nil }
            decoded[name] = value
        }
        return (endpoint, decoded)
    }

    /// The methods that some endpoint has for this path; empty where the path is unknown.
    public func methods(forPath path: String, generation: Generation? = nil) -> Set<HTTPMethod> {
        var methods: Set<HTTPMethod> = []
        matches(of: path, generation: generation) { match in
            methods.insert(match.endpoint.method)
            return false
        }
        return methods
    }

    private func matches(of path: String, generation: Generation?, _ body: (RouteTree.Match) -> Bool) {
        guard path.utf8.first == UInt8(ascii: "/") else { return }
        for other in Generation.allCases where generation == nil || generation == other {
            var isDone = false
            routes[other]?.matches(of: path.dropFirst()) { match in
                isDone = body(match)
                return isDone
            }
            if isDone { return }
        }
    }
}
