import JSON
import ManagementAPI

/// A change to one object that is there, by the effects that the catalogue declares: what they do not name stays as it
/// is, and repeating the change is a success.
enum ChangeObject {
    @Sendable static func answer(
        _ call: EndpointCall, _ store: any StoreWriter, _ emulator: Emulator
    ) throws -> SandboxResponse {
        guard let reader = call.endpoint.subject.flatMap({ call.endpoint(id: $0.call) }),
            let type = reader.result.objectType
        else { return SandboxResponse(status: 500) }
        let noun = call.noun(of: reader.resource)
        let id = try call.objectID(noun)
        guard let record = try store.object(id, of: reader.resource) else {
            throw RequestProblem.unknownID(kind: noun, id: String(id))
        }
        // What `RecordCheck` looks at, of a record that is read whole here anyway.
        guard var object = (try? JSONValue(parsing: record))?.objectValue,
            type.kind?.identity.map({ Self.isID(object[$0], id) }) ?? true
        else { throw UnreadableRecord(kind: noun, id: id) }
        try check(call, object, type)
        for effect in call.endpoint.effects { effect.apply(to: &object, arguments: call.body) }
        let changed = JSONValue.object(object).encoded()
        if changed != record {
            try store.replaceObject(id, of: reader.resource, record: changed, at: emulator.now())
        }
        return emulator.acknowledgement
    }

    private static func isID(_ value: JSONValue?, _ id: Int64) -> Bool {
        value == .integer(id) || value == .string(String(id))
    }

    /// Refuses what names a part of the object that is not there.
    private static func check(_ call: EndpointCall, _ object: JSONObject, _ type: ObjectType) throws(RequestProblem) {
        for parameter in call.endpoint.parameters(in: .body) {
            guard case .member(let list, let name)? = parameter.meaning else { continue }
            do throws(NewObject.Refusal) {
                try Members(of: list, by: name, in: object, type)
                    .check(call.body[parameter.name], at: ValuePath(parameter.name))
            } catch {
                throw .badValue(error.path, error.reason)
            }
        }
    }
}
