import JSON
import ManagementAPI

/// Keeps what an object has become, with all that follows: a version, who changed it and when, and what others depend on.
struct Revision {
    let call: EndpointCall
    let store: any StoreWriter
    let emulator: Emulator

    /// Does nothing where the fields are those that the object has.
    func keep(_ fields: JSONObject, of object: LoadedObject) throws {
        let before = object.document.fields
        guard fields != before else { return }
        var stored = object.stored
        var document = object.document
        // A clock that goes back does not put versions out of order.
        stored.modifiedAt = max(emulator.now(), object.stored.modifiedAt)
        stored.author = emulator.author.id
        var after = fields
        ServiceFields(rules: object.rules, now: stored.modifiedAt, author: emulator.author).follow(&after, from: before)
        if stored.version > 0 {
            let configuration = object.rules.configuration(of: object.document.shown)
            try store.addPastVersion(
                StoredVersion(
                    object: stored.id, number: stored.version, at: object.stored.modifiedAt,
                    author: object.stored.author, content: .past(JSONValue.object(configuration).encoded())))
            stored.version += 1
        }
        document.fields = after
        document.write(to: &stored)
        if let tombstone = object.type.kind?.tombstone { stored.isDeleted = after[tombstone] == true }
        try store.replaceObject(stored)
        try checkParents(after, object)
        try bind(from: before, to: after, object)
    }

    /// Tells the objects that `object` binds now, and those that it bound before, what they depend on.
    func bind(from before: JSONObject, to after: JSONObject, _ object: LoadedObject) throws {
        let former = Bindings(before, object.type).byObject
        let present = Bindings(after, object.type).byObject
        for bound in present where bound.binding.isExclusive && bound.variants.count > 1 {
            throw RequestProblem.badValue(
                bound.path, "the \(call.anyNoun(of: bound.resource)) \(bound.id) is named twice in the \(object.words)")
        }
        for bound in former where !present.contains(where: { $0.names(bound) }) {
            try depend(bound, on: object, [], isNew: false, after)
        }
        for bound in present {
            let old = former.first { $0.names(bound) }
            if old?.variants != bound.variants {
                try depend(bound, on: object, bound.variants, isNew: old == nil, after)
            }
        }
    }

    private func depend(
        _ bound: Bindings.Bound, on object: LoadedObject, _ variants: [String], isNew: Bool, _ fields: JSONObject
    ) throws {
        guard let member = try call.load(bound.id, of: bound.resource, from: store),
            let (name, parents, rule, value) = Self.dependencies(of: member.type)
        else { return }
        var memberFields = member.document.fields
        var dependencies = memberFields[name]?.objectValue ?? [parents: [:], rule: value]
        var present = dependencies[parents]?.objectValue ?? JSONObject()
        if isNew {
            try checkIsFree(bound, member, present, object)
            try check(bound.binding, memberFields, fields, bound.path, member, object)
        }
        present[String(object.stored.id)] = variants.isEmpty ? nil : .array(variants.map { .string($0) })
        dependencies[parents] = .object(present)
        memberFields[name] = present.isEmpty ? .null : .object(dependencies)
        try keep(memberFields, of: member)
    }

    private func checkIsFree(
        _ bound: Bindings.Bound, _ member: LoadedObject, _ parents: JSONObject, _ object: LoadedObject
    ) throws {
        guard bound.binding.isExclusive else { return }
        for parent in parents.keys where parent != String(object.stored.id) {
            guard let id = EndpointCall.number(ofID: parent),
                try store.resource(ofKeyed: id) == object.stored.resource
            else { continue }
            let kind = object.type.kind?.one ?? ""
            throw RequestProblem.badValue(bound.path, "the \(member.words) is in the \(kind) \(id) already")
        }
    }

    /// Refuses a binding of two objects that do not go together.
    private func check(
        _ binding: Binding, _ member: JSONObject, _ group: JSONObject, _ path: ValuePath, _ object: LoadedObject,
        _ parent: LoadedObject
    ) throws(RequestProblem) {
        for (field, value) in binding.shared where member[field] == value && group[field] != value {
            throw .badValue(
                path, "the \(object.words) has the \(field) \(value.stringValue ?? ""), the \(parent.words) has not")
        }
    }

    /// Refuses a change by which an object no longer goes with what it depends on.
    private func checkParents(_ fields: JSONObject, _ object: LoadedObject) throws {
        guard let (name, parents, _, _) = Self.dependencies(of: object.type) else { return }
        for key in (fields[name]?[parents]?.objectValue ?? JSONObject()).keys {
            guard let id = EndpointCall.number(ofID: key), let resource = try store.resource(ofKeyed: id),
                let parent = try call.load(id, of: resource, from: store)
            else { continue }
            let group = parent.document.fields
            for bound in Bindings(group, parent.type).all where bound.id == object.stored.id {
                try check(bound.binding, fields, group, path(of: bound.binding), object, parent)
            }
        }
    }

    private func path(of binding: Binding) -> ValuePath { ValuePath(binding.shared.keys.first ?? "") }

    private static func dependencies(
        of type: ObjectType
    ) -> (name: String, parents: String, rule: String, value: JSONValue)? {
        for field in type.fields {
            if case .dependencies(let parents, let rule, let value)? = field.keeps {
                return (field.name, parents, rule, value)
            }
        }
        return nil
    }
}

extension Bindings.Bound {
    fileprivate func names(_ other: Self) -> Bool { id == other.id && resource == other.resource }
}
