import JSON
import Testing

struct JSONValueTests {
    @Test func eachViewIsThereForItsOwnKindOnly() {
        let values: [JSONValue] = [.null, true, 1, 1.5, "s", [1], ["a": 1]]
        #expect(values.map(\.isNull) == [true, false, false, false, false, false, false])
        #expect(values.map(\.boolValue) == [nil, true, nil, nil, nil, nil, nil])
        #expect(values.map(\.integerValue) == [nil, nil, 1, nil, nil, nil, nil])
        #expect(values.map(\.numberValue) == [nil, nil, 1, 1.5, nil, nil, nil])
        #expect(values.map(\.stringValue) == [nil, nil, nil, nil, "s", nil, nil])
        #expect(values.map(\.arrayValue) == [nil, nil, nil, nil, nil, [1], nil])
        #expect(values.map(\.objectValue) == [nil, nil, nil, nil, nil, nil, ["a": 1]])
    }

    @Test func subscriptsReachInAndAreNilWhereNothingIs() {
        let value: JSONValue = ["a": [1, ["b": .null]]]
        #expect(value["a"]?[0] == 1)
        #expect(value["a"]?[1]?["b"] == .null)
        #expect(value["a"]?[2] == nil)
        #expect(value["a"]?[-1] == nil)
        #expect(value["b"] == nil)
        #expect(value[0] == nil)
        #expect(value["a"]?["b"] == nil)
    }

    @Test func anIntegerIsNotTheFloatOfTheSameSize() {
        #expect(JSONValue.integer(1) != .number(1))
    }
}
