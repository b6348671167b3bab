import APIClient
import JSON
import ManagementAPI
import Memory

/// What a request says as a call of the catalogue: as it was made, or where it was made by hand and one of the catalogue's has
/// its method and path, as that one.
struct BoundCall {
    let endpoint: Endpoint
    let path: [String: String]
    let body: JSONObject
    /// What counts the body's values for as long as they are there.
    private let memory: HeldMemory?

    /// Nil where no call of the catalogue is like it, and where there is no room for the values of its body.
    init?(_ request: APIRequest, _ catalogue: Catalogue, _ generation: Generation) {
        memory = request.memory.map { HeldMemory(of: $0.account) }
        if let memory, let text = request.body, (try? memory.grow(by: JSONValue.memory(parsing: text.count))) == nil {
            return nil
        }
        let sent = request.body.flatMap { try? JSONValue(parsing: $0) }
        if let endpoint = request.endpoint {
            self.endpoint = endpoint
            path = request.pathArguments
            body = sent?.objectValue ?? [:]
            return
        }
        guard let method = HTTPMethod(rawValue: request.method), sent == nil || sent?.objectValue != nil,
            let route = catalogue.route(method, request.pathForMessages, generation: generation)
        else { return nil }
        endpoint = route.endpoint
        path = route.captures
        body = sent?.objectValue ?? [:]
    }
}
