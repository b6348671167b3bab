import JSON
import ManagementAPI

/// What a create sent, to tell whether an object of the list is what it made.
struct SentObject {
    /// How an object of the list compares.
    enum Comparison: Equatable {
        /// Another object.
        case other
        /// The same name, everything that was sent, and elsewhere what a new object has.
        case same
        /// The same name, but these fields are not what was sent, or not what a new object has.
        case different([String])
    }

    private let body: JSONObject
    private let lookup: Lookup
    /// The field of an object of the list that holds its id; nil where it has none of its own.
    private let idField: String?
    /// The field that is true on an object that was deleted and is listed all the same.
    private let tombstone: String?
    /// When it was sent first, in seconds since 1970.
    var sentAt: Int64?

    /// How much earlier than that the service may say that it was made: its clock is another one. In seconds.
    static let clockTolerance: Int64 = 60

    /// Nil where the body is no object or lacks a field that names it: then nothing can be looked up.
    init?(_ body: [UInt8]?, _ lookup: Lookup, idField: String?, tombstone: String? = nil) {
        guard let body, case .object(let object)? = try? JSONValue(parsing: body) else { return nil }
        guard lookup.identifyingFields.allSatisfy({ object[$0].flatMap(Self.name) != nil }) else { return nil }
        self.body = object
        self.lookup = lookup
        self.idField = idField
        self.tombstone = tombstone
    }

    /// Whether more has to be seen of an object than the list shows.
    var needsProof: Bool { lookup.proof != nil }

    /// The value of one of the fields that name it, as text.
    func name(_ field: String) -> String? { body[field].flatMap(Self.name) }

    /// The id of an object of the list, in words.
    func id(of object: JSONValue) -> String? {
        switch idField.flatMap({ object[$0] }) {
        case .string(let text): text
        case .integer(let number): String(number)
        default: nil
        }
    }

    /// The name in words: `projectId 417260, key checkout`.
    var name: String {
        lookup.identifyingFields.map { "\($0) \(body[$0].flatMap(Self.name) ?? "")" }.joined(separator: ", ")
    }

    /// The values of the name, with a byte between them that no text of JSON's holds unescaped by chance: equal only for
    /// the same object.
    var identity: String {
        lookup.identifyingFields.map { body[$0].flatMap(Self.name) ?? "" }.joined(separator: "\u{0}")
    }

    /// Compares an object of the list. Fields that it lacks say nothing, unless a new object must show them.
    func compare(_ object: JSONValue) -> Comparison {
        guard case .object(let found) = object else { return .other }
        for field in lookup.identifyingFields {
            guard let sent = body[field].flatMap(Self.name), sent == found[field].flatMap(Self.name) else {
                return .other
            }
        }
        // A key of an object that was deleted may be free again.
        if let tombstone, found[tombstone]?.boolValue == true { return .other }
        var different = body.filter { field, sent in
            !lookup.identifyingFields.contains(field) && !(found[field].map { agrees(field, sent, $0) } ?? true)
        }.map(\.key)
        different += lookup.whenNew.filter { body[$0.name] == nil && !$0.agrees(with: found) }.map(\.name)
        if let field = lookup.proof?.madeAt, !wasMadeSince(found[field]) { different.append(field) }
        return different.isEmpty ? .same : .different(different)
    }

    /// Whether a time is not before the create was sent. One that nobody can read proves nothing.
    private func wasMadeSince(_ time: JSONValue?) -> Bool {
        guard let sentAt else { return true }
        guard let text = time?.stringValue, let made = DateText(text.utf8)?.millisecondsSince1970 else {
            return false
        }
        return made >= (sentAt - Self.clockTolerance) * 1_000
    }

    /// Whether a field of the object is what the service makes of `sent`.
    private func agrees(_ field: String, _ sent: JSONValue, _ found: JSONValue) -> Bool {
        guard agrees(sent, found) else { return false }
        // What a map was not told of has the value of a new object.
        guard case .each(let standard)? = lookup.whenNew.first(where: { $0.name == field })?.value,
            let sent = sent.objectValue, let found = found.objectValue
        else { return true }
        return found.allSatisfy { key, value in sent[key] != nil || value.numberValue == Double(standard) }
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
    private func agrees(_ sent: JSONValue, _ found: JSONValue) -> Bool {
        switch (sent, found) {
        case (.object(let sent), .object(let found)):
            return sent.allSatisfy { key, value in found[key].map { agrees(value, $0) } ?? isAsIfUnsaid(key, value) }
                && lookup.whenNewInside.allSatisfy { sent[$0.name] != nil || $0.agrees(with: found) }
        case (.array(let sent), .array(let found)):
            if Self.areNames(sent), Self.areNames(found) {
                return Set(sent.compactMap(Self.name)) == Set(found.compactMap(Self.name))
            }
            return sent.count == found.count && zip(sent, found).allSatisfy { agrees($0, $1) }
        case (_, .array(let found)):
            return sent.isNothing ? found.isEmpty : found.count == 1 && agrees(sent, found[0])
        case (.integer, .number), (.number, .integer), (.number, .number):
            return sent.numberValue == found.numberValue
        case (.string(let text), .object), (.string(let text), .integer), (.string(let text), .number),
            (.string(let text), .bool):
            return (try? JSONValue(parsing: text.utf8)).map { agrees($0, found) } ?? false
        default:
            return sent == found || (sent.isNothing && found.isNothing)
        }
    }

    /// Whether an object that does not show `key` may have been told `value`: a field that is left out where it was never
    /// set was not told anything else.
    private func isAsIfUnsaid(_ key: String, _ value: JSONValue) -> Bool {
        guard let field = lookup.whenNewInside.first(where: { $0.name == key }) else { return true }
        return field.agrees(with: [key: value])
    }

    private static func areNames(_ values: [JSONValue]) -> Bool { values.allSatisfy { name($0) != nil } }
}
