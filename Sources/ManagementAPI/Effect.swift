public import JSON

/// What a write does to its subject, as data.
///
/// From it follow what the sandbox keeps, the before-image of a change and its inverse.
public enum Effect: Sendable, Hashable {
    /// Which item of a list is meant.
    public enum Place: Sendable, Hashable {
        /// The one at the place that the parameter says, 0 for the first.
        case at(String)
        /// The one whose field `by` holds what the parameter `from` does.
        case by(String, from: String)
    }

    /// Gives a field this value.
    case set(String, JSONValue)
    /// Gives a field what a parameter holds.
    case replace(String, from: String)
    /// Puts the members of the object in the parameter of the field's name among those of the field; others stay.
    case merge(String)
    /// Makes an object of what the parameters hold.
    case create
    /// The subject is a list of objects: puts one of what the body holds at its end, told from others by the field `by`.
    case insert(by: String)
    /// Puts what the parameter holds among the items of a field, where it is not there yet; nil for a subject that is a list.
    case add(to: String?, from: String)
    /// Takes what the parameter holds out of the items of a field; nil for a subject that is a list.
    case remove(from: String?, item: String)
    /// The subject is a list: takes one item out.
    case removeItem(Place)
    /// The subject is a list: takes all items out.
    case removeAll

    /// The field that it touches; nil for the whole of the subject.
    public var field: String? {
        switch self {
        case .set(let field, _), .replace(let field, _), .merge(let field): field
        case .add(let field, _), .remove(let field, _): field
        case .create, .insert, .removeItem, .removeAll: nil
        }
    }

    /// Carries it out on `subject`, with the values of the call's parameters: those of the path as text. What a parameter does
    /// not hold stays as it is.
    ///
    /// Pure: who calls it checks the values first. ``create`` changes nothing here, since there is nothing yet.
    public func apply(to subject: inout JSONValue, arguments: JSONObject) {
        switch self {
        case .set(let field, let value): Self.change(&subject) { $0[field] = value }
        case .replace(let field, let parameter):
            if let value = arguments[parameter] { Self.change(&subject) { $0[field] = value } }
        case .merge(let field):
            Self.change(&subject) { object in
                var members = object[field]?.objectValue ?? JSONObject()
                for (name, value) in arguments[field]?.objectValue ?? JSONObject() { members[name] = value }
                object[field] = .object(members)
            }
        case .insert:
            subject = .array((subject.arrayValue ?? []) + [.object(arguments)])
        case .add(let field, let parameter):
            Self.changeItems(of: field, &subject) { items in
                for item in Self.items(arguments[parameter]) where !items.contains(item) { items.append(item) }
            }
        case .remove(let field, let parameter):
            let gone = Self.items(arguments[parameter])
            Self.changeItems(of: field, &subject) { items in items.removeAll { gone.contains($0) } }
        case .removeItem(let place):
            Self.changeItems(of: nil, &subject) { items in
                guard let index = place.index(in: items, arguments) else { return }
                items.remove(at: index)
            }
        case .removeAll: subject = .array([])
        case .create: break
        }
    }

    private static func change(_ subject: inout JSONValue, _ body: (inout JSONObject) -> Void) {
        var object = subject.objectValue ?? JSONObject()
        body(&object)
        subject = .object(object)
    }

    private static func changeItems(
        of field: String?, _ subject: inout JSONValue, _ body: (inout [JSONValue]) -> Void
    ) {
        if let field {
            change(&subject) { object in
                var items = object[field]?.arrayValue ?? []
                body(&items)
                object[field] = .array(items)
            }
        } else {
            var items = subject.arrayValue ?? []
            body(&items)
            subject = .array(items)
        }
    }

    private static func items(_ value: JSONValue?) -> [JSONValue] {
        guard let value else { return [] }
        return value.arrayValue ?? [value]
    }
}

extension Effect.Place {
    /// Where the item stands in `items`; nil where it is not there.
    public func index(in items: [JSONValue], _ arguments: JSONObject) -> Int? {
        switch self {
        case .at(let parameter):
            guard let text = arguments[parameter]?.stringValue, let index = Int(text), items.indices.contains(index)
            else {
                return nil
            }
            return index
        case .by(let key, let parameter):
            return items.firstIndex { $0[key] == arguments[parameter] }
        }
    }
}
