import ManagementAPI

/// One object: its record is the answer.
enum GetObject {
    @Sendable static func answer(
        _ call: Call, _ store: any StoreReader, _ emulator: Emulator
    ) throws -> SandboxResponse {
        SandboxResponse(json: try store.record(of: call.endpoint.resource, for: call))
    }
}

extension StoreReader {
    /// The record of the object of a resource that the call's path names.
    func record(of resource: String, for call: Call) throws -> [UInt8] {
        let noun = call.noun(of: resource)
        let id = try call.objectID(noun)
        guard let record = try object(id, of: resource) else {
            throw RequestProblem.unknownID(kind: noun, id: String(id))
        }
        return record
    }
}
