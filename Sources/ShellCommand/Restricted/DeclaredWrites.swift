import APIClient
import ManagementAPI
import ScriptRuntime

/// Which changes code one does not trust may send: those that the script's header declares, while the script runs.
final class RestrictedWrites {
    /// What `request` is declared as.
    static let rawRequest = "request"

    private var declared: Set<String> = []

    /// Refuses what is not declared.
    var gate: Gate { Gate(.declaredWrites) { [self] in refusal(of: $0) } }

    /// Why a change may not be sent; nil where it may.
    func refusal(of request: APIRequest) -> String? {
        let name = request.endpoint?.id ?? Self.rawRequest
        guard !declared.contains(name) else { return nil }
        return
            "restricted: \(name) changes something, and only a script whose header has '-- writes: \(name)' may call it"
    }

    /// Allows what a script's header declares, until the next declaration.
    func allow(_ header: ScriptHeader, of file: String, generation: Generation) throws(HeaderProblem) {
        declared = []
        let endpoints = Catalogue.all.endpoints(of: generation)
        let writes = endpoints.filter(\.mutates).map(\.id) + [Self.rawRequest]
        for declaration in header.writes where !writes.contains(declaration.name) {
            let reads = endpoints.contains { $0.id == declaration.name }
            throw HeaderProblem(
                file: file, line: declaration.line, name: declaration.name, isRead: reads,
                nearest: reads ? nil : Spelling.nearest(to: declaration.name, among: writes))
        }
        declared = Set(header.writes.map(\.name))
    }

    /// Allows nothing, as at a prompt and for `-e`.
    func allowNone() {
        declared = []
    }
}
