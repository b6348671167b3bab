import JSON
import ManagementAPI

/// How one composed call is carried out, by what the catalogue says of it.
///
/// A class, since the request that it is about holds the composed call.
final class ComposedPlan: Sendable {
    private enum Kind: Sendable {
        /// The call itself, once what would be lost was looked at.
        case guarded
        case composed(Composition)
    }

    private let request: APIRequest
    private let endpoint: Endpoint
    private let catalogue: Catalogue
    private let kind: Kind
    private let arguments: JSONObject

    /// Nil for one request that nothing has to be read for.
    init?(_ request: APIRequest, _ endpoint: Endpoint, _ catalogue: Catalogue, _ acceptsLoss: Bool) {
        let hasLosses = !endpoint.losses.isEmpty && !acceptsLoss
        guard endpoint.composition != nil || hasLosses else { return nil }
        let arguments = request.body.flatMap { try? JSONValue(parsing: $0) }?.objectValue ?? JSONObject()
        switch endpoint.composition {
        case .pieces(let list, let most) where (arguments[list]?.arrayValue?.count ?? 0) <= most: return nil
        case let composition?: kind = .composed(composition)
        case nil:
            guard endpoint.losses.contains(where: { $0.isAtStake(arguments) }) else { return nil }
            kind = .guarded
        }
        self.request = request
        self.endpoint = endpoint
        self.catalogue = catalogue
        self.arguments = arguments
    }

    /// The request that has to be read first; nil where none has.
    func read() throws(APIError) -> APIRequest? {
        switch kind {
        case .guarded, .composed(.edit): try subject()
        case .composed(.members(let edits)): try call(edits.list, request.pathArguments)
        case .composed(.call), .composed(.pieces): nil
        }
    }

    /// The changes, in the order in which they are sent, by what the read answered.
    func writes(after answer: Answer?) throws(APIError) -> [ComposedCall.Write] {
        switch kind {
        case .guarded:
            let object = try json(answer)
            let losses = endpoint.losses.filter { $0.isAtStake(arguments) }.compactMap { $0.words(for: object) }
            guard losses.isEmpty else { throw .loss(losses, request) }
            return [.init(call: endpoint.id, request: request)]
        case .composed(.call(let id, let body)):
            return [.init(call: id, request: try call(id, request.pathArguments, body))]
        case .composed(.edit(let field, let id)):
            let before = try json(answer)
            var after = before
            for effect in endpoint.effects { effect.apply(to: &after, arguments: arguments) }
            guard let value = after[field], value != before[field] else { return [] }
            return [.init(call: id, request: try call(id, request.pathArguments, [field: value]))]
        case .composed(.members(let edits)): return try writes(edits, try json(answer))
        case .composed(.pieces(let list, let most)): return try pieces(of: list, most)
        }
    }

    // MARK: - Members

    private func writes(
        _ edits: Composition.MemberEdits, _ members: JSONValue
    ) throws(APIError) -> [ComposedCall.Write] {
        let known = (members.arrayValue ?? []).compactMap { member in
            member[edits.key]?.stringValue.map { (key: $0, value: member[edits.value]?.numberValue) }
        }
        let wanted = arguments[edits.parameter]?.objectValue ?? JSONObject()
        for (key, _) in wanted where !known.contains(where: { $0.key.utf8.elementsEqual(key.utf8) }) {
            let path = ValuePath(edits.parameter).field(key)
            throw wrong(.noSuchMember(path: path.description, known: known.map(\.key)))
        }
        var changes: [(key: String, old: Double, new: JSONValue)] = []
        for member in known {
            guard let new = wanted[member.key], new.numberValue != member.value else { continue }
            changes.append((member.key, member.value ?? 0, new))
        }
        return try Self.ordered(changes).map { key, value throws(APIError) in
            var path = request.pathArguments
            path[edits.keyParameter] = key
            return .init(call: edits.edit, item: key, request: try call(edits.edit, path, [edits.value: value]))
        }
    }

    /// What rises first, what becomes 0 last: those that stay never all have weight 0 in between, whatever they had before.
    private static func ordered(
        _ changes: [(key: String, old: Double, new: JSONValue)]
    ) -> [(key: String, value: JSONValue)] {
        func rank(_ change: (key: String, old: Double, new: JSONValue)) -> Int {
            let new = change.new.numberValue ?? 0
            return new > change.old ? 0 : new > 0 ? 1 : 2
        }
        return changes.enumerated().sorted {
            (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
        }.map { ($0.element.key, $0.element.new) }
    }

    // MARK: - Pieces

    private func pieces(of list: String, _ most: Int) throws(APIError) -> [ComposedCall.Write] {
        let items = arguments[list]?.arrayValue ?? []
        var writes: [ComposedCall.Write] = []
        var start = 0
        while start < items.count {
            let end = min(start + most, items.count)
            var body = arguments
            body[list] = .array(Array(items[start..<end]))
            writes.append(
                .init(
                    call: endpoint.id, item: "\(start + 1)-\(end)",
                    request: try call(endpoint.id, request.pathArguments, body)))
            start = end
        }
        return writes
    }

    // MARK: - Requests

    private func subject() throws(APIError) -> APIRequest? {
        guard let subject = endpoint.subject else { return nil }
        return try call(subject.call, request.pathArguments)
    }

    /// The call of this id with those of the path arguments that it takes.
    private func call(
        _ id: String, _ path: [String: String], _ body: JSONObject? = nil
    ) throws(APIError) -> APIRequest {
        guard let endpoint = catalogue.endpoint(id: id, generation: endpoint.generation) else {
            throw .refused("the catalogue has no \(id)", request)
        }
        let names = endpoint.path.captures
        do throws(ArgumentProblem) {
            var made = try RequestBuilder.request(
                for: endpoint, pathArguments: path.filter { names.contains($0.key) },
                body: body.map { JSONValue.object($0).encoded() })
            made.task = request.task
            return made
        } catch {
            throw wrong(error)
        }
    }

    private func wrong(_ problem: ArgumentProblem) -> APIError {
        var error = APIError.argument(problem, method: request.method, path: request.pathForMessages)
        error.message = "\(endpoint.id): \(error.message)"
        error.outcome = .notApplied
        return error
    }

    private func json(_ answer: Answer?) throws(APIError) -> JSONValue {
        guard let answer, case .json(let text) = answer.body,
            let value = try? JSONValue(parsing: text, surrogates: .replaced)
        else {
            var error = APIError(
                .decode, "what was to be changed could not be read: the answer is no JSON", of: request,
                outcome: .notApplied)
            error.attempts = 1
            throw error
        }
        return value
    }
}
