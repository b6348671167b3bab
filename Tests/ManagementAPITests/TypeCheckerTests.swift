import JSON
import ManagementAPI
import Testing

struct TypeCheckerTests {
    static let create = Catalogue.all.endpoint(id: "experiments.create", generation: .beta)?.body
    static let scalars: [(type: ValueType, value: JSONValue, problem: String?)] = [
        (.string(), "", nil), (.string(), "a", nil), (.string(), 1, "expected a string, got an integer"),
        (.string(), .null, "expected a string, got null"), (.string(), 1.5, "expected a string, got the number 1.5"),
        (.string(), [], "expected a string, got an array"), (.string(), [:], "expected a string, got an object"),
        (.string(minLength: 1), "", "must not be empty"), (.string(minLength: 1), "é", nil),
        (.string(minLength: 3), "ab", "needs at least 3 characters, got 2"), (.string(minLength: 3), "abc", nil),
        (.jsonText, "{\"a\":1}", nil), (.jsonText, ["a": 1], "expected a string of JSON, got an object"),
        (
            .jsonText, "{a:1}",
            "expected a string of JSON, but expected a key in quotation marks or '}', got 'a' at line 1, column 2"
        ),
        (.jsonText, "", "expected a string of JSON, but the text ends where a value was expected at line 1, column 1"),
        (.integer(), 5, nil), (.integer(), 1.0, "expected an integer, got the number 1.0"),
        (.integer(), "5", "expected an integer, got a string"), (.integer(min: 1), 1, nil),
        (.integer(min: 1), 0, "must be at least 1, got 0"), (.integer(max: 9), 9, nil),
        (.integer(max: 9), 10, "must be at most 9, got 10"),
        (.number(min: 0, max: 100), 0, nil), (.number(min: 0, max: 100), 100.0, nil), (.number(), .integer(.max), nil),
        (.number(min: 0, max: 100), -0.5, "must be at least 0, got -0.5"),
        (.number(min: 0, max: 100), 101, "must be at most 100, got 101"),
        (.number(), "1", "expected a number, got a string"),
        (.boolean, true, nil), (.boolean, 1, "expected a boolean, got an integer"),
        (.enumeration(["is", "is not"]), "is", nil),
        (.enumeration(["is", "is not"]), "isnot", "\"isnot\" is not allowed; did you mean \"is not\"?"),
        (.enumeration(["is", "is not"]), "matches", "\"matches\" is not allowed; expected one of \"is\", \"is not\""),
        (.enumeration(["is", "is not"]), true, "expected one of \"is\", \"is not\", got a boolean"),
        (.nullable(.boolean), .null, nil), (.nullable(.boolean), false, nil),
        (.nullable(.boolean), "x", "expected a boolean, got a string"),
        (.any, .null, nil), (.any, [[:]], nil),
        (.identifier, "90211", nil), (.identifier, 90211, nil), (.identifier, "", "must not be empty"),
        (.identifier, 1.5, "expected an id (a string or an integer), got the number 1.5"),
        (.cursor, "x", nil), (.cursor, 3000, nil), (.cursor, "", "must not be empty"),
        (.cursor, true, "expected a cursor (a string or an integer), got a boolean"),
        (.array(of: .integer()), [], nil), (.array(of: .integer()), [1, 2], nil),
        (.array(of: .integer()), 1, "expected an array, got an integer"),
        (.array(of: .integer()), [1, "2"], "[2]: expected an integer, got a string"),
        (.array(of: .integer(), acceptsSingle: true), 1, nil),
        (.array(of: .integer(min: 1), acceptsSingle: true), 0, "must be at least 1, got 0"),
        (.array(of: .integer(), acceptsSingle: true), "1", "expected an array, got a string"),
        (.map(of: .integer(min: 0)), ["control": 1, "b c": 0], nil),
        (.map(of: .integer(min: 0)), ["b c": -1], "[\"b c\"]: must be at least 0, got -1"),
        (.map(of: .integer(min: 0)), [1], "expected an object, got an array"),
    ]

    @Test(arguments: scalars)
    func aValueIsComparedWithItsType(_ type: ValueType, _ value: JSONValue, _ problem: String?) {
        let problems = TypeChecker().problems(in: value, against: type)
        #expect(problems.map(\.description) == (problem.map { [$0] } ?? []))
    }

