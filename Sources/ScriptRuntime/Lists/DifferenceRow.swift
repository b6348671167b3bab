import Changes
import JSON
import LuaBridge
import ManagementAPI

/// One line of what `diff` returns.
struct DifferenceRow {
    /// The object of a list that it is about.
    var object: String?
    let field: String
    let before: JSONValue?
    let after: JSONValue?
    /// As people read it, without the object.
    let words: String

    init(_ difference: FieldDifference, _ relation: Difference.Relation, object: String? = nil) {
        self.object = object
        field = difference.label
        before = difference.before
        after = difference.after
        words = Self.text(relation).text(of: difference)
    }

    private init(object: String, one: String, before: JSONObject?, after: JSONObject?) {
        self.object = object
        field = ""
        self.before = before.map(JSONValue.object)
        self.after = after.map(JSONValue.object)
        words = "\(before == nil ? "-" : one) \(DifferenceText.Sign.difference.rawValue) \(after == nil ? "-" : one)"
    }

    /// The rows about one object of a list.
    static func rows(_ difference: ObjectDifference, _ type: ObjectType) -> [DifferenceRow] {
        let one = type.kind?.one ?? type.name
        return switch difference.change {
        case .added(let object): [DifferenceRow(object: difference.label, one: one, before: nil, after: object)]
        case .removed(let object): [DifferenceRow(object: difference.label, one: one, before: object, after: nil)]
        case .changed(let fields, let relation):
            fields.map { DifferenceRow($0, relation, object: difference.label) }
        }
    }

    private static func text(_ relation: Difference.Relation) -> DifferenceText {
        DifferenceText(sign: relation == .states ? .change : .difference)
    }

    /// Where it is, for people.
    private var place: String { [object, field].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "  ") }

    /// All rows as lines.
    private static func lines(_ rows: [DifferenceRow]) -> String {
        guard !rows.isEmpty else { return "no difference" }
        let width = rows.map(\.place.count).max() ?? 0
        return rows.map { row in
            row.place.isEmpty
                ? row.words : row.place + String(repeating: " ", count: width - row.place.count + 4) + row.words
        }.joined(separator: "\n")
    }

    /// Pushes an array of the rows, which reads as lines. Stack: [-0, +1, e]
    static func push(_ rows: [DifferenceRow], on thread: LuaThread) throws {
        try thread.balanced(pushes: 1) {
            try thread.droppingOnThrow {
                thread.pushTable(items: rows.count)
                for (place, row) in rows.enumerated() {
                    thread.pushTable(fields: 4)
                    for (name, value) in row.texts {
                        thread.push(value)
                        thread.rawSet(name, at: -2)
                    }
                    for (name, value) in [("before", row.before), ("after", row.after)] {
                        guard let value, value != .null else { continue }
                        try push(value, on: thread)
                        thread.rawSet(name, at: -2)
                    }
                    thread.rawSet(place + 1, at: -2)
                }
                let lines = lines(rows)
                thread.pushTable(fields: 3)
                thread.push(function: { thread in
                    thread.push(lines)
                    return .one
                })
                thread.rawSet("__tostring", at: -2)
                thread.push("array")
                thread.rawSet("__name", at: -2)
                thread.push(false)
                thread.rawSet("__metatable", at: -2)
                thread.setTag(ValueMarks.Mark.array.rawValue)
                thread.setMetatable(at: -2)
            }
        }
    }

    private var texts: [(String, String)] {
        [object.map { ("object", $0) }, field.isEmpty ? nil : ("field", field), ("words", words)].compactMap(\.self)
    }

    private static func push(_ value: JSONValue, on thread: LuaThread) throws {
        do {
            _ = try value.encoded().withUnsafeBytes { try LuaJSONReader.push($0, on: thread) }
        } catch LuaJSONReader.Failure.tooLarge(let raisable) {
            throw raisable
        } catch {
            thread.pushNil()
        }
    }
}
