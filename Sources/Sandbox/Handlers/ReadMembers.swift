import JSON
import ManagementAPI

/// The members of a list of an object, or the one that the path names.
enum ReadMembers {
    @Sendable static func answer(
        _ call: EndpointCall, _ store: any StoreReader, _ emulator: Emulator
    ) throws -> SandboxResponse {
        let object = try call.load(from: store)
        guard let view = MemberView(call.endpoint, object.type) else { return SandboxResponse(status: 500) }
        let fields = object.document.shown
        guard case .object = call.endpoint.result else {
            return SandboxResponse(.array(view.members(of: fields).map { .object($0) }))
        }
        let index = try view.index(call, object)
        return SandboxResponse(.object(view.member(view.items(fields)[index], of: fields)))
    }
}

extension MemberView {
    /// How `endpoint` shows the members of an object of type `owner`; nil where it shows something else.
    init?(_ endpoint: Endpoint, _ owner: ObjectType) {
        guard case .members(let view)? = endpoint.view, let shown = endpoint.result.objectType else { return nil }
        self.init(view: view, shown: shown, owner: owner)
    }

    /// Where the member stands that the path of a call names.
    func index(_ call: EndpointCall, _ object: LoadedObject) throws(RequestProblem) -> Int {
        let key = call.memberKey ?? ""
        guard let index = index(of: key, in: object.document.fields) else {
            throw .unknownPart(kind: one, name: key, of: object.words)
        }
        return index
    }
}
