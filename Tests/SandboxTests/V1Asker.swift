import JSON
import Sandbox

/// Asks v1 about one flag or experiment of the demo data.
struct V1Asker {
    let asker: Asker
    /// Such as `/experiments/26301`.
    let object: String

    init(_ asker: Asker, _ object: String) {
        self.asker = asker
        self.object = object
    }

    private func target(_ path: String) -> String { "/api/1\(object)\(path)" }

    func get(_ path: String = "") async throws -> JSONValue { try await asker.get(target(path)).json }
    func answer(_ path: String) async throws -> SandboxResponse { try await asker.get(target(path)) }
    func patch(_ path: String = "", _ body: JSONValue) async throws -> SandboxResponse {
        try await asker.patch(target(path), body)
    }
    func post(_ path: String, _ body: JSONValue) async throws -> SandboxResponse {
        try await asker.post(target(path), body)
    }
    func delete(_ path: String, _ body: JSONValue? = nil) async throws -> SandboxResponse {
        try await asker.delete(target(path), body)
    }

    /// How many versions it has.
    func versionCount() async throws -> Int { try await get("/versions").arrayValue?.count ?? 0 }
}
