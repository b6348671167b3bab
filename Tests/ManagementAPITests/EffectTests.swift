import JSON
import ManagementAPI
import Testing

struct EffectTests {
    /// An effect, the values of the call, and an object before and after.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let effect: Effect
        let arguments: JSONObject
        let before: JSONValue
        let after: JSONValue

        /// Whether doing it again changes nothing.
        var isRepeatable = true

        var testDescription: String { name }
    }

    static let rows = [
        Row(
            name: "set gives a value", effect: .set("on", true), arguments: [:], before: ["on": false],
            after: ["on": true]),
        Row(name: "set makes a field", effect: .set("on", true), arguments: [:], before: [:], after: ["on": true]),
        Row(
            name: "replace takes the parameter", effect: .replace("a", from: "a"), arguments: ["a": [1]],
            before: ["a": [2, 3], "b": 1],
            after: ["a": [1], "b": 1]),
        Row(
            name: "replace leaves what is not given", effect: .replace("a", from: "a"), arguments: [:],
            before: ["a": 1],
            after: ["a": 1]),
        Row(
            name: "replace writes null", effect: .replace("a", from: "a"), arguments: ["a": nil], before: ["a": 1],
            after: ["a": nil]),
        Row(
            name: "merge keeps other members", effect: .merge("w"), arguments: ["w": ["b": 2, "c": 3]],
            before: ["w": ["a": 1, "b": 1]], after: ["w": ["a": 1, "b": 2, "c": 3]]),
        Row(
            name: "merge of nothing changes nothing", effect: .merge("w"), arguments: ["w": [:]],
            before: ["w": ["a": 1]],
            after: ["w": ["a": 1]]),
        Row(
            name: "merge makes a field", effect: .merge("w"), arguments: ["w": ["a": 1]], before: [:],
            after: ["w": ["a": 1]]),
        Row(
            name: "add leaves out what is there", effect: .add(to: "t", from: "tags"), arguments: ["tags": ["b", "c"]],
            before: ["t": ["a", "b"]], after: ["t": ["a", "b", "c"]]),
        Row(
            name: "add takes one alone", effect: .add(to: "t", from: "tag"), arguments: ["tag": "a"], before: [:],
            after: ["t": ["a"]]),
        Row(
            name: "remove leaves the others in order", effect: .remove(from: "t", item: "tags"),
            arguments: ["tags": ["b", "x"]],
            before: ["t": ["a", "b", "c"]], after: ["t": ["a", "c"]]),
        Row(
            name: "replace takes the parameter of another name", effect: .replace("gone", from: "archive"),
            arguments: ["archive": true], before: ["gone": false], after: ["gone": true]),
        Row(
            name: "insert puts an object at the end", effect: .insert(by: "key"), arguments: ["key": "b"],
            before: [["key": "a"]], after: [["key": "a"], ["key": "b"]], isRepeatable: false),
        Row(
            name: "add to a list", effect: .add(to: nil, from: "more"), arguments: ["more": ["b", "c"]],
            before: ["a", "b"], after: ["a", "b", "c"]),
        Row(
            name: "remove from a list", effect: .remove(from: nil, item: "gone"), arguments: ["gone": ["b", "x"]],
            before: ["a", "b", "c"], after: ["a", "c"]),
        Row(
            name: "remove the item at a place", effect: .removeItem(.at("place")), arguments: ["place": "1"],
            before: ["a", "b", "c"], after: ["a", "c"], isRepeatable: false),
        Row(
            name: "remove at a place that is not there", effect: .removeItem(.at("place")), arguments: ["place": "3"],
            before: ["a", "b", "c"], after: ["a", "b", "c"]),
        Row(
            name: "remove the item of a key", effect: .removeItem(.by("key", from: "name")), arguments: ["name": "a"],
            before: [["key": "a"], ["key": "b"]], after: [["key": "b"]]),
        Row(name: "remove all", effect: .removeAll, arguments: [:], before: ["a", "b"], after: []),
        Row(
            name: "create changes nothing that is there", effect: .create, arguments: ["a": 1], before: ["a": 0],
            after: ["a": 0]),
    ]

    @Test(arguments: rows)
    func anEffectDoesThatAndNothingElse(_ row: Row) {
        var object = row.before
        row.effect.apply(to: &object, arguments: row.arguments)
        #expect(object == row.after)
        guard row.isRepeatable else { return }
        var again = object
        row.effect.apply(to: &again, arguments: row.arguments)
        #expect(again == object)
    }
}
