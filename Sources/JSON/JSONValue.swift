/// One JSON value, complete in memory.
///
/// An integer and a number are different values even where they are numerically equal: `1` parses as
/// ``integer(_:)``, `1.0` as ``number(_:)``, and each is written back as it came.
public enum JSONValue: Sendable, Hashable {
    /// `null`
    case null
    /// `true` or `false`
    case bool(Bool)
    /// A number without fraction and exponent that fits 64 bits, exactly.
    case integer(Int64)
    /// Every other number; `-0` is `-0.0`.
    case number(Double)
    /// A string, its escapes resolved.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object in the order of its text.
    case object(JSONObject)

    /// The value of `key`; nil unless this is an object that has the key.
    public subscript(key: String) -> JSONValue? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    /// The value at `index`; nil unless this is an array that is long enough.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let items) = self, items.indices.contains(index) else { return nil }
        return items[index]
    }

    /// Whether this is `null`.
    public var isNull: Bool { self == .null }

    /// The Boolean, or nil where this is none.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The integer, or nil where this is none; a ``number(_:)`` is none, also a whole one.
    public var integerValue: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The number as a double, whichever way it is kept; nil where this is no number.
    public var numberValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// The string, or nil where this is none.
    public var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The items, or nil where this is no array.
    public var arrayValue: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The object, or nil where this is none.
    public var objectValue: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }
}
