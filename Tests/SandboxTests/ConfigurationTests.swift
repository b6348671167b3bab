import JSON
import ManagementAPI
import Testing

@testable import Sandbox

/// Flags and experiments of v1 as wholes: made, edited, archived, listed.
struct ConfigurationTests {
    @Test(arguments: Way.allCases, [("flags", ["on"]), ("experiments", ["control", "treatment"])])
    func aNewOneBeginsInactiveAndGivesNobodyAVariant(_ way: Way, _ kind: (resource: String, variants: [String]))
        async throws
    {
        try await way.reach { asker in
            let answer = try await asker.post("/api/1/\(kind.resource)", ["projectId": "77", "key": "new-one"])
            let made = try answer.json
            let id = try #require(made["id"]?.stringValue)
            #expect(made.objectValue?.keys == ["id", "url"])
            #expect(made["url"] == .string("http://experiment.amplitude.com/sandbox/77/config/\(id)"))
            let object = try await V1Asker(asker, "/\(kind.resource)/\(id)").get()
            #expect(object["name"] == "new-one" && object["enabled"] == false && object["rolloutPercentage"] == 0)
            #expect(object["variants"]?.arrayValue?.map { $0["key"]?.stringValue } == kind.variants)
            #expect(object["rolloutWeights"]?.objectValue?.allSatisfy { $0.value == 1 } == true)
            #expect(object["parentDependencies"] == .some(.null) && object["tags"] == [] && object["deleted"] == false)
            #expect(object["bucketingSalt"]?.stringValue?.count == 8 && object["bucketingUnit"] == "User")
            #expect(
                object["createdBy"] == object["lastModifiedBy"] && object["createdAt"] == "2026-01-01T00:00:00.000Z")
            if kind.resource == "experiments" {
                #expect(object["state"] == "planning" && object["decision"] == .some(.null))
                #expect(object["experimentType"] == "a-b-test" && object["deliveryMethod"] == "feature")
            } else {
                #expect(object["state"] == nil && object["stickyBucketing"] == nil)
            }
            let get = try #require(Catalogue.all.endpoint(id: "\(kind.resource).get", generation: .v1))
            #expect(TypeChecker().problems(in: object, against: get.result) == [])
        }
    }

    @Test func everythingThatIsGivenIsKept() async throws {
        try await Way.inProcess.reach { asker in
            let given: JSONObject = [
                "name": "Full", "description": "日本 🎌", "bucketingKey": "device_id", "evaluationMode": "local",
                "variants": [["key": "a", "payload": [1, "two", ["x": nil]]], ["key": "b", "payload": "text"]],
                "rolloutWeights": ["a": 0.25, "b": 3],
                "targetSegments": [
                    [
                        "name": "S",
                        "conditions": [["type": "property", "prop": "gp:x", "op": "set is", "values": ["y"]]],
                        "percentage": 12.5, "rolloutWeights": ["b": 1],
                    ]
                ],
                "deployments": ["5498", "5521"], "experimentType": "multi-arm-bandit",
            ]
            var body = given
            body["projectId"] = "417260"
            body["key"] = "full"
            let made = try await asker.post("/api/1/experiments", .object(body)).json
            let object = try await V1Asker(asker, "/experiments/\(made["id"]?.stringValue ?? "")").get()
            for (name, value) in given { #expect(object[name] == value, "\(name)") }
        }
    }

    @Test func anEditChangesWhatIsGivenAndNothingElse() async throws {
        try await Way.inProcess.reach { asker in
            let ask = V1Asker(asker, "/flags/24105")
            var expected = try #require(try await ask.get().objectValue)
            let edits: JSONObject = [
                "name": "N", "description": "", "enabled": false, "rolloutPercentage": 0.5, "tags": ["a", "b"],
                "targetSegments": [], "evaluationMode": "local", "bucketingKey": "device_id", "bucketingSalt": "s",
                "bucketingUnit": "org id",
            ]
            for (name, value) in edits {
                #expect(try await ask.patch("", [name: value]).text == "OK", "\(name)")
                expected[name] = value
                let object = try await ask.get()
                for audit in ["lastModifiedBy", "lastModifiedAt"] { expected[audit] = object[audit] }
                #expect(object == .object(expected), "\(name)")
            }
        }
    }

    @Test(arguments: [
        (#"{"rolloutPercentage":101}"#, "rolloutPercentage"), (#"{"enabled":"yes"}"#, "enabled"),
        (#"{"key":"x"}"#, "key"), (#"{"variants":[]}"#, "variants"),
        (#"{"rolloutWeights":{"on":1}}"#, "rolloutWeights"),
        (#"{"deleted":true}"#, "deleted"), (#"{"name":"x","startDate":"2026-01-01"}"#, "startDate"),
        (#"{"tags":"a"}"#, "tags"), (#"{"evaluationMode":"both"}"#, "evaluationMode"),
        (
            #"{"targetSegments":[{"name":"S","conditions":[],"percentage":1,"rolloutWeights":{"off-beat":1}}]}"#,
            "off-beat"
        ),
        (#"{"targetSegments":[{"name":"S","conditions":[],"percentage":1}]}"#, "rolloutWeights"),
        (
            #"{"targetSegments":[{"name":"S","conditions":[{"type":"cohort","prop":"c","op":"is","values":["c"]}],"percentage":1,"rolloutWeights":{}}]}"#,
            "type"
        ),
        (
            #"{"targetSegments":[{"name":"S","conditions":[{"type":"property","prop":"c","op":"is","values":[]}],"percentage":1,"rolloutWeights":{}}]}"#,
            "values"
        ),
    ])
    func anEditThatDoesNotFitIsRefusedWholeAndNamesTheField(_ body: String, _ name: String) async throws {
        try await Way.inProcess.reach { asker in
            let ask = V1Asker(asker, "/flags/24105")
            let before = try await ask.get()
            let answer = try await ask.patch("", try JSONValue(parsing: body.utf8))
            #expect(answer.status == 400 && answer.message.contains(name), "\(answer.text)")
            #expect(try await ask.get() == before)
        }
    }

    @Test func whatIsOnlySeenElsewhereIsNotRefused() async throws {
        try await Way.inProcess.reach { asker in
            let body: JSONValue = ["projectId": "1", "key": "Größe 2!", "variants": [["key": "über"]]]
            let answer = try await asker.post("/api/1/flags", body)
            #expect(answer.status == 200)
        }
    }

    @Test(
        arguments: [
            ("2025-12-01", nil, "running"), ("2026-01-01", nil, "running"), ("2026-01-02", nil, "planning"),
            ("2025-12-01T23:30:00-02:00", nil, "running"), ("2025-12-01", "2025-12-31", "analyzing"),
            ("2025-12-01", "2026-01-01", "running"), ("2025-12-01", "2027-01-01T00:00:00Z", "running"),
        ] as [(String, String?, String)])
    func theStateFollowsTheDates(_ start: String, _ end: String?, _ state: String) async throws {
        try await Way.inProcess.reach { asker in
            let made = try await asker.post("/api/1/experiments", ["projectId": "1", "key": "dated"]).json
            let ask = V1Asker(asker, "/experiments/\(made["id"]?.stringValue ?? "")")
            #expect(
                try await ask.patch("", ["startDate": .string(start), "endDate": end.map { .string($0) } ?? nil]).status
                    == 200)
            let object = try await ask.get()
            #expect(object["state"] == .string(state))
            let day = start.hasSuffix("-02:00") ? "2025-12-02" : start
            #expect(object["startDate"] == .string(day))
            #expect(object["endDate"] == end.map { .string(String($0.prefix(10))) } ?? .null)
            // A decision is the end, and leaves everything else as it is.
            #expect(try await ask.patch("", ["decision": "continue-running"]).status == 200)
            #expect(try await ask.get()["state"] == .string(state))
            let decision: JSONValue = ["decision": "rollout", "decisionReason": "Why", "rolledOutVariant": "treatment"]
            #expect(try await ask.patch("", decision).status == 200)
            let decided = try await ask.get()
            #expect(decided["state"] == "decision-made" && decided["decisionReason"] == "Why")
            #expect(decided["rolloutWeights"] == object["rolloutWeights"] && decided["enabled"] == false)
        }
    }

    @Test func anEndIsClearedByNull() async throws {
        try await Way.inProcess.reach { asker in
            let ask = V1Asker(asker, "/experiments/26650")
            let before = try await ask.get()
            #expect(before["endDate"] == "2026-12-31")
            #expect(try await ask.patch("", ["endDate": nil]).status == 200)
            #expect(try await ask.get()["endDate"] == .some(.null))
            #expect(try await ask.patch("", ["startDate": nil]).status == 400)
        }
    }

    @Test func anExposureEventIsKeptAndShownNowhere() async throws {
        try await Way.inProcess.reach { asker in
            let ask = V1Asker(asker, "/experiments/26317")
            let count = try await ask.versionCount()
            let event: JSONValue = ["exposureEvent": ["event_type": "Basket Viewed", "filters": []]]
            #expect(try await ask.patch("", event).status == 200)
            #expect(try await ask.patch("", event).status == 200)
            #expect(try await ask.versionCount() == count + 1)
            for text in [try await ask.get(), try await ask.get("/versions")] {
                #expect(!text.description.contains("Basket Viewed"))
            }
            #expect(!(try await asker.get("/experiments/26317").text).contains("Basket Viewed"))
            #expect(try await ask.patch("", ["exposureEvent": nil]).status == 200)
            #expect(try await ask.versionCount() == count + 2)
        }
    }

    @Test(arguments: Way.allCases)
    func aWebExperimentAnswers405ToEdits(_ way: Way) async throws {
        try await way.reach { asker in
            let ask = V1Asker(asker, "/experiments/26694")
            let before = try await ask.get()
            #expect(before["deliveryMethod"] == "web")
            let answer = try await ask.patch("", ["name": "x"])
            #expect(answer.status == 405 && answer.header("allow") == "GET" && answer.message.contains("web"))
            #expect(try await ask.get() == before)
            let list = try await asker.get("/api/1/experiments?deliveryMethod=web").json["experiments"]
            #expect(list?.arrayValue?.map { $0["id"] } == ["26694"])
            #expect(
                try await asker.get("/api/1/experiments?deliveryMethod=feature").json["experiments"]?.arrayValue?.count
                    == 59)
            #expect(try await asker.get("/api/1/experiments?deliveryMethod=mail").status == 400)
        }
    }

    @Test(arguments: Way.allCases)
    func anArchivedOneLeavesTheListsAndComesBack(_ way: Way) async throws {
        try await way.reach { asker in
            func count(_ query: String) async throws -> Int? {
                try await asker.get("/api/1/flags?projectId=417260&\(query)").json["flags"]?.arrayValue?.count
            }
            let ask = V1Asker(asker, "/flags/24105")
            #expect(try await count("") == 12)
            #expect(try await count("includeArchived=true") == 13)
            #expect(try await ask.patch("", ["archive": true]).text == "OK")
            let archived = try await ask.get()
            #expect(archived["deleted"] == true && archived["archive"] == nil)
            #expect(try await count("") == 11)
            #expect(try await count("includeArchived=false") == 11)
            #expect(try await count("includeArchived=true") == 13)
            #expect(try await count("key=new-search-bar") == 0)
            #expect(try await count("key=new-search-bar&includeArchived=true") == 1)
            // Its key stays taken.
            #expect(
                try await asker.post("/api/1/flags", ["projectId": "417260", "key": "new-search-bar"]).status == 400)
            #expect(try await ask.patch("", ["archive": false]).text == "OK")
            #expect(try await count("") == 12)
            #expect(try await asker.get("/api/1/flags?includeArchived=yes").status == 400)
        }
    }

    @Test func listsAreFilteredByKeyAndProject() async throws {
        try await Way.inProcess.reach { asker in
            func keys(_ query: String) async throws -> [String] {
                let page = try await asker.get("/api/1/experiments?\(query)").json
                return (page["experiments"]?.arrayValue ?? []).compactMap { $0["key"]?.stringValue }
            }
            #expect(try await keys("key=search-ranker") == ["search-ranker"])
            #expect(try await keys("key=search") == [])
            #expect(try await keys("key=Search-ranker") == [])
            #expect(try await keys("key=search-ranker&projectId=530118") == [])
            #expect(try await keys("projectId=530118").count == DemoData.app.experiments.count)
            #expect(try await keys("projectId=1") == [])
            _ = try await asker.post("/api/1/experiments", ["projectId": "530118", "key": "search-ranker"])
            #expect(try await keys("key=search-ranker").count == 2)
            #expect(
                try await asker.get("/api/1/experiments?projectId=530118&limit=5").json["nextCursor"]?.stringValue
                    != nil)
        }
    }

    @Test func everyKindSharesOneSpaceOfKeysAndIDs() async throws {
        try await Way.inProcess.reach { asker in
            let mutex: JSONObject = ["name": "M", "slots": [["percentage": 100]]]
            let holdout: JSONObject = ["name": "H", "holdoutPercentage": 5]
            let creates: [(String, JSONObject)] = [
                ("/api/1/flags", [:]), ("/api/1/experiments", [:]), ("/api/1/mutexes", mutex),
                ("/api/1/holdouts", holdout), ("/experiments/new", [:]),
            ]
            let taken = [
                ("new-search-bar", "a flag"), ("search-ranker", "an experiment"), ("checkout-traffic", "a mutex group"),
                ("holdout-winter", "a holdout group"),
            ]
            var ids: [Int64] = []
            for (target, more) in creates {
                var body = more
                body["projectId"] = "417260"
                for (key, kind) in taken {
                    body["key"] = .string(key)
                    let answer = try await asker.post(target, .object(body))
                    #expect(
                        answer.status == 400 && answer.message.contains("has \(kind) with the key \(key)"),
                        "\(answer.text)")
                }
                body["key"] = .string("free-\(ids.count)")
                let made = try await asker.post(target, .object(body)).json
                ids.append(try #require(Int64(made["id"]?.stringValue ?? "")))
            }
            #expect(ids == Array(31_239...31_243))
        }
    }
}
