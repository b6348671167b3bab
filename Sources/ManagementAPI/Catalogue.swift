/// The endpoints of all generations.
public struct Catalogue: Sendable {
    /// Everything that is declared.
    public static let all = Catalogue(resources: Beta.resources)

    /// The resources of all generations, in order.
    public let resources: [Resource]
    /// The endpoints of all generations, in order.
    public let endpoints: [Endpoint]

    /// The endpoints with the base path in their path, those first that have a literal where others capture.
    private let routes: [(path: PathTemplate, endpoint: Endpoint)]

    /// A catalogue of `resources`.
    public init(resources: [Resource]) {
        self.resources = resources
        endpoints = resources.flatMap(\.endpoints)
        var routes: [(path: PathTemplate, endpoint: Endpoint)] = []
        for endpoint in endpoints {
            let path = endpoint.fullPath
            let place = routes.firstIndex { path.isMoreSpecific(than: $0.path) } ?? routes.endIndex
            routes.insert((path, endpoint), at: place)
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

    /// The endpoint of this id.
    public func endpoint(id: String, generation: Generation) -> Endpoint? {
        endpoints.first { $0.generation == generation && $0.id == id }
    }

    /// The endpoint that a request is for, and the values of its path parameters, decoded.
    ///
    /// `path` is the request's path as sent, with its base path and without its query. A literal segment beats a
    /// capture: `/experiments/list` is never the experiment `list`. Nil where nothing fits, also where a captured
    /// segment is empty or is not percent-encoded UTF-8.
    public func route(
        _ method: HTTPMethod, _ path: String, generation: Generation? = nil
    ) -> (endpoint: Endpoint, captures: [String: String])? {
        for (endpoint, captures) in matches(of: path, generation: generation) where endpoint.method == method {
            var decoded: [String: String] = [:]
            for (name, text) in captures {
                guard let value = PercentEncoding.decode(text) else { return nil }
                decoded[name] = value
            }
            return (endpoint, decoded)
        }
        return nil
    }

    /// The methods that some endpoint has for this path; empty where the path is unknown.
    public func methods(forPath path: String, generation: Generation? = nil) -> Set<HTTPMethod> {
        Set(matches(of: path, generation: generation).map(\.endpoint.method))
    }

    private func matches(
        of path: String, generation: Generation?
    ) -> [(endpoint: Endpoint, captures: [String: Substring])] {
        guard path.hasPrefix("/") else { return [] }
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        return routes.compactMap { route in
            guard generation == nil || route.endpoint.generation == generation else { return nil }
            return route.path.match(parts).map { (route.endpoint, $0) }
        }
    }
}
