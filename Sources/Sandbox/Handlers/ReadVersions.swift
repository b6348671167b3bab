import ManagementAPI

/// The versions of an object, newest first, or the one that the path names.
enum ReadVersions {
    @Sendable static func answer(
        _ call: EndpointCall, _ store: any StoreReader, _ emulator: Emulator
    ) throws -> SandboxResponse {
        let object = try call.load(from: store)
        guard let text = VersionText(call) else { return SandboxResponse(status: 500) }
        let stored = object.stored
        let last = StoredVersion(
            object: stored.id, number: stored.version, at: stored.modifiedAt, author: stored.author,
            content: .last(resource: stored.resource, ObjectText(record: stored.record, later: stored.later)))
        guard case .object(let type) = call.endpoint.result else {
            var body = Array("[".utf8)
            try text.append(last, to: &body)
            for version in try store.pastVersions(of: stored.id) {
                body.append(UInt8(ascii: ","))
                try text.append(version, to: &body)
            }
            body.append(UInt8(ascii: "]"))
            return SandboxResponse(json: body)
        }
        let parameter = call.endpoint.parameters(in: .path).first { $0.meaning == .version }
        let name = parameter.flatMap { call.captures[$0.name] } ?? ""
        let number = EndpointCall.number(ofID: name) ?? 0
        guard let version = number == stored.version ? last : try store.pastVersion(number, of: stored.id) else {
            throw RequestProblem.unknownPart(kind: type.kind?.one ?? "", name: name, of: object.words)
        }
        var body: [UInt8] = []
        try text.append(version, to: &body)
        return SandboxResponse(json: body)
    }
}
