/// An object that requests or answers hold, with its declared fields.
///
/// A class, since each request refers to what it expects.
public final class ObjectType: Sendable {
    /// Its name, such as `Experiment`.
    public let name: String
    /// What it is, in one line.
    public let help: String
    /// Its fields in the order in which they are documented.
    public let fields: [Field]
    /// Names of which at least one must be given; empty where there is no such rule.
    public let requiresAnyOf: [String]
    /// How it is called, told from others and shown; nil for one that is only a part of others.
    public let kind: ObjectKind?
    /// How it reads as a sentence; nil where it does not.
    public let sentence: Sentence?
    /// Whether fields that are not declared are kept: true of answers, false of requests.
    public let isOpen: Bool
    /// What an answer of one such object must be.
    let success: SuccessRule

    /// Declares an object type.
    public init(
        _ name: String, isOpen: Bool = false, requiresAnyOf: [String] = [], kind: ObjectKind? = nil,
        sentence: Sentence? = nil, help: String, fields: [Field]
    ) {
        self.name = name
        self.help = help
        self.fields = fields
        self.requiresAnyOf = requiresAnyOf
        self.kind = kind
        self.sentence = sentence
        self.isOpen = isOpen
        // A create may be answered with less than the whole object, but never without what it is called.
        success = SuccessRule(statuses: [200, 201], required: [kind?.tellingField].compactMap { $0 })
    }

    /// The field of this name.
    public func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    /// The objects that `types` hold, at any depth, each once.
    static func nested(in types: [ValueType]) -> [ObjectType] {
        var found: [ObjectType] = []
        var rest = types.compactMap(\.nestedObject)
        while !rest.isEmpty {
            let type = rest.removeFirst()
            guard !found.contains(type) else { continue }
            found.append(type)
            rest += type.fields.compactMap(\.type.nestedObject)
        }
        return found
    }

    /// The names of the fields whose values mean what `isWanted` says.
    public func fields(where isWanted: (FieldMeaning) -> Bool) -> [String] {
        fields.filter { $0.meaning.map(isWanted) ?? false }.map(\.name)
    }
}

extension ObjectType: Hashable {
    /// Whether both declare the same.
    public static func == (left: ObjectType, right: ObjectType) -> Bool {
        left === right
            || left.name == right.name && left.help == right.help && left.fields == right.fields
                && left.requiresAnyOf == right.requiresAnyOf && left.kind == right.kind
                && left.sentence == right.sentence && left.isOpen == right.isOpen
    }

    /// The name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
