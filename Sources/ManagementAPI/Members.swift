public import JSON

/// The records of a list of an object, which other values name by one of their fields: the variants of an experiment.
public struct Members {
    /// What names them, in their order.
    public let keys: [String]
    /// What one of them is called.
    private let one: String
    /// What the object is called.
    private let owner: String

    /// The members in the list `list` of `object`, which is of `type`.
    public init(of list: String, by field: String, in object: JSONObject, _ type: ObjectType) {
        keys = (object[list]?.arrayValue ?? []).compactMap { $0[field]?.stringValue }
        one = type.field(list)?.type.nestedObject?.kind?.one ?? "member"
        owner = type.kind?.one ?? type.name
    }

    /// Refuses an object that has a key which names no member.
    public func check(_ value: JSONValue?, at path: ValuePath) throws(NewObject.Refusal) {
        // Byte by byte: text that only looks the same is another key.
        for key in value?.objectValue?.keys ?? []
        where !keys.contains(where: { $0.utf8.elementsEqual(key.utf8) }) {
            throw NewObject.Refusal(
                path: path.field(key), reason: "the \(owner) has no such \(one); it has \(keys.joined(separator: ", "))"
            )
        }
    }

    /// The same for every value that names members inside the lists of `object`, which is of `type`.
    package func checkNested(in object: JSONObject, _ type: ObjectType) throws(NewObject.Refusal) {
        for field in type.fields {
            guard case .array(.object(let inner), _) = field.type else { continue }
            for (index, item) in (object[field.name]?.arrayValue ?? []).enumerated() {
                for part in inner.fields {
                    guard case .member? = part.meaning else { continue }
                    try check(item[part.name], at: ValuePath(field.name).item(index).field(part.name))
                }
            }
        }
    }
}
