public import JSON
public import ManagementAPI

/// What tells two objects apart, by what the catalogue says of their fields. Pure.
///
/// The order of fields does not count, nor that of a list unless its declaration says so; `1` is `1.0`; a field that is not
/// there holds what a new object has; what the service keeps for itself is nobody's change.
public enum Difference {
    /// How two objects belong together.
    public enum Relation: Sendable, Hashable {
        /// One object at two times: what is compared is what is kept, so weights in the same ratio may differ.
        case states
        /// Two objects that should be alike, such as one and its copy in another project: where each of them is and what it
        /// was given there does not count, and of weights only the ratio does.
        case counterparts
    }

    /// What differs between two states of one object, in the order of its fields.
    ///
    /// - Parameter fields: nil for all; else only those of these names are looked at.
    public static func between(
        _ before: JSONObject, _ after: JSONObject, of type: ObjectType, fields: Set<String>? = nil,
        as relation: Relation = .states
    ) -> [FieldDifference] {
        between(before, of: type, after, of: type, fields: fields, as: relation)
    }

    /// The same for objects of two types, as two generations of the API have them: what only one of them can say is unknown of
    /// the other, and no difference.
    public static func between(
        _ before: JSONObject, of typeBefore: ObjectType, _ after: JSONObject, of typeAfter: ObjectType,
        fields: Set<String>? = nil, as relation: Relation
    ) -> [FieldDifference] {
        let root = ObjectPair(before, typeBefore, after, typeAfter)
        var comparison = Comparison(relation: relation, root: root)
        comparison.compare(root, at: FieldPlace(), fields: fields)
        return comparison.found
    }

    /// What differs between two values of which no type says more.
    public static func between(_ before: JSONValue, _ after: JSONValue) -> [FieldDifference] {
        var comparison = Comparison(relation: .states, root: ObjectPair(JSONObject(), .unknown, JSONObject(), .unknown))
        comparison.comparePlain(before, after, at: FieldPlace())
        return comparison.found
    }

    /// Whether nothing differs between two states of one object, in the fields that are looked at.
    public static func isNone(
        _ before: JSONObject, _ after: JSONObject, of type: ObjectType, fields: Set<String>? = nil
    ) -> Bool {
        between(before, after, of: type, fields: fields).isEmpty
    }

    /// How two objects of a type belong together: one object has one id, one project and one moment at which it was made.
    public static func relation(
        of before: JSONObject, _ typeBefore: ObjectType, to after: JSONObject, _ typeAfter: ObjectType
    ) -> Relation {
        let places = typeBefore.fields.filter { field in
            field.name == typeBefore.kind?.identifyingField || field.meaning == .project || field.keeps == .created
        }
        for field in places where typeAfter.field(field.name) != nil {
            guard let mine = before[field.name], let other = after[field.name] else { continue }
            if mine.text != other.text { return .counterparts }
        }
        guard let id = typeBefore.kind?.identifyingField else { return .states }
        return before[id] != nil && after[id] != nil ? .states : .counterparts
    }
}

extension ObjectType {
    /// Any object: nothing is declared.
    static let unknown = ObjectType("Object", isOpen: true, help: "Any object.", fields: [])
}

extension JSONValue {
    /// A name or an id as text, however it is written.
    var text: String { stringValue ?? description }
}
