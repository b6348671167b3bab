import JSON
import ManagementAPI

/// The texts that belong to a member of an object.
enum ReadInclusions {
    @Sendable static func answer(
        _ call: EndpointCall, _ store: any StoreReader, _ emulator: Emulator
    ) throws -> SandboxResponse {
        let object = try call.load(from: store)
        guard let place = try call.inclusionPlace(call.endpoint, object) else { return SandboxResponse(status: 500) }
        return SandboxResponse(json: try store.inclusions(place) ?? Array("[]".utf8))
    }
}

extension EndpointCall {
    /// Where the texts are kept that `reader` reads of a member which the path names, and which must be there; nil where it
    /// reads something else.
    func inclusionPlace(_ reader: Endpoint, _ object: LoadedObject) throws(RequestProblem) -> InclusionPlace? {
        guard case .inclusions(let list, let field)? = reader.view else { return nil }
        let key = memberKey ?? ""
        let members = Members(of: list, by: field, in: object.document.fields, object.type)
        guard members.keys.contains(where: { $0.utf8.elementsEqual(key.utf8) }) else {
            let kind = object.type.field(list)?.type.nestedObject?.kind?.one ?? list
            throw .unknownPart(kind: kind, name: key, of: object.words)
        }
        let name = reader.resource.split(separator: ".").last.map { String($0) } ?? ""
        return InclusionPlace(object: object.stored.id, member: key, list: name)
    }
}
