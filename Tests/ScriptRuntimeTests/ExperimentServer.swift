import APIClient
import JSON

/// The few rules of the service that the tests need: experiments `1` to `count`, their list and their actions.
struct ExperimentServer {
    var count: Int64

    func answer(_ request: HTTPRequest) -> HTTPResponse {
        let parts = request.target.split(separator: "?", maxSplits: 1).map(String.init)
        let path = parts[0].split(separator: "/").map(String.init)
        guard path.first == "experiments", path.count > 1 else {
            return Self.json(["error": "no such path"], status: 404)
        }
        switch (request.method, path[1], path.count) {
        case ("GET", "list", 2): return list(query: parts.count > 1 ? parts[1] : "")
        case ("POST", "new", 2): return Self.json(["id": "1000", "key": "new"])
        case ("GET", let id, 2): return experiment(id).map { Self.json($0) } ?? Self.missing(id)
        case ("POST", let id, 3): return experiment(id) == nil ? Self.missing(id) : HTTPResponse(status: 200)
        default: return Self.json(["error": "no such path"], status: 404)
        }
    }

    private func experiment(_ id: String) -> JSONValue? {
        guard let number = Int64(id), (1...count).contains(number) else { return nil }
        return ["id": .string(id), "key": .string("key-\(id)"), "enabled": false]
    }

    private func list(query: String) -> HTTPResponse {
        var fields: [String: String] = [:]
        for part in query.split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
            fields[sides[0]] = sides.count > 1 ? sides[1] : ""
        }
        let limit = fields["limit"].flatMap { Int64($0) } ?? 100
        let start = fields["cursor"].flatMap { Int64($0) } ?? 0
        let end = min(count, start + limit)
        let items = start < end ? ((start + 1)...end).compactMap { experiment("\($0)") } : []
        return Self.json(["experiments": .array(items), "nextCursor": end < count ? .string("\(end)") : .null])
    }

    static func missing(_ id: String) -> HTTPResponse {
        json(["error": .string("no experiment \(id)")], status: 404)
    }

    static func json(_ value: JSONValue, status: Int = 200) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: [(name: "content-type", value: "application/json")], body: value.encoded())
    }

    static func text(_ body: String, status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, body: Array(body.utf8))
    }
}
