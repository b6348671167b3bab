import JSON
import ManagementAPI

/// An object of an export that was looked at and fits.
struct ImportedObject {
    let kind: ImportKind
    let id: Int64
    let project: String
    /// As it stands in the export, with null for what may be null and is not there.
    let fields: JSONObject
    let place: String

    /// The object in words: `experiment 26211`.
    var words: String { "\(kind.one) \(id)" }
    var key: String? { kind.hasKeys ? fields[kind.label]?.stringValue ?? "" : nil }

    /// Whether the export tells what only later generations show.
    var showsLater: Bool { fields.contains { kind.rules.layout.text(for: $0.key) == 1 } }

    /// What it is as the store keeps it.
    ///
    /// - Parameters:
    ///   - there: the object that has its id already: what the export does not tell stays as it is there.
    ///   - history: its versions; nil where none are told.
    func stored(over there: StoredObject?, history: ImportedHistory?, now: UnixMilliseconds) -> StoredObject {
        let rules = kind.rules
        let former = there.flatMap { ObjectDocument($0, rules.layout) }
        let times = Times(fields, rules)
        let created = times.created ?? there?.createdAt ?? now
        var stored = StoredObject(
            resource: kind.resource, id: id, project: project, key: key,
            version: rules.hasVersions ? history?.last ?? 1 : 0,
            author: rules.hasVersions ? history?.author ?? Author.sandbox.id : "", createdAt: created,
            modifiedAt: times.modified ?? (times.created == nil ? there?.modifiedAt : nil) ?? created, record: [])
        var whole = fields
        if !showsLater {
            let later =
                former?.later ?? SchemaVersion3.later(of: kind.resource, fields, created: created, modified: created)
            for (name, value) in later ?? [:] where whole[name] == nil { whole[name] = value }
        }
        complete(&whole, now: created)
        if let tombstone = rules.type.kind?.tombstone { stored.isDeleted = whole[tombstone] == true }
        ObjectDocument(shown: whole, unknownIn: showsLater ? 1 : 0, rules.layout).write(to: &stored)
        if former?.hasUnshown == true { stored.unshown = there?.unshown ?? [] }
        if let there, history == nil, there.shows(stored) { return there }
        return stored
    }

    /// Adds what every object has and the export does not say.
    private func complete(_ object: inout JSONObject, now: UnixMilliseconds) {
        let given = object
        ServiceFields(rules: kind.rules, now: now, author: .sandbox).begin(&object, origin: "\(kind.resource):\(id)")
        for (name, value) in given { object[name] = value }
        for field in kind.rules.type.fields where object[field.name] == nil {
            if case .value(let value)? = field.initial, field.keeps == nil { object[field.name] = value }
        }
    }

    /// When it was made and changed, as far as the export tells.
    private struct Times {
        var created: UnixMilliseconds?
        var modified: UnixMilliseconds?

        init(_ object: JSONObject, _ rules: ObjectRules) {
            for kept in rules.kept {
                let time = object[kept.field]?.stringValue.flatMap { DateText($0.utf8)?.millisecondsSince1970 }
                switch kept.value {
                case .created: created = time
                case .modified: modified = time
                default: break
                }
            }
        }
    }
}

extension StoredObject {
    /// Whether both answer the same, whatever their histories.
    fileprivate func shows(_ other: StoredObject) -> Bool {
        guard project == other.project, key == other.key, isDeleted == other.isDeleted else { return false }
        return Self.areEqual(record, other.record) && Self.areEqual(later, other.later)
    }

    private static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        if one == other { return true }
        guard let value = try? JSONValue(parsing: one) else { return false }
        return value == (try? JSONValue(parsing: other))
    }
}
