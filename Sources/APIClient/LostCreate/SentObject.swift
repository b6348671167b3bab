import JSON
import ManagementAPI

/// What a create sent, to tell whether an object of the list is what it made.
struct SentObject {
    /// How an object of the list compares.
    enum Comparison: Equatable {
        /// Another object.
        case other
        /// The same name, and everything that was sent.
        case same
        /// The same name, but these fields are not what was sent.
        case different([String])
    }

    private let body: JSONObject
    private let lookup: Lookup

    /// Nil where the body is no object or lacks a field that names it: then nothing can be looked up.
    init?(_ body: [UInt8]?, _ lookup: Lookup) {
        guard let body, case .object(let object)? = try? JSONValue(parsing: body) else { return nil }
        guard lookup.identity.allSatisfy({ object[$0].flatMap(Self.name) != nil }) else { return nil }
        self.body = object
        self.lookup = lookup
    }

    /// The name in words: `projectId 417260, key checkout`.
    var name: String {
        lookup.identity.map { "\($0) \(body[$0].flatMap(Self.name) ?? "")" }.joined(separator: ", ")
    }

    /// Compares an object of the list. Fields that it lacks, and fields that were not sent, say nothing.
    func compare(_ object: JSONValue) -> Comparison {
        for field in lookup.identity {
            guard let sent = body[field].flatMap(Self.name), sent == object[field].flatMap(Self.name) else {
                return .other
            }
        }
        var different = body.filter { field, sent in
            !lookup.identity.contains(field) && !(object[field].map { Self.agrees(sent, $0) } ?? true)
        }.map(\.key)
        different += lookup.falseWhenNew.filter { body[$0] == nil && object[$0] == .bool(true) }
        return different.isEmpty ? .same : .different(different)
    }

    /// Generations differ in whether an id is a string or a number.
    private static func name(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text.isEmpty ? nil : text
        case .integer(let number): String(number)
        default: nil
        }
    }

    /// Whether `found` is what the service makes of `sent`: it may add defaults, take one value for a list of one,
    /// answer text as the JSON it holds, and put a set in another order.
    private static func agrees(_ sent: JSONValue, _ found: JSONValue) -> Bool {
        switch (sent, found) {
        case (.object(let sent), .object(let found)):
            return sent.allSatisfy { key, value in found[key].map { agrees(value, $0) } ?? true }
        case (.array(let sent), .array(let found)):
            if areNames(sent), areNames(found) { return Set(sent.compactMap(name)) == Set(found.compactMap(name)) }
            return sent.count == found.count && zip(sent, found).allSatisfy { agrees($0, $1) }
        case (_, .array(let found)):
            return isNothing(sent) ? found.isEmpty : found.count == 1 && agrees(sent, found[0])
        case (.integer, .number), (.number, .integer), (.number, .number):
            return sent.numberValue == found.numberValue
        case (.string(let text), .object), (.string(let text), .integer), (.string(let text), .number),
            (.string(let text), .bool):
            return (try? JSONValue(parsing: text.utf8)).map { agrees($0, found) } ?? false
        default:
            return sent == found || (isNothing(sent) && isNothing(found))
        }
    }

    private static func areNames(_ values: [JSONValue]) -> Bool { values.allSatisfy { name($0) != nil } }

    private static func isNothing(_ value: JSONValue) -> Bool {
        switch value {
        case .null: true
        case .string(let text): text.isEmpty
        case .object(let object): object.isEmpty
        case .array(let items): items.isEmpty
        default: false
        }
    }
}
