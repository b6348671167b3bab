import JSON
import ManagementAPI
import Testing

@testable import Sandbox

/// How objects are kept as texts, and the texts that the service makes up.
struct ObjectTextTests {
    @Test(arguments: [
        (#"{"a":1}"#, #"{"b":2}"#, #"{"a":1,"b":2}"#), (#"{"a":1}"#, "", #"{"a":1}"#),
        (#"{"a":1}"#, "{}", #"{"a":1}"#), ("{}", #"{"b":[{}]}"#, #"{"b":[{}]}"#), ("{}", "{}", "{}"),
    ])
    func twoObjectsAreSplicedIntoOne(_ first: String, _ second: String, _ both: String) {
        var bytes: [UInt8] = []
        Array(first.utf8).withUnsafeBytes { first in
            Array(second.utf8).withUnsafeBytes { Splice.append(first, $0, to: &bytes) }
        }
        #expect(String(decoding: bytes, as: UTF8.self) == both)
    }

    @Test func aChangeLeavesEachFieldInItsText() throws {
        var stored = StoredObject(
            resource: "experiments", id: 1, project: "1", key: "k",
            record: Array(#"{"odd":0,"name":"n","id":"1"}"#.utf8), later: Array(#"{"tags":[],"other":1}"#.utf8))
        let rules = try #require(ObjectRules("experiments", .all))
        var document = try #require(ObjectDocument(stored, rules.layout))
        var fields = document.fields
        fields["odd"] = 1
        fields["tags"] = ["a"]
        fields["other"] = nil
        fields["enabled"] = true
        fields["decision"] = "rollout"
        fields["nowhere"] = [:]
        document.fields = fields
        document.write(to: &stored)
        #expect(String(decoding: stored.record, as: UTF8.self) == #"{"odd":1,"name":"n","id":"1","enabled":true}"#)
        #expect(String(decoding: stored.later, as: UTF8.self) == #"{"tags":["a"],"decision":"rollout"}"#)
        #expect(String(decoding: stored.unshown, as: UTF8.self) == #"{"nowhere":{}}"#)
        #expect(document.shown["nowhere"] == nil && document.fields["nowhere"] == [:])
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1_767_225_600_000, "2026-01-01T00:00:00.000Z"),
            (1_709_210_096_789, "2024-02-29T12:34:56.789Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (-86_400_000, "1969-12-31T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (4_102_444_799_999, "2099-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func aTimeIsWrittenAndReadBack(_ time: Int64, _ text: String) throws {
        #expect(TimeText.moment(time) == text)
        #expect(TimeText.day(time) == String(text.prefix(10)))
        #expect(try #require(DateText(text.utf8)).millisecondsSince1970 == time)
        let east = text.replacing("Z", with: "+02:00")
        #expect(try #require(DateText(east.utf8)).millisecondsSince1970 == time - 7_200_000)
    }

    @Test func textsOfNearOriginsHaveNothingInCommon() {
        let texts = (0..<1000).map { StableText.letters(8, from: "flags:\($0)") }
        #expect(Set(texts).count == 1000)
        #expect(texts.allSatisfy { $0.count == 8 && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } })
        #expect(Set(texts.map { $0.prefix(2) }).count > 500)
        #expect(StableText.letters(8, from: "flags:1") == texts[1])
    }
}
