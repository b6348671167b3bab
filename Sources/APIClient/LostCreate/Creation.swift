import JSON
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
    /// The field that is true on an object that was deleted and is listed all the same.
    let tombstone: String?
    /// The calls that read the whole object and its versions, where the catalogue wants both seen.
    let proof: (read: Endpoint, versions: Endpoint)?
    /// Whether the create answers the whole object, and not only what it is called.
    let answersWhole: Bool

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
        tombstone = items.kind?.tombstone
        answersWhole = endpoint.result.objectType?.name == items.name
        func call(_ id: String) -> Endpoint? { catalogue.endpoint(id: id, generation: endpoint.generation) }
        if let wanted = lookup.proof {
            guard let read = call(wanted.read), let versions = call(wanted.versions) else { return nil }
            proof = (read, versions)
        } else {
            proof = nil
        }
    }

    /// The request for one page of the list, as large as the service gives them, of objects named as `sent` where the list can
    /// be asked for those alone.
    ///
    /// - Throws: where the list takes more than these parameters.
    func request(for sent: SentObject, cursor: String?) throws(ArgumentProblem) -> APIRequest {
        var query = lookup.identifyingFields.compactMap { field in
            list.parameter(field)?.location == .query ? sent.name(field).map { (field, $0) } : nil
        }
        query.append((paging.limit, String(paging.greatestLimit)))
        if let cursor { query.append((paging.cursor, cursor)) }
        return try RequestBuilder.request(for: list, query: query)
    }

    /// The request for the next thing that has to be seen of an object.
    func request(for proof: LostCreate.Proof, id: String) throws(ArgumentProblem) -> APIRequest? {
        guard let calls = self.proof else { return nil }
        let call =
            switch proof {
            case .whole: calls.read
            case .versions: calls.versions
            }
        guard let name = call.path.captures.first else { return nil }
        return try RequestBuilder.request(for: call, pathArguments: [name: id])
    }

    /// What the create would have answered, from the object that it made.
    func answer(_ object: JSONValue) -> JSONValue {
        guard !answersWhole, let idField, let id = object[idField] else { return object }
        return [idField: id]
    }
}
