public import ManagementAPI

/// What the catalogue says about finding the object that a request makes.
public struct Creation: Sendable {
    /// By which fields it is found.
    public let lookup: Lookup
    /// The list it stands in, newest first.
    let list: Endpoint
    /// How it is handed out.
    let paging: Paging
    /// The field that holds the object's id; nil where it has none of its own.
    let idField: String?
    /// The name of the object's type: `Experiment`.
    let kind: String
    /// What the object is called in messages: `experiment`.
    let noun: String

    /// Nil where `endpoint` declares no lookup, or one that `catalogue` cannot serve.
    public init?(_ endpoint: Endpoint, in catalogue: Catalogue) {
        guard let lookup = endpoint.lookup,
            let list = catalogue.endpoint(id: lookup.list, generation: endpoint.generation),
            case .page(let items, let paging) = list.result, let noun = items.kind?.one
        else { return nil }
        self.lookup = lookup
        self.list = list
        self.paging = paging
        self.noun = noun
        idField = items.kind?.identifyingField
        kind = items.name
    }

    /// The request for one page of the list, as large as the service gives them.
    ///
    /// - Throws: where the list takes more than these parameters.
    func request(cursor: String?) throws(ArgumentProblem) -> APIRequest {
        var query = [(paging.limit, String(paging.greatestLimit))]
        if let cursor { query.append((paging.cursor, cursor)) }
        return try RequestBuilder.request(for: list, query: query)
    }
}
