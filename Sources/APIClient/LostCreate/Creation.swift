public import ManagementAPI

/// What the catalogue says about finding the object that a request makes.
public struct Creation: Sendable {
    /// By which fields it is found.
    public let lookup: Lookup
    /// The list it stands in, newest first.
    let list: Endpoint
    /// The field of the list's answer that holds its items.
    let wrapper: String
    /// The name of the object's type: `Experiment`.
    let kind: String
    /// What the object is called in messages: `experiment`.
    var noun: String { kind.lowercased() }

    /// Nil where `endpoint` declares no lookup, or one that `catalogue` cannot serve.
    public init?(_ endpoint: Endpoint, in catalogue: Catalogue) {
        guard let lookup = endpoint.lookup,
            let list = catalogue.endpoint(id: lookup.list, generation: endpoint.generation),
            case .page(let items, let wrapper) = list.result
        else { return nil }
        self.lookup = lookup
        self.list = list
        self.wrapper = wrapper
        kind = items.name
    }

    /// The request for one page of the list, as large as the service gives them.
    func request(cursor: String?) -> APIRequest? {
        var query = [("limit", String(Self.pageSize))]
        if let cursor { query.append(("cursor", cursor)) }
        return try? RequestBuilder.request(for: list, query: query)
    }

    /// Items of one page: the service takes more as this many.
    static let pageSize = 1000
}
