import JSON
import ManagementAPI
import Sandbox
import Testing

struct CreateExperimentTests {
    @Test(arguments: Way.allCases)
    func whatIsLeftOutIsFilledIn(_ way: Way) async throws {
        try await way.reach { asker in
            let created = try await asker.create("checkout", project: "77")
            let id = try #require(created["id"]?.stringValue)
            let expected: JSONValue = [
                "id": .string(id), "projectId": "77", "deployments": [], "key": "checkout", "name": "checkout",
                "description": "", "enabled": false, "bucketingKey": "amplitude_id",
                "variants": [["key": "control"], ["key": "treatment"]],
                "rolloutWeights": ["control": 1, "treatment": 1],
                "targetSegments": [], "stickyBucketing": false, "state": "planning", "startDate": nil, "endDate": nil,
            ]
            #expect(created == expected)
            #expect(try await asker.get("/experiments/\(id)").json == expected)
        }
    }

    @Test(arguments: Way.allCases)
    func everythingThatIsGivenIsKept(_ way: Way) async throws {
        try await way.reach { asker in
            let given: JSONObject = [
                "description": "日本 🎌 \u{0} \"quoted\"", "bucketingKey": "device_id", "stickyBucketing": true,
                "variants": [
                    ["key": "control", "name": "Control"],
                    ["key": "b", "name": "B", "description": "x", "payload": #"{"label":"Buy now"}"#],
                ],
                "rolloutWeights": ["b": 3, "control": 0],
                "targetSegments": [
                    [
                        "name": "Nordic",
                        "conditions": [["type": "property", "prop": "country", "op": "is", "values": ["Norway"]]],
                        "percentage": 12.5, "rolloutWeights": ["b": 1], "bucketingKey": "user_id",
                    ]
                ],
                "deployments": ["5498", "5521", "5498"],
            ]
            let created = try await asker.create("full", given, project: "417260")
            for (name, value) in given where name != "deployments" { #expect(created[name] == value, "\(name)") }
            #expect(created["deployments"] == ["5498", "5521"])
        }
    }

    @Test func aNewIDIsHigherThanAllBefore() async throws {
        try await Way.inProcess.reach { asker in
            let first = try #require(Int64(try await asker.create("a")["id"]?.stringValue ?? ""))
            let second = try #require(Int64(try await asker.create("b")["id"]?.stringValue ?? ""))
            #expect(first > 31_238 && second > first)
        }
    }

    @Test(arguments: Way.allCases)
    func aKeyIsUniqueInItsProjectOnly(_ way: Way) async throws {
        try await way.reach { asker in
            _ = try await asker.create("same", project: "1")
            _ = try await asker.create("same", project: "2")
            let again = try await asker.post("/experiments/new", ["projectId": "1", "key": "same"])
            #expect(again.status == 400)
            #expect(again.message.contains("key"))
            #expect(try await asker.get("/experiments/list").json["experiments"]?.arrayValue?.count == 62)
        }
    }

    @Test func aVariantWithoutKeyTakesItFromItsName() async throws {
        try await Way.inProcess.reach { asker in
            let variants: JSONValue = [["name": "Short copy!"], ["key": "b", "name": "Long"], ["name": "Größe 2"]]
            let created = try await asker.create("slugs", ["variants": variants])
            #expect(
                created["variants"] == [
                    ["key": "short-copy", "name": "Short copy!"], ["key": "b", "name": "Long"],
                    ["key": "größe-2", "name": "Größe 2"],
                ])
            #expect(created["rolloutWeights"] == ["short-copy": 1, "b": 1, "größe-2": 1])
        }
    }

    @Test func keysThatOnlyLookTheSameAreDifferent() async throws {
        try await Way.inProcess.reach { asker in
            let both: JSONValue = [["key": "caf\u{E9}"], ["key": "cafe\u{301}"]]
            #expect(try await asker.create("two", ["variants": both])["rolloutWeights"]?.objectValue?.count == 2)
            let answer = try await asker.post(
                "/experiments/new",
                [
                    "projectId": "1", "key": "one", "variants": [["key": "caf\u{E9}"]],
                    "rolloutWeights": ["cafe\u{301}": 1],
                ])
            #expect(answer.status == 400)
        }
    }

    @Test func weightsThatAreLeftOutAreOne() async throws {
        try await Way.inProcess.reach { asker in
            let created = try await asker.create("w", ["rolloutWeights": ["control": 5]])
            #expect(created["rolloutWeights"] == ["control": 5, "treatment": 1])
        }
    }

    @Test func noVariantsMeansTheDefaultOnes() async throws {
        try await Way.inProcess.reach { asker in
            let created = try await asker.create("v", ["variants": []])
            #expect(created["variants"] == [["key": "control"], ["key": "treatment"]])
        }
    }

    @Test func aLoneSegmentIsAnsweredAsAnArray() async throws {
        try await Way.inProcess.reach { asker in
            let created = try await asker.create("s", ["targetSegments": ["name": "One"]])
            #expect(created["targetSegments"] == [["name": "One", "conditions": [], "percentage": 0]])
        }
    }

    @Test func theReferenceStyleAnswersIDAndURL() async throws {
        var settings = EmulatorSettings()
        settings.create = .reference
        try await Way.inProcess.reach(settings: settings) { asker in
            let created = try await asker.create("r")
            #expect(created.objectValue?.keys == ["id", "url"])
            let id = try #require(created["id"]?.stringValue)
            #expect(created["url"]?.stringValue?.hasSuffix(id) == true)
            #expect(try await asker.get("/experiments/\(id)").status == 200)
        }
    }

    /// Each body is refused, nothing is stored, and the message names the field.
    static let refused: [(body: String, names: String)] = [
        ("", "projectId"), ("{}", "key"), (#"{"projectId":"1"}"#, "key"), (#"{"key":"k"}"#, "projectId"),
        (#"{"projectId":1,"key":"k"}"#, "projectId"), (#"{"projectId":"","key":"k"}"#, "projectId"),
        (#"{"projectId":"1","key":""}"#, "key"), (#"{"projectId":"1","key":null}"#, "key"),
        (#"{"projectId":"1","key":"k","nmae":"x"}"#, "nmae"), (#"{"projectId":"1","key":"k","name":"x"}"#, "name"),
        (#"{"projectId":"1","key":"k","enabled":true}"#, "enabled"),
        (#"{"projectId":"1","key":"k","description":3}"#, "description"),
        (#"{"projectId":"1","key":"k","bucketingKey":""}"#, "bucketingKey"),
        (#"{"projectId":"1","key":"k","stickyBucketing":"yes"}"#, "stickyBucketing"),
        (#"{"projectId":"1","key":"k","variants":{}}"#, "variants"),
        (#"{"projectId":"1","key":"k","variants":["a"]}"#, "variants"),
        (#"{"projectId":"1","key":"k","variants":[{}]}"#, "variants"),
        (#"{"projectId":"1","key":"k","variants":[{"name":"!!!"}]}"#, "name"),
        (#"{"projectId":"1","key":"k","variants":[{"key":"a"},{"key":"a"}]}"#, "variants"),
        (#"{"projectId":"1","key":"k","variants":[{"key":"a-b"},{"name":"A b"}]}"#, "variants"),
        (#"{"projectId":"1","key":"k","variants":[{"key":"a","payload":{"x":1}}]}"#, "payload"),
        (#"{"projectId":"1","key":"k","variants":[{"key":"a","payload":"{x"}]}"#, "payload"),
        (#"{"projectId":"1","key":"k","variants":[{"key":"a","weight":1}]}"#, "weight"),
        (#"{"projectId":"1","key":"k","rolloutWeights":{"control":-1}}"#, "control"),
        (#"{"projectId":"1","key":"k","rolloutWeights":{"control":0.5}}"#, "control"),
        (#"{"projectId":"1","key":"k","rolloutWeights":{"control":"1"}}"#, "control"),
        (#"{"projectId":"1","key":"k","rolloutWeights":{"other":1}}"#, "other"),
        (#"{"projectId":"1","key":"k","rolloutWeights":[1,1]}"#, "rolloutWeights"),
        (#"{"projectId":"1","key":"k","targetSegments":"all"}"#, "targetSegments"),
        (#"{"projectId":"1","key":"k","targetSegments":[{"percentage":101}]}"#, "percentage"),
        (#"{"projectId":"1","key":"k","targetSegments":[{"percentage":-0.1}]}"#, "percentage"),
        (#"{"projectId":"1","key":"k","targetSegments":[{"rolloutWeights":{"other":1}}]}"#, "other"),
        (#"{"projectId":"1","key":"k","targetSegments":[{"conditions":[{"prop":"country"}]}]}"#, "op"),
        (
            #"{"projectId":"1","key":"k","targetSegments":{"conditions":[{"type":"property","prop":"c","op":"equals","values":[]}]}}"#,
            "op"
        ),
        (
            #"{"projectId":"1","key":"k","targetSegments":[{"conditions":[{"type":"cohort","prop":"c","op":"is","values":[]}]}]}"#,
            "type"
        ),
        (
            #"{"projectId":"1","key":"k","targetSegments":[{"conditions":[{"type":"property","prop":"c","op":"is","values":[1]}]}]}"#,
            "values"
        ),
        (#"{"projectId":"417260","key":"k","deployments":["1"]}"#, "deployments"),
        (#"{"projectId":"417260","key":"k","deployments":[5498]}"#, "deployments"),
        (#"{"projectId":"417260","key":"k","deployments":["05498"]}"#, "deployments"),
        (#"{"projectId":"417260","key":"k","deployments":["5498","5733"]}"#, "deployments"),
        (#"{"projectId":"417260","key":"k","deployments":["5602"]}"#, "deployments"),
        ("[]", "object"), ("null", "object"), ("{", "JSON"), ("projectId=1&key=k", "JSON"), ("{}{}", "JSON"),
    ]

    @Test(arguments: refused)
    func aBodyThatDoesNotFitIsRefusedAndNamesTheField(_ body: String, _ name: String) async throws {
        try await Way.inProcess.reach { asker in
            let answer = try await asker.post("/experiments/new", text: body)
            #expect(answer.status == 400)
            #expect(answer.message.contains(name), "\(answer.message)")
            #expect(try await asker.get("/experiments/list").json["experiments"]?.arrayValue?.count == 60)
        }
    }

    @Test func aRefusedCreateOpensNoProject() throws {
        let sandbox = try Sandbox(path: ":memory:")
        let answer = sandbox.respond(
            to: SandboxRequest(
                method: "POST", target: "/experiments/new", headers: Asker.headers,
                body: Array(#"{"projectId":"4711","key":"k","deployments":["5498"]}"#.utf8)))
        #expect(answer.status == 400)
        #expect(try sandbox.info().projects == 2)
    }
}
