import JSON
import ManagementAPI

/// A kind of objects that an export may hold, by what the catalogue says of it.
struct ImportKind {
    let resource: String
    let rules: ObjectRules
    /// What one has in an export: the fields of the answers of today, of which those may be missing that may be null, since
    /// a table of Lua has no place for null.
    let type: ObjectType
    /// Fields that are always there, in every generation: by them one is told from others.
    let marks: Set<String>
    let identity: String
    let label: String
    let project: String
    /// Whether its key is one of the project's.
    let hasKeys: Bool

    /// What one is called.
    var one: String { rules.one }

    /// All kinds. Versions are no objects of their own.
    static let all: [ImportKind] = {
        var seen: Set<String> = []
        return Catalogue.all.resources.filter { $0.tables.count == 1 && seen.insert($0.name).inserted }
            .compactMap { ImportKind($0.name) }
    }()

    /// The names that lists of objects have in an export, with that of versions.
    static let lists: Set<String> = Set(
        all.map(\.resource) + Catalogue.all.resources.compactMap { $0.pagedList?.paging.wrapper })

    /// The fields by which objects are known.
    static let identities: Set<String> = Set(all.map(\.identity))

    private init?(_ resource: String) {
        guard let rules = ObjectRules(resource, .all), let kind = rules.type.kind, let identity = kind.identifyingField,
            let label = kind.label, let project = rules.type.fields(where: { $0 == .project }).first
        else { return nil }
        self.resource = resource
        self.rules = rules
        self.identity = identity
        self.label = label
        self.project = project
        type = Self.relaxed(rules.type)
        let required = Catalogue.all.objectTypes(of: resource).map { type in
            Set(type.fields.filter { $0.isRequired && !$0.type.takesNull }.map(\.name))
        }
        marks = required.dropFirst().reduce(required.first ?? []) { $0.intersection($1) }
        hasKeys = Catalogue.all.endpoints.contains { $0.resource == resource && $0.lookup != nil }
    }

    /// The kind of an object: the one that its list names, else the one with the most marks of those whose marks it all has.
    static func kind(of object: JSONObject, in list: String?) -> ImportKind? {
        if let list { return all.first { $0.resource == list } }
        return all.filter { kind in kind.marks.allSatisfy { object[$0] != nil } }.max {
            $0.marks.count < $1.marks.count
        }
    }

    /// The kind that an object without all marks comes nearest to, with the marks that it lacks.
    static func nearest(to object: JSONObject) -> (kind: ImportKind, missing: [String])? {
        let ranked = all.map { kind in (kind, kind.marks.filter { object[$0] == nil }.sorted()) }
        return ranked.filter { $0.1.count < $0.0.marks.count }.min { $0.1.count < $1.1.count }
    }

    /// The same type, of whose fields none is required that may be null.
    static func relaxed(_ type: ObjectType) -> ObjectType {
        ObjectType(
            type.name, isOpen: true, requiresAnyOf: type.requiresAnyOf, kind: type.kind, help: type.help,
            fields: type.fields.map { field in
                Field(
                    field.name, relaxed(field.type), required: field.isRequired && !field.type.takesNull,
                    means: field.meaning, help: field.help)
            })
    }

    private static func relaxed(_ type: ValueType) -> ValueType {
        switch type {
        case .object(let inner): .object(relaxed(inner))
        case .array(let item, let rule): .array(of: relaxed(item), rule)
        case .map(let inner): .map(of: relaxed(inner))
        case .nullable(let inner): .nullable(relaxed(inner))
        default: type
        }
    }
}

extension ValueType {
    /// Whether null is one of its values.
    var takesNull: Bool {
        switch self {
        case .nullable, .any: true
        default: false
        }
    }
}
