import JSON
import ManagementAPI
import Testing

/// The object that a create leaves behind, on a type made for the purpose: nothing here is the API's.
struct NewObjectTests {
    static let part = ObjectType(
        "Part", isOpen: true, kind: ObjectKind(one: "part", many: "parts", card: [], marks: []), help: "A part.",
        fields: [
            Field("code", .string(minLength: 1), initially: .slug(of: "title"), help: "Names it."),
            Field("title", .string(), help: "For people."),
        ])
    static let rule = ObjectType(
        "Rule", isOpen: true, help: "A rule.",
        fields: [
            Field("share", .number(), initially: .value(0), help: "How many."),
            Field("split", .map(of: .integer()), means: .member(of: "parts", by: "code"), help: "By part."),
        ])
    static let whole = ObjectType(
        "Whole", isOpen: true,
        kind: ObjectKind(one: "whole", many: "wholes", identifyingField: "id", card: [], marks: []),
        help: "A whole.",
        fields: [
            Field("id", .string(), help: "Its id."),
            Field("code", .string(), help: "Its code."),
            Field("shown", .string(), initially: .copy(of: "code"), help: "Its name."),
            Field("live", .boolean, initially: .value(false), help: "On."),
            Field("ended", .nullable(.string()), required: true, initially: .value(nil), help: "When."),
            Field("note", .string(), initially: .value(nil), help: "Left out where it was never set."),
            Field("parts", .array(of: .object(part)), initially: .value([["code": "one"]]), help: "Its parts."),
            Field(
                "split", .map(of: .integer()), initially: .each(1), means: .member(of: "parts", by: "code"),
                help: "Split."),
            Field("rules", .array(of: .object(rule)), initially: .value([]), help: "Its rules."),
        ])

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let body: JSONObject
        let expected: JSONObject
        var testDescription: String { name }
    }

    static let rows = [
        Row(
            name: "what is left out is filled in", body: ["code": "a"],
            expected: [
                "code": "a", "shown": "a", "live": false, "ended": nil, "parts": [["code": "one"]], "split": ["one": 1],
                "rules": [],
            ]),
        Row(
            name: "what is given stays", body: ["code": "a", "shown": "A", "extra": 1],
            expected: [
                "code": "a", "shown": "A", "live": false, "ended": nil, "parts": [["code": "one"]], "split": ["one": 1],
                "rules": [], "extra": 1,
            ]),
        Row(
            name: "members have a value each, those given theirs",
            body: ["code": "a", "parts": [["code": "x"], ["title": "Y and Z!"]], "split": ["y-and-z": 3]],
            expected: [
                "code": "a", "shown": "a", "live": false, "ended": nil,
                "parts": [["code": "x"], ["code": "y-and-z", "title": "Y and Z!"]], "split": ["x": 1, "y-and-z": 3],
                "rules": [],
            ]),
        Row(
            name: "an empty list is one that was left out; one alone is a list",
            body: ["code": "a", "parts": [], "rules": ["split": ["one": 2]]],
            expected: [
                "code": "a", "shown": "a", "live": false, "ended": nil, "parts": [["code": "one"]], "split": ["one": 1],
                "rules": [["share": 0, "split": ["one": 2]]],
            ]),
    ]

    @Test(arguments: rows)
    func aNewObjectIsWhatWasSentAndWhatNewOnesHave(_ row: Row) throws {
        #expect(try NewObject(Self.whole).fields(from: row.body) == row.expected)
    }

    @Test(
        arguments: [
            (["split": ["two": 1]], "split.two: the whole has no such part; it has one"),
            (["parts": [["code": "x"], ["code": "x"]]], "parts[2].code: another part has the code x"),
            (["parts": [["title": "!"]]], "parts[1].title: no code can be derived from it"),
            (["rules": [[:], ["split": ["no": 1]]]], "rules[2].split.no: the whole has no such part; it has one"),
        ] as [(JSONObject, String)])
    func whatNamesNothingIsRefused(_ body: JSONObject, _ expected: String) {
        let error = #expect(throws: NewObject.Refusal.self) { try NewObject(Self.whole).fields(from: body) }
        #expect(error.map { "\($0.path): \($0.reason)" } == expected)
    }
}
