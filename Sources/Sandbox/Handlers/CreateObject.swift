import JSON
import ManagementAPI

/// Makes an object: opens the project where it is new, checks what the request refers to, fills in what it leaves out.
enum CreateObject {
    @Sendable static func answer(
        _ call: EndpointCall, _ store: any StoreWriter, _ emulator: Emulator
    ) throws -> SandboxResponse {
        let resource = call.endpoint.resource
        let types = call.catalogue.objectTypes(of: resource)
        guard let own = call.catalogue.objectType(of: resource, generation: call.endpoint.generation),
            let rules = call.book.rules(of: resource), let identity = rules.type.kind?.identifyingField,
            let label = rules.type.kind?.label, let projectField = own.fields(where: { $0 == .project }).first
        else { return SandboxResponse(status: 500) }
        let type = rules.type
        let project = call.body[projectField]?.idText ?? ""
        let hasKeys = call.endpoint.lookup != nil
        let id = emulator.newID(try store.highestID(of: resource, hasKeys: hasKeys))
        let time = emulator.now()
        let values = try CallArguments(call: call, store: store, project: project).values()

        var object = try Self.object(own, from: values)
        // What other generations show of it as well.
        for type in types where type != own { object = try Self.object(type, from: object) }
        object[identity] = type.field(identity)?.type == .identifier ? .integer(id) : .string(String(id))
        ServiceFields(rules: rules, now: time, author: emulator.author)
            .begin(&object, origin: "\(resource):\(id)")
        let key = hasKeys ? object[label]?.stringValue ?? "" : nil
        if let key, let other = try store.resource(ofKey: key, inProject: project) {
            throw RequestProblem.badValue(
                ValuePath(label),
                "the project \(project) has \(article(call.anyNoun(of: other))) with the \(label) \(key)")
        }

        var stored = StoredObject(
            resource: resource, id: id, project: project, key: key,
            version: rules.hasVersions ? 1 : 0, author: emulator.author.id, createdAt: time,
            modifiedAt: time, record: [])
        let document = ObjectDocument(object, rules.layout)
        document.write(to: &stored)
        try store.addProject(project, at: time)
        try store.addObject(stored)
        let made = LoadedObject(stored: stored, document: document, rules: rules)
        try Revision(call: call, store: store, emulator: emulator).bind(from: JSONObject(), to: object, made)
        return answer(call, emulator, made, object)
    }

    private static func object(_ type: ObjectType, from values: JSONObject) throws(RequestProblem) -> JSONObject {
        do throws(NewObject.Refusal) { return try NewObject(type).fields(from: values) } catch {
            throw .badValue(error.path, error.reason)
        }
    }

    private static func answer(
        _ call: EndpointCall, _ emulator: Emulator, _ made: LoadedObject, _ object: JSONObject
    ) -> SandboxResponse {
        switch emulator.settings.create(of: emulator.generation) {
        case .object:
            var body: [UInt8] = []
            made.stored.record.withUnsafeBytes { record in
                let later = call.showsLater ? made.stored.later : []
                later.withUnsafeBytes { Splice.append(record, $0, to: &body) }
            }
            return SandboxResponse(json: body)
        case .reference:
            // The generation's own form, or where it has none that of another.
            let forms = [call.endpoint] + call.catalogue.endpoints.filter { $0.id == call.endpoint.id }
            let form =
                forms.compactMap(\.result.objectType).first { $0.fields.contains { $0.keeps == .address } }
                ?? call.endpoint.result.objectType
            var answer = JSONObject()
            for field in form?.fields ?? [] {
                if field.keeps == .address {
                    let stored = made.stored
                    answer[field.name] = .string(
                        "http://experiment.amplitude.com/sandbox/\(stored.project)/config/\(stored.id)")
                } else if field.name == form?.kind?.identifyingField {
                    answer[field.name] = .string(String(made.stored.id))
                }
            }
            return SandboxResponse(.object(answer))
        }
    }

    private static func article(_ noun: String) -> String {
        (noun.first.map { "aeiou".contains($0) } == true ? "an " : "a ") + noun
    }
}
