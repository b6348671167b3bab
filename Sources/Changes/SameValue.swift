import JSON
import ManagementAPI

/// Equality as people mean it: numbers by value, objects whatever the order of their keys, text byte by byte.
extension JSONValue {
    func isTheSame(as other: JSONValue) -> Bool {
        switch (self, other) {
        case (.string(let mine), .string(let other)): return mine.utf8.elementsEqual(other.utf8)
        case (.integer, .integer), (.bool, .bool), (.null, .null): return self == other
        case (.number(let mine), .number(let other)): return mine == other
        case (.integer(let mine), .number(let other)), (.number(let other), .integer(let mine)):
            return Int64(exactly: other) == mine
        case (.array(let mine), .array(let other)):
            return mine.count == other.count && zip(mine, other).allSatisfy { $0.isTheSame(as: $1) }
        case (.object(let mine), .object(let other)):
            return mine.count == other.count
                && mine.allSatisfy { key, value in other[key].map { value.isTheSame(as: $0) } ?? false }
        default: return false
        }
    }

    /// A key under which equal scalars fall together.
    var sameKey: [UInt8] {
        switch self {
        case .number(let number):
            if let whole = Int64(exactly: number) { JSONValue.integer(whole).encoded() } else { encoded() }
        default: encoded()
        }
    }
}

extension JSONValue? {
    /// Null, or an empty text, array or object, or nothing at all.
    var isNothing: Bool { self?.isNothing ?? true }

    /// - Parameter asText: whether a number and its digits are the same.
    func isTheSame(as other: JSONValue?, asText: Bool = false) -> Bool {
        switch (self, other) {
        case (nil, nil): true
        case (let mine?, let other?):
            mine.isTheSame(as: other) || asText && mine.text.utf8.elementsEqual(other.text.utf8)
        default: false
        }
    }
}
