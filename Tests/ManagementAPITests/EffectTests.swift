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
            name: "replace takes a parameter of another name", effect: .replace("deleted", from: "archive"),
            arguments: ["archive": true], before: ["deleted": false], after: ["deleted": true]),
        Row(
            name: "add works on a subject that is a list", effect: .add(to: nil, from: "ids"),
            arguments: ["ids": ["b", "c"]], before: ["a", "b"], after: ["a", "b", "c"]),
        Row(
            name: "remove works on a subject that is a list", effect: .remove(from: nil, item: "ids"),
            arguments: ["ids": ["b", "x"]], before: ["a", "b", "c"], after: ["a", "c"]),
        Row(
            name: "removeItem finds an item by its field", effect: .removeItem(.by("key", from: "k")),
            arguments: ["k": "b"], before: [["key": "a"], ["key": "b"]], after: [["key": "a"]]),
        Row(
            name: "removeItem leaves a list without the item", effect: .removeItem(.by("key", from: "k")),
            arguments: ["k": "x"], before: [["key": "a"]], after: [["key": "a"]]),
        Row(name: "removeAll empties a list", effect: .removeAll, arguments: [:], before: ["a", "b"], after: []),
        Row(
            name: "create changes nothing that is there", effect: .create, arguments: ["a": 1], before: ["a": 0],
            after: ["a": 0]),
    ]

    @Test(arguments: rows)
    func anEffectDoesThatAndNothingElse(_ row: Row) {
        var object = row.before
        row.effect.apply(to: &object, arguments: row.arguments)
        #expect(object == row.after)
        var again = object
        row.effect.apply(to: &again, arguments: row.arguments)
        #expect(again == object)
    }

    @Test func anItemAtAPlaceIsTakenOutOnce() {
        var list: JSONValue = ["a", "b", "c"]
        Effect.removeItem(.at("index")).apply(to: &list, arguments: ["index": "1"])
        #expect(list == ["a", "c"])
        Effect.removeItem(.at("index")).apply(to: &list, arguments: ["index": "2"])
        #expect(list == ["a", "c"])
    }

    @Test func anInsertedObjectStandsLast() {
        var list: JSONValue = [["key": "a"]]
        Effect.insert(by: "key").apply(to: &list, arguments: ["key": "b", "rolloutWeight": 0])
        #expect(list == [["key": "a"], ["key": "b", "rolloutWeight": 0]])
    }
}
