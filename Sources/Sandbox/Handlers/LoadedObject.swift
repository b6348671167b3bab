import JSON
import ManagementAPI

/// An object with all that is kept of it, as a tree.
struct LoadedObject {
    let stored: StoredObject
    let document: ObjectDocument
    let rules: ObjectRules

    /// What it is in the last generation that has such objects.
    var type: ObjectType { rules.type }

    /// The object in words: `flag 731204`.
    var words: String { "\(rules.one) \(stored.id)" }
}

extension EndpointCall {
    /// The object that the path names first.
    func load(from store: any StoreReader) throws -> LoadedObject {
        let id = try objectID(ownerNoun)
        guard let object = try load(id, of: endpoint.owner, from: store) else {
            throw RequestProblem.unknownID(kind: ownerNoun, id: String(id))
        }
        return object
    }

    /// An object of a resource; nil where there is none of this id.
    func load(_ id: Int64, of resource: String, from store: any StoreReader) throws -> LoadedObject? {
        guard let stored = try store.object(id, of: resource), let rules = book.rules(of: resource) else {
            return nil
        }
        let isSound = stored.record.withUnsafeBytes {
            RecordCheck.accepts($0, id: id, identity: rules.type.kind?.identifyingField)
        }
        guard isSound, let document = ObjectDocument(stored, rules.layout) else {
            throw UnreadableRecord(kind: rules.one, id: id)
        }
        return LoadedObject(stored: stored, document: document, rules: rules)
    }
}
