import JSON
import ManagementAPI

/// A request that found its endpoint and whose values all have the types that the catalogue declares.
struct Call {
    let endpoint: Endpoint
    /// The values in the path, decoded.
    let captures: [String: String]
    /// The parameters in the query: integers where the catalogue says so, else strings.
    let query: JSONObject
    /// The body; empty where the endpoint takes none.
    let body: JSONObject

    /// The number of the object in the path, which is a `kind`.
    func objectID(_ kind: String) throws(RequestProblem) -> Int64 {
        let text = captures["id"] ?? ""
        guard let id = Self.number(ofID: text) else { throw .unknownID(kind: kind, id: text) }
        return id
    }

    /// The number that an id stands for; nil where no object can have it. Other spellings of a number are no ids.
    static func number(ofID text: String) -> Int64? {
        guard let number = Int64(text), number > 0, String(number) == text else { return nil }
        return number
    }
}
