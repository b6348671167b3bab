import JSON
import ManagementAPI

/// Makes an object: opens the project where it is new, checks what the request refers to, fills in what it leaves out.
enum CreateObject {
    @Sendable static func answer(
        _ call: EndpointCall, _ store: any StoreWriter, _ emulator: Emulator
    ) throws -> SandboxResponse {
        let endpoint = call.endpoint
        let resource = endpoint.resource
        guard let type = endpoint.lookup.flatMap({ call.endpoint(id: $0.list) })?.result.objectType,
            let kind = type.kind, let identity = kind.identifyingField, let label = kind.label,
            let projectField = type.fields(where: { $0 == .project }).first
        else { return SandboxResponse(status: 500) }
        let project = call.body[projectField]?.stringValue ?? ""
        let key = call.body[label]?.stringValue ?? ""
        var body = call.body
        for parameter in endpoint.parameters(in: .body) {
            guard case .id(let resource)? = parameter.meaning, let asked = body[parameter.name]?.arrayValue else {
                continue
            }
            body[parameter.name] = .array(
                try references(asked, to: resource, of: project, ValuePath(parameter.name), call, store))
        }
        let fields: JSONObject
        do throws(NewObject.Refusal) { fields = try NewObject(type).fields(from: body) } catch {
            throw RequestProblem.badValue(error.path, error.reason)
        }
        guard try !store.hasObject(of: resource, key: key, inProject: project) else {
            throw RequestProblem.badValue(
                ValuePath(label), "the project \(project) has an \(kind.one) with the \(label) \(key)")
        }
        let time = emulator.now()
        let id = emulator.newID(try store.highestID(of: resource))
        let record = JSONValue.object(
            JSONObject([(identity, JSONValue.string(String(id)))] + fields.map { ($0.key, $0.value) })
        ).encoded()
        try store.addProject(project, at: time)
        try store.addObject(
            StoredObject(resource: resource, id: id, project: project, key: key, record: record), at: time)
        switch emulator.settings.create {
        case .object: return SandboxResponse(json: record)
        case .reference:
            let url = "https://experiment.amplitude.com/sandbox/\(project)/config/\(id)"
            return SandboxResponse([identity: .string(String(id)), "url": .string(url)])
        }
    }

    /// The ids of objects of the same project that are there, each once.
    private static func references(
        _ asked: [JSONValue], to resource: String, of project: String, _ path: ValuePath, _ call: EndpointCall,
        _ store: any StoreReader
    ) throws -> [JSONValue] {
        let noun = call.noun(of: resource)
        var ids: [JSONValue] = []
        for (index, item) in asked.enumerated() {
            let path = path.item(index)
            let text = item.stringValue ?? ""
            guard let id = EndpointCall.number(ofID: text), let facts = try store.facts(id, of: resource) else {
                throw RequestProblem.badValue(path, "no \(noun) has the id \(text)")
            }
            guard facts.project == project else {
                throw RequestProblem.badValue(path, "the \(noun) \(text) belongs to another project")
            }
            guard !facts.isDeleted else { throw RequestProblem.badValue(path, "the \(noun) \(text) is deleted") }
            if !ids.contains(item) { ids.append(item) }
        }
        return ids
    }
}
