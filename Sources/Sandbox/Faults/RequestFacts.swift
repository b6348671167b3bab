import ManagementAPI

/// What a fault may depend on.
public struct RequestFacts: Sendable, Equatable {
    /// The method token.
    public var method: String
    /// The path as sent, without its query.
    public var path: String
    /// The id of the endpoint; nil where none has this path and method.
    public var endpoint: String?
    /// Whether it may change something.
    public var mutates: Bool

    /// The facts of a request whose target is as sent.
    public init(method: String, target: String) {
        self.method = method
        let path = String(target.prefix { $0 != "?" })
        let found = HTTPMethod(rawValue: method)
            .flatMap { Catalogue.all.route($0, path, generation: Generation(ofPath: path))?.endpoint }
        self.path = path
        endpoint = found?.id
        mutates = found?.mutates ?? (method != "GET")
    }
}