    static let bodies: [(change: JSONValue, problems: [String])] = [
        ([:], []),
        (["projectId": 417_260], ["projectId: expected a string, got an integer"]),
        (["projectId": .null], ["projectId: expected a string, got null"]),
        (["key": ""], ["key: must not be empty"]),
        (["rollout_weights": [:]], ["rollout_weights: unknown name; did you mean rolloutWeights?"]),
        (
            ["variants": [["key": "a"], ["key": "b", "payload": 7]]],
            ["variants[2].payload: expected a string of JSON, got an integer"]
        ),
        (["variants": [["description": "x"]]], ["variants[1]: needs key or name"]),
        (["variants": [["name": "x"]]], []),
        (["variants": [["key": "a", "nmae": "x"]]], ["variants[1].nmae: unknown name; did you mean name?"]),
        (["variants": ["key": "a"]], ["variants: expected an array, got an object"]),
        (
            ["targetSegments": ["percentage": 200]], ["targetSegments.percentage: must be at most 100, got 200"]
        ),
        (
            ["targetSegments": [["conditions": [["type": "property", "prop": "country", "op": "is", "values": [1]]]]]],
            ["targetSegments[1].conditions[1].values[1]: expected a string, got an integer"]
        ),
        (
            ["targetSegments": [["conditions": [["prop": "", "op": "greatr", "values": []]]]]],
            [
                "targetSegments[1].conditions[1].type: is required",
                "targetSegments[1].conditions[1].prop: must not be empty",
                "targetSegments[1].conditions[1].op: \"greatr\" is not allowed; did you mean \"greater\"?",
            ]
        ),
        (["rolloutWeights": ["control": 1.5]], ["rolloutWeights.control: expected an integer, got the number 1.5"]),
        (["deployments": [5521, "5521"]], ["deployments[1]: expected a string, got an integer"]),
        (["stickyBucketing": "yes"], ["stickyBucketing: expected a boolean, got a string"]),
    ]

    @Test(arguments: bodies)
    func theBodyOfACreateIsChecked(_ change: JSONValue, _ expected: [String]) throws {
        var body: JSONObject = ["projectId": "417260", "key": "copy"]
        for (key, value) in try #require(change.objectValue) { body[key] = value }
        let type = ValueType.object(try #require(Self.create))
        #expect(TypeChecker().problems(in: .object(body), against: type).map(\.description) == expected)
    }

    @Test func everythingThatIsMissingIsNamed() throws {
        let problems = TypeChecker().problems(in: [:], against: .object(try #require(Self.create)))
        #expect(problems == [TypeProblem(ValuePath("projectId"), .missing), TypeProblem(ValuePath("key"), .missing)])
    }

    @Test func unknownFieldsPassWhereTheyAreAllowed() throws {
        let body: JSONValue = ["projectId": "1", "key": "k", "later": 1, "variants": [["key": "a", "later": 1]]]
        let type = ValueType.object(try #require(Self.create))
        #expect(TypeChecker(allowsUnknownFields: true).problems(in: body, against: type).isEmpty)
        #expect(TypeChecker().problems(in: body, against: type).count == 2)
    }

    static let values: [(type: ValueType, value: JSONValue, problem: String?)] = [
        (.text(TextRule(.date)), "2026-11-30", nil),
        (.text(TextRule(.date)), "soon", #""soon" is no ISO 8601 date or date-time, such as 2026-11-30"#),
        (.text(TextRule(.date)), "", "must not be empty"),
        (.text(TextRule(.date)), 1, "expected a string with a date, got an integer"),
        (.text(TextRule(.name("a-z", of: .lowercase))), "a_b-1", nil),
        (.text(TextRule(.name("a-z", of: .lowercase))), "aB", #""aB" may hold only a-z"#),
        (.text(TextRule(.name("letters", of: .anyCase))), "aB", nil),
        (.text(TextRule(.name("a-z", of: .lowercase), basis: .seen)), "A B", nil),
        (.text(TextRule(.name("a-z", of: .lowercase), basis: .seen, reserved: ["off"])), "off", #""off" is reserved"#),
        (.array(of: .any, count: 1...2), [1], nil),
        (.array(of: .any, count: 1...2), [], "needs at least 1 item, got 0"),
        (.array(of: .any, count: 1...2), [1, 2, 3], "takes at most 2 items, got 3"),
        (.array(of: .any, count: 0...2, basis: .seen), [1, 2, 3], nil),
        (.array(of: .any, count: 0...9, sum: .init(of: "part", to: 100)), [["part": 60], ["part": 40]], nil),
        (
            .array(of: .any, count: 0...9, sum: .init(of: "part", to: 100)), [["part": 60], ["part": 30]],
            "the parts must add up to 100, got 90"
        ),
    ]

    @Test(arguments: values)
    func aRuleOfValuesIsHeldWhereItIsDocumented(_ type: ValueType, _ value: JSONValue, _ problem: String?) {
        let problems = TypeChecker().problems(in: value, against: type)
        #expect(problems.map { "\($0)" } == [problem].compactMap { $0 })
    }

    @Test func itStopsLookingAtItsLimit() {
        let value = JSONValue.array(Array(repeating: "x", count: 1000))
        #expect(TypeChecker(problemLimit: 3).problems(in: value, against: .array(of: .integer())).count == 3)
    }

    @Test func aProblemCanComeFromElsewhere() {
        let path = ValuePath("variants").item(1).field("payload")
        let problem = TypeProblem(path, .wrongType(expected: .jsonText, got: "a function"))
        #expect(problem.description == "variants[2].payload: expected a string of JSON, got a function")
        #expect(TypeProblem(ValuePath("2x"), .missing).description == "[\"2x\"]: is required")
        #expect(TypeProblem(ValuePath("a").field("end"), .missing).description == "a[\"end\"]: is required")
        let unknown = TypeProblem(ValuePath("zzz"), .unknownField(nearest: nil, known: ["limit", "cursor"]))
        #expect(unknown.description == "zzz: unknown name; known here: limit and cursor")
    }
}
