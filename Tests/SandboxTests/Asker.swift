import JSON
import Sandbox

/// Sends requests to one sandbox, with a key unless told otherwise.
struct Asker: Sendable {
    let send: @Sendable (SandboxRequest) async throws -> SandboxResponse

    init(send: @escaping @Sendable (SandboxRequest) async throws -> SandboxResponse) { self.send = send }

    func get(_ target: String) async throws -> SandboxResponse {
        try await send(SandboxRequest(method: "GET", target: target, headers: Self.headers))
    }

    func post(_ target: String, _ body: JSONValue? = nil) async throws -> SandboxResponse {
        try await post(target, text: body?.description ?? "")
    }

    func post(_ target: String, text: String) async throws -> SandboxResponse {
        try await send(SandboxRequest(method: "POST", target: target, headers: Self.headers, body: Array(text.utf8)))
    }

    func patch(_ target: String, _ body: JSONValue) async throws -> SandboxResponse {
        try await send("PATCH", target, body)
    }

    func delete(_ target: String, _ body: JSONValue? = nil) async throws -> SandboxResponse {
        try await send("DELETE", target, body)
    }

    private func send(_ method: String, _ target: String, _ body: JSONValue?) async throws -> SandboxResponse {
        try await send(
            SandboxRequest(method: method, target: target, headers: Self.headers, body: body?.encoded() ?? []))
    }

    /// Creates an experiment in a project of its own and returns it.
    func create(_ key: String, _ more: JSONObject = [:], project: String = "900") async throws -> JSONValue {
        var body: JSONObject = ["projectId": .string(project), "key": .string(key)]
        for (name, value) in more { body[name] = value }
        let answer = try await post("/experiments/new", .object(body))
        guard answer.status == 200 else { throw Refused(answer: answer) }
        return try answer.json
    }

    struct Refused: Error { let answer: SandboxResponse }

    static let headers: [(name: String, value: String)] = [("authorization", "Bearer ampex_test")]
}

extension SandboxResponse {
    /// The body, which must be JSON.
    var json: JSONValue {
        get throws { try JSONValue(parsing: body) }
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The text of a failure in the default style.
    var message: String { ((try? json)?["error"]?.stringValue) ?? "(no message in \(text))" }
}
