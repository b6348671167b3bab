import APIClient
import JSON
import ManagementAPI

/// What a request says as a call of the catalogue: as it was made, or where it was made by hand and one of the catalogue's has
/// its method and path, as that one.
struct BoundCall {
    let endpoint: Endpoint
    let path: [String: String]
    let body: JSONObject

    /// Nil where no call of the catalogue is like it.
    init?(_ request: APIRequest, _ catalogue: Catalogue, _ generation: Generation) {
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
