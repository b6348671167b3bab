public import JSON

/// What a field of an object holds just after the object was made, where the create did not say.
public struct NewField: Sendable, Hashable {
    /// What a new object's field holds.
    public enum Value: Sendable, Hashable {
        /// `true` or `false`.
        case boolean(Bool)
        /// This text.
        case text(String)
        /// This number.
        case integer(Int64)
        /// Null, or an empty text, array or object.
        case nothing
        /// What another field of the same object holds, or nothing.
        case same(as: String)
        /// An object with this value for each of its keys.
        case each(Int64)
        /// One of these lists of objects with a key each and nothing more, or nothing.
        case keys([[String]])
    }

    /// The field's name.
    public let name: String
    /// What it holds.
    public let value: Value
    /// Whether an object that lacks the field cannot be shown to be new. Elsewhere a field that is not there says nothing.
    public let mustShow: Bool

    /// What a new object has in a field, by the field's declaration; nil where that does not say, or where the field names
    /// the object itself.
    init?(_ field: Field, mustShow: Bool) {
        switch field.initial {
        case nil, .slug, .inherited: return nil
        case .copy(let other): self.init(field.name, .same(as: other), mustShow: mustShow)
        case .each(let each):
            guard let number = each.integerValue else { return nil }
            self.init(field.name, .each(number), mustShow: mustShow)
        case .value(let value): self.init(field.name, Value(value), mustShow: mustShow)
        }
    }

    /// Declares a field.
    public init(_ name: String, _ value: Value, mustShow: Bool = false) {
        self.name = name
        self.value = value
        self.mustShow = mustShow
    }

    /// Whether `object` has in this field what a new object has.
    public func agrees(with object: JSONObject) -> Bool {
        guard let found = object[name] else { return !mustShow }
        switch value {
        case .boolean(let wanted): return found.boolValue == wanted
        case .text(let wanted): return found.stringValue == wanted
        case .integer(let wanted): return found.numberValue == Double(wanted) || found == .null
        case .nothing: return found.isNothing
        case .same(let other): return found.isNothing || found == object[other]
        case .each(let wanted):
            return found.objectValue?.allSatisfy { $0.value.numberValue == Double(wanted) } ?? found.isNothing
        case .keys(let lists): return found.isNothing || lists.contains { Self.keys(of: found) == $0 }
        }
    }

    /// The keys of a list of objects; nil where one has none, or something more.
    private static func keys(of value: JSONValue) -> [String]? {
        guard let items = value.arrayValue else { return nil }
        var keys: [String] = []
        for item in items {
            guard let object = item.objectValue, let key = object["key"]?.stringValue else { return nil }
            let more = object.contains { name, value in
                name != "key" && !value.isNothing && !(name == "name" && value == .string(key))
            }
            if more { return nil }
            keys.append(key)
        }
        return keys
    }
}

extension NewField.Value {
    fileprivate init(_ value: JSONValue) {
        switch value {
        case .bool(let truth): self = .boolean(truth)
        case .integer(let number): self = .integer(number)
        case .string(let text) where !text.isEmpty: self = .text(text)
        case .array(let items) where !items.isEmpty: self = .keys([items.compactMap { $0["key"]?.stringValue }])
        default: self = .nothing
        }
    }
}

extension JSONValue {
    /// Null, or an empty text, array or object.
    public var isNothing: Bool {
        switch self {
        case .null: true
        case .string(let text): text.isEmpty
        case .object(let object): object.isEmpty
        case .array(let items): items.isEmpty
        default: false
        }
    }
}
