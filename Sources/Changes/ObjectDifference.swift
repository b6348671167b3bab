public import JSON
public import ManagementAPI

/// What differs between two lists in one of their objects.
public struct ObjectDifference: Sendable, Hashable {
    /// What became of the object.
    public enum Change: Sendable, Hashable {
        /// It is in the second list only.
        case added(JSONObject)
        /// It is in the first list only.
        case removed(JSONObject)
        /// It is in both, and differs in this.
        case changed([FieldDifference], Difference.Relation)
    }

    /// What people know the object by: its key.
    public let label: String
    /// What became of it.
    public let change: Change
}

extension Difference {
    /// What differs between two lists of objects, of which those of one label belong together, in the order of the first list;
    /// what only the second has comes last. Where a list has a label twice, as of several projects, the project counts too.
    public static func between(
        _ before: [JSONObject], of typeBefore: ObjectType, _ after: [JSONObject], of typeAfter: ObjectType
    ) -> [ObjectDifference] {
        let names = ObjectNames(before, after, typeBefore)
        var rest: [String: [JSONObject]] = [:]
        for object in after.reversed() { rest[names.key(of: object), default: []].append(object) }
        var found: [ObjectDifference] = []
        for object in before {
            guard let twin = rest[names.key(of: object)]?.popLast() else {
                found.append(ObjectDifference(label: names.label(of: object), change: .removed(object)))
                continue
            }
            let relation = relation(of: object, typeBefore, to: twin, typeAfter)
            let differences = between(object, of: typeBefore, twin, of: typeAfter, as: relation)
            guard !differences.isEmpty else { continue }
            found.append(ObjectDifference(label: names.label(of: object), change: .changed(differences, relation)))
        }
        for object in after {
            guard let twin = rest[names.key(of: object)]?.popLast() else { continue }
            found.append(ObjectDifference(label: names.label(of: twin), change: .added(twin)))
        }
        return found
    }
}

/// What objects of two lists are known by.
private struct ObjectNames {
    private let label: String?
    private let project: String?

    init(_ before: [JSONObject], _ after: [JSONObject], _ type: ObjectType) {
        label = type.kind?.label ?? type.kind?.identifyingField
        let places = type.fields { $0 == .project }
        project = Self.areClear(before, label) && Self.areClear(after, label) ? nil : places.first
    }

    private static func areClear(_ objects: [JSONObject], _ label: String?) -> Bool {
        guard let label else { return false }
        return Set(objects.map { $0[label]?.text ?? "" }).count == objects.count
    }

    func label(of object: JSONObject) -> String { label.flatMap { object[$0]?.text } ?? "-" }

    func key(of object: JSONObject) -> String {
        [project.flatMap { object[$0]?.text }, label(of: object)].compactMap(\.self).joined(separator: "\u{0}")
    }
}
