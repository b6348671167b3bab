import ManagementAPI

/// One object: its texts are the answer.
enum GetObject {
    @Sendable static func answer(
        _ call: EndpointCall, _ store: any StoreReader, _ emulator: Emulator
    ) throws -> SandboxResponse {
        let resource = call.endpoint.resource
        let id = try call.objectID(call.noun(of: resource))
        guard let text = try store.record(id, of: resource, whole: call.showsLater) else {
            throw RequestProblem.unknownID(kind: call.noun(of: resource), id: String(id))
        }
        var body: [UInt8] = []
        try text.record.withUnsafeBytes { record in
            try text.later.withUnsafeBytes { try call.append(record, $0, id: id, of: resource, to: &body) }
        }
        return SandboxResponse(json: body)
    }
}

extension EndpointCall {
    /// Whether answers of its generation show what others before it do not.
    var showsLater: Bool { endpoint.generation != Generation.allCases.first }

    /// Appends an object's texts as one, after a look whether they are what was kept there.
    func append(
        _ record: UnsafeRawBufferPointer, _ later: UnsafeRawBufferPointer, id: Int64, of resource: String,
        to body: inout [UInt8]
    ) throws {
        guard RecordCheck.accepts(record, id: id, identity: identity(of: resource)),
            later.isEmpty || RecordCheck.accepts(later, id: id, identity: nil)
        else { throw UnreadableRecord(kind: noun(of: resource), id: id) }
        Splice.append(record, later, to: &body)
    }
}
