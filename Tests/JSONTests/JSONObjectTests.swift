import JSON
import Testing

struct JSONObjectTests {
    @Test func ofARepeatedKeyTheLastValueAndTheFirstPlaceStay() {
        let object = JSONObject([("a", 1), ("b", 2), ("a", 3)])
        #expect(object.keys == ["a", "b"])
        #expect(object.values == [3, 2])
    }

    @Test func aDictionaryLiteralMayRepeatAKey() {
        let value: JSONValue = ["a": 1, "a": 2]
        #expect(value.description == #"{"a":2}"#)
    }

    /// Small objects are searched, large ones indexed; both must behave alike.
    @Test(arguments: [0, 1, 2, 15, 16, 17, 18, 1000])
    func membersAreFoundReplacedAndRemovedAtEverySize(_ count: Int) {
        var object = JSONObject()
        for number in 0..<count { object["k\(number)"] = .integer(Int64(number)) }
        #expect(object.count == count)
        #expect(object.isEmpty == (count == 0))
        for number in 0..<count { #expect(object["k\(number)"] == .integer(Int64(number))) }
        #expect(object["none"] == nil)
        for number in stride(from: 0, to: count, by: 2) { object["k\(number)"] = nil }
        object["none"] = nil
        for number in stride(from: 1, to: count, by: 2) { object["k\(number)"] = true }
        #expect(object.keys == stride(from: 1, to: count, by: 2).map { "k\($0)" })
        #expect(object.values.allSatisfy { $0 == true })
    }

    @Test func orderDoesNotCountForEquality() {
        #expect(JSONObject([("a", 1), ("b", 2)]) == JSONObject([("b", 2), ("a", 1)]))
        #expect(JSONObject([("a", 1)]) != JSONObject([("a", 2)]))
        #expect(JSONObject([("a", 1)]) != JSONObject([("b", 1)]))
        #expect(JSONObject([("a", 1)]) != JSONObject([("a", 1), ("b", 1)]))
    }

    /// Swift calls both spellings of the letter equal; JSON does not.
    @Test(arguments: [0, 100])
    func keysThatOnlyLookAlikeAreDifferent(_ others: Int) throws {
        let composed = "\u{E9}"
        let decomposed = "e\u{301}"
        var text = (0..<others).map { "\"k\($0)\":0," }.joined()
        text = "{\(text)\"\(composed)\":1,\"\(decomposed)\":2}"
        let value = try JSONValue(parsing: text.utf8)
        #expect(value[composed] == 1)
        #expect(value[decomposed] == 2)
        #expect(value.objectValue?.count == others + 2)
    }

    @Test func veryManyKeysCostNoQuadraticTime() throws {
        let text = "{" + (0..<200_000).map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        #expect(try JSONValue(parsing: text.utf8).objectValue?.count == 200_000)
    }
}
