import JSON
import ManagementAPI

/// An object of the demo data as the store keeps it: what it was at first, and what was done to it since.
struct DemoObject {
    let resource: String
    let id: Int64
    let project: String
    var key: String?
    /// When it was made, by whom, and all of its fields.
    let first: DemoRevision
    var revisions: [DemoRevision] = []

    /// Puts it into a store, with its versions where such objects have some.
    func add(to store: some StoreWriter, _ rules: ObjectRules) throws {
        let type = rules.type
        var fields = first.fields
        ServiceFields(rules: rules, now: first.time, author: first.author).begin(&fields, origin: "\(resource):\(id)")
        var number: Int64 = 1
        var last = first
        for revision in revisions {
            if rules.hasVersions {
                let configuration = rules.configuration(of: fields)
                try store.addPastVersion(
                    StoredVersion(
                        object: id, number: number, at: last.time, author: last.author.id,
                        content: .past(JSONValue.object(configuration).encoded())))
            }
            for (name, value) in revision.fields { fields[name] = value }
            number += 1
            last = revision
        }
        // Where it stands in its life is told by the revisions.
        let told = fields
        ServiceFields(rules: rules, now: last.time, author: last.author).follow(&fields, from: told)
        var stored = StoredObject(
            resource: resource, id: id, project: project, key: key,
            isDeleted: type.kind?.tombstone.map { fields[$0] == true } ?? false,
            version: rules.hasVersions ? number : 0, author: rules.hasVersions ? last.author.id : "",
            createdAt: first.time, modifiedAt: last.time, record: [])
        ObjectDocument(fields, rules.layout).write(to: &stored)
        try store.addObject(stored)
    }
}
