public import JSON

/// What a write does to the object that it is about, as data.
///
/// From it follow what the sandbox keeps, the before-image of a change and its inverse.
public enum Effect: Sendable, Hashable {
    /// Gives a field this value.
    case set(String, JSONValue)
    /// Gives a field what the parameter of its name holds.
    case replace(String)
    /// Puts the members of the object in the parameter of the field's name among those of the field; others stay.
    case merge(String)
    /// Makes an object of what the parameters hold.
    case create
    /// Puts what the parameter holds among the items of a field, where it is not there yet.
    case add(to: String, from: String)
    /// Takes what the parameter holds out of the items of a field.
    case remove(from: String, item: String)

    /// The field that it touches; nil for a whole object.
    public var field: String? {
        switch self {
        case .set(let field, _), .replace(let field), .merge(let field), .add(let field, _), .remove(let field, _):
            field
        case .create: nil
        }
    }

    /// Carries it out on `object`, with the values of the call's parameters. What a parameter does not hold stays as it is.
    ///
    /// Pure: who calls it checks the values first. ``create`` changes nothing here, since there is nothing yet.
    public func apply(to object: inout JSONObject, arguments: JSONObject) {
        switch self {
        case .set(let field, let value): object[field] = value
        case .replace(let field):
            if let value = arguments[field] { object[field] = value }
        case .merge(let field):
            var members = object[field]?.objectValue ?? JSONObject()
            for (name, value) in arguments[field]?.objectValue ?? JSONObject() { members[name] = value }
            object[field] = .object(members)
        case .add(let field, let parameter):
            var items = object[field]?.arrayValue ?? []
            for item in Self.items(arguments[parameter]) where !items.contains(item) { items.append(item) }
            object[field] = .array(items)
        case .remove(let field, let parameter):
            let gone = Self.items(arguments[parameter])
            object[field] = .array((object[field]?.arrayValue ?? []).filter { !gone.contains($0) })
        case .create: break
        }
    }

    private static func items(_ value: JSONValue?) -> [JSONValue] {
        guard let value else { return [] }
        return value.arrayValue ?? [value]
    }
}
