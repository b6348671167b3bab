import ManagementAPI

/// One object: its record is the answer.
enum GetObject {
    @Sendable static func answer(
        _ call: EndpointCall, _ store: any StoreReader, _ emulator: Emulator
    ) throws -> SandboxResponse {
        SandboxResponse(json: try store.record(of: call.endpoint.resource, for: call))
    }
}

extension StoreReader {
    /// The record of the object of a resource that the call's path names; sound.
    func record(of resource: String, for call: EndpointCall) throws -> [UInt8] {
        let noun = call.noun(of: resource)
        let id = try call.objectID(noun)
        guard let record = try object(id, of: resource) else {
            throw RequestProblem.unknownID(kind: noun, id: String(id))
        }
        let identity = call.identity(of: resource)
        guard record.withUnsafeBytes({ RecordCheck.accepts($0, id: id, identity: identity) }) else {
            throw UnreadableRecord(kind: noun, id: id)
        }
        return record
    }
}
