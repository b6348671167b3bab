import JSON
import ManagementAPI

/// Puts what was looked at into a store, in one transaction.
struct ImportWork {
    let objects: [ImportedObject]
    let histories: [Int64: ImportedHistory]
    let now: UnixMilliseconds

    /// - Throws: `ImportRefusal` where something that is there is in the way.
    func write(to store: any StoreWriter, emptying: Bool) throws -> ImportReport {
        var report = ImportReport()
        report.emptied = emptying
        if emptying { try store.removeEverything() }
        let (new, old) = try plan(store, &report)
        try refuseConflicts(new, with: store, old)
        for object in objects { try store.addProject(object.project, at: now) }
        // All of them first: keys may have changed hands.
        for id in old.keys { try store.removeObject(id.id, of: id.resource) }
        for (object, stored) in new { try add(object, stored, to: store, &report) }
        try makeNamed(store, &report)
        report.made = report.made.mapValues { $0.sorted() }
        report.missing = report.missing.mapValues { $0.sorted() }
        try bind(store)
        return report
    }

    private struct Name: Hashable {
        let resource: String
        let id: Int64
    }

    /// What is to be added, and what has to go before that.
    private func plan(
        _ store: any StoreWriter, _ report: inout ImportReport
    ) throws -> (new: [(ImportedObject, StoredObject)], old: [Name: StoredObject]) {
        var new: [(ImportedObject, StoredObject)] = []
        var old: [Name: StoredObject] = [:]
        for object in objects {
            let resource = object.kind.resource
            let there = try store.object(object.id, of: resource)
            let history = histories[object.id].flatMap { object.kind.rules.hasVersions ? $0 : nil }
            let stored = object.stored(over: there, history: history, now: now)
            if let there {
                if stored == there {
                    report.counts[resource, default: .init()].unchanged += 1
                    continue
                }
                if let history, try isSame(stored, there, history, store) {
                    report.counts[resource, default: .init()].unchanged += 1
                    continue
                }
                old[Name(resource: resource, id: object.id)] = there
                report.counts[resource, default: .init()].replaced += 1
            } else {
                report.counts[resource, default: .init()].new += 1
            }
            new.append((object, stored))
        }
        return (new, old)
    }

    /// Whether an object and all of its versions are there just so.
    private func isSame(
        _ stored: StoredObject, _ there: StoredObject, _ history: ImportedHistory, _ store: any StoreReader
    ) throws -> Bool {
        guard stored == there else { return false }
        return try store.pastVersions(of: stored.id).reversed() == history.past(of: stored.id)
    }

    private func refuseConflicts(
        _ new: [(ImportedObject, StoredObject)], with store: any StoreReader, _ old: [Name: StoredObject]
    ) throws {
        var faults: [ImportFault] = []
        for (object, stored) in new {
            guard let key = stored.key else { continue }
            if let resource = try store.resource(ofKeyed: object.id), resource != object.kind.resource {
                faults.append(ImportFault(object.place, "the sandbox has another object of the id \(object.id)"))
            }
            guard let (id, resource) = try store.name(ofKey: key, inProject: stored.project),
                id != object.id || resource != object.kind.resource, old[Name(resource: resource, id: id)] == nil
            else { continue }
            let one = Catalogue.all.objectTypes(of: resource).last?.kind?.one ?? resource
            faults.append(
                ImportFault(
                    object.place,
                    "the project \(stored.project) of the sandbox has the \(one) \(id) with the \(object.kind.label) \(key)"
                ))
        }
        guard faults.isEmpty else { throw ImportRefusal(faults: faults) }
    }

    private func add(
        _ object: ImportedObject, _ stored: StoredObject, to store: any StoreWriter, _ report: inout ImportReport
    ) throws {
        try store.addObject(stored)
        guard object.kind.rules.hasVersions else { return }
        for version in histories[object.id]?.past(of: object.id) ?? [] {
            try store.addPastVersion(version)
            report.versions += 1
        }
    }

    // MARK: - What objects name

    /// Makes what the objects name, has no key that is unique, and is nowhere: with its id, and nothing that is not known. What
    /// else is nowhere is told.
    private func makeNamed(_ store: any StoreWriter, _ report: inout ImportReport) throws {
        var seen: Set<Name> = []
        for object in objects {
            for (resource, id) in references(of: object) where seen.insert(Name(resource: resource, id: id)).inserted {
                guard try store.facts(id, of: resource) == nil else { continue }
                guard let kind = ImportKind.all.first(where: { $0.resource == resource }), !kind.hasKeys else {
                    report.missing[resource, default: []].append(id)
                    continue
                }
                try store.addObject(made(kind, id, project: object.project))
                report.made[resource, default: []].append(id)
            }
        }
    }

    private func made(_ kind: ImportKind, _ id: Int64, project: String) -> StoredObject {
        var fields: JSONObject = [
            kind.identity: .string(String(id)), kind.project: .string(project), kind.label: .string(String(id)),
        ]
        ServiceFields(rules: kind.rules, now: now, author: .sandbox).begin(&fields, origin: "\(kind.resource):\(id)")
        for field in kind.rules.type.fields where fields[field.name] == nil {
            if case .value(let value)? = field.initial { fields[field.name] = value }
        }
        var stored = StoredObject(
            resource: kind.resource, id: id, project: project, version: 0, createdAt: now, modifiedAt: now, record: [])
        ObjectDocument(fields, kind.rules.layout).write(to: &stored)
        return stored
    }

    private func references(of object: ImportedObject) -> [(String, Int64)] {
        Self.references(in: object.fields, object.kind.rules.type)
    }

    private static func references(in object: JSONObject, _ type: ObjectType) -> [(String, Int64)] {
        type.fields.flatMap { field -> [(String, Int64)] in
            guard let value = object[field.name] else { return [] }
            if case .id(let resource)? = field.meaning {
                return (value.arrayValue ?? [value]).compactMap { item in
                    EndpointCall.number(ofID: item.idText).map { (resource, $0) }
                }
            }
            guard let inner = field.type.nestedObject else { return [] }
            return (value.arrayValue ?? [value]).flatMap { references(in: $0.objectValue ?? JSONObject(), inner) }
        }
    }

    /// Has the members of groups depend on them, where what tells of the members does not say so.
    private func bind(_ store: any StoreWriter) throws {
        for object in objects where object.fields[object.kind.rules.type.kind?.tombstone ?? ""] != true {
            for bound in Bindings(object.fields, object.kind.rules.type).byObject {
                guard let member = try store.object(bound.id, of: bound.resource),
                    let rules = ObjectRules(bound.resource, .all), var document = ObjectDocument(member, rules.layout),
                    let fields = document.fields.depending(on: object.id, bound.variants, rules.type)
                else { continue }
                document.fields = fields
                var stored = member
                document.write(to: &stored)
                try store.replaceObject(stored)
            }
        }
    }
}

extension JSONObject {
    /// The same object, depending on a parent; nil where it does so already.
    fileprivate func depending(on parent: Int64, _ variants: [String], _ type: ObjectType) -> JSONObject? {
        for field in type.fields {
            guard case .dependencies(let parents, let rule, let value)? = field.keeps else { continue }
            var dependencies = self[field.name]?.objectValue ?? [parents: [:], rule: value]
            var present = dependencies[parents]?.objectValue ?? JSONObject()
            guard present[String(parent)] == nil else { return nil }
            present[String(parent)] = .array(variants.map { .string($0) })
            dependencies[parents] = .object(present)
            var object = self
            object[field.name] = .object(dependencies)
            return object
        }
        return nil
    }
}
