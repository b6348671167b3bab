import JSON
import ManagementAPI

/// A change to one object that is there, by the effects that the catalogue declares: what they do not name stays as it
/// is, and repeating the change is a success.
enum ChangeObject {
    @Sendable static func answer(
        _ call: EndpointCall, _ store: any StoreWriter, _ emulator: Emulator
    ) throws -> SandboxResponse {
        guard let subject = call.endpoint.subject, let reader = call.endpoint(id: subject.call) else {
            return SandboxResponse(status: 500)
        }
        let object = try call.load(from: store)
        let before = object.document.fields
        for (field, value) in call.endpoint.closedTo where before[field] == value {
            throw RequestProblem.closed("\(value.stringValue ?? "") \(object.words)")
        }
        let values = try CallArguments(call: call, store: store, project: object.stored.project).values()
        let change = SubjectChange(call: call, reader: reader, object: object, values: values)
        if let place = try call.inclusionPlace(reader, object) {
            let items = try store.inclusions(place).flatMap { try? JSONValue(parsing: $0) } ?? []
            let changed = try change.applied(toItems: items)
            if changed != items { try store.setInclusions(place, changed == [] ? nil : changed.encoded()) }
            return emulator.acknowledgement
        }
        var after = before
        if let view = MemberView(reader, object.type) {
            try MemberChange(change: change, view: view).apply(to: &after, store)
        } else {
            try change.apply(to: &after)
        }
        try Revision(call: call, store: store, emulator: emulator).keep(after, of: object)
        return emulator.acknowledgement
    }
}
