import JSON
import ManagementAPI

/// A request that found its endpoint and whose values all have the types that the catalogue declares.
struct EndpointCall {
    let endpoint: Endpoint
    /// Where the endpoint is declared, with those that it names.
    let catalogue: Catalogue
    /// The rules of the objects that it declares.
    let book: RuleBook
    /// The values in the path, decoded.
    let captures: [String: String]
    /// The parameters in the query: integers where the catalogue says so, else strings.
    let query: JSONObject
    /// The body; empty where the endpoint takes none.
    let body: JSONObject

    /// Another endpoint of the same generation.
    func endpoint(id: String) -> Endpoint? { catalogue.endpoint(id: id, generation: endpoint.generation) }

    /// What one object of a resource is called.
    func noun(of resource: String) -> String {
        catalogue.objectType(of: resource, generation: endpoint.generation)?.kind?.one ?? resource
    }

    /// The field by which an object of a resource is known.
    func identity(of resource: String) -> String? {
        catalogue.objectType(of: resource, generation: endpoint.generation)?.kind?.identifyingField
    }

    /// What one object of a resource is called in any generation.
    func anyNoun(of resource: String) -> String { catalogue.objectTypes(of: resource).last?.kind?.one ?? resource }

    /// The key in the path that names a member of a list of the object.
    var memberKey: String? {
        let parameter = endpoint.parameters(in: .path).first {
            if case .member? = $0.meaning { true } else { false }
        }
        return parameter.flatMap { captures[$0.name] }
    }

    /// The whole object that the call is about, as its generation shows it, with the word for it.
    var ownerNoun: String { noun(of: endpoint.owner) }

    /// The number of the object that the path names first, which is called `noun`.
    func objectID(_ noun: String) throws(RequestProblem) -> Int64 {
        let text = endpoint.path.captures.first.flatMap { captures[$0] } ?? ""
        guard let id = Self.number(ofID: text) else { throw .unknownID(kind: noun, id: text) }
        return id
    }

    /// The number that an id stands for; nil where no object can have it. Other spellings of a number are no ids.
    static func number(ofID text: String) -> Int64? {
        guard let number = Int64(text), number > 0, String(number) == text else { return nil }
        return number
    }
}
