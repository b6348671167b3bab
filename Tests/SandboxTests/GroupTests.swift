import JSON
import ManagementAPI
import Testing

@testable import Sandbox

/// Mutex and holdout groups, and what they do to the experiments in them.
struct GroupTests {
    private static let mutex = "/api/1/mutexes/26180"
    private static let holdout = "/api/1/holdouts/26193"

    private static func dependencies(_ asker: Asker, _ id: Int64) async throws -> JSONValue? {
        try await asker.get("/api/1/experiments/\(id)").json["parentDependencies"]
    }

    @Test(arguments: Way.allCases)
    func aGroupIsShownWithNumbersForIDs(_ way: Way) async throws {
        try await way.reach { asker in
            let mutex = try await asker.get(Self.mutex).json
            #expect(mutex["id"] == 26180 && mutex["projectId"] == 417_260)
            #expect(mutex["slots"]?[0]?["experiments"] == [26317] && mutex["slots"]?[1]?["name"] == "SLOT 2")
            let holdout = try await asker.get(Self.holdout).json
            #expect(
                holdout["id"] == 26193 && holdout["experiments"] == [26301, 26460] && holdout["createdBy"] == "30422")
            for (list, name) in [("mutexes", Self.mutex), ("holdouts", Self.holdout)] {
                let page = try await asker.get("/api/1/\(list)").json
                let group = try await asker.get(name).json
                #expect(page[list]?.arrayValue?.contains(group) == true)
                let endpoint = try #require(Catalogue.all.endpoint(id: "\(list).list", generation: .v1))
                #expect(TypeChecker().problems(in: page, against: endpoint.result) == [])
            }
        }
    }

    @Test(arguments: Way.allCases)
    func aNewMutexNumbersItsSlotsAndBindsItsExperiments(_ way: Way) async throws {
        try await way.reach { asker in
            let body: JSONValue = [
                "projectId": "417260", "name": "Search", "key": "search-traffic",
                "slots": [
                    ["percentage": 60, "experiments": ["26460"], "individuals": ["qa-7"]],
                    ["percentage": 40, "experiments": [26466], "holdouts": ["26193"]],
                ],
            ]
            let versions = try await V1Asker(asker, "/experiments/26466").versionCount()
            let made = try await asker.post("/api/1/mutexes", body).json
            #expect(made.objectValue?.keys == ["id", "url"] && made["id"] == "31239")
            let mutex = try await asker.get("/api/1/mutexes/31239").json
            #expect(
                mutex["slots"] == [
                    [
                        "name": "SLOT 1", "index": 1, "variantKey": "slot-1", "percentage": 60, "experiments": [26460],
                        "holdouts": [], "individuals": ["qa-7"], "cohorts": [],
                    ],
                    [
                        "name": "SLOT 2", "index": 2, "variantKey": "slot-2", "percentage": 40, "experiments": [26466],
                        "holdouts": [26193], "individuals": [], "cohorts": [],
                    ],
                ])
            #expect(mutex["projectId"] == 417_260 && mutex["description"] == .some(.null))
            #expect(
                try await Self.dependencies(asker, 26460)
                    == ["flags": ["26193": ["on"], "31239": ["slot-1"]], "operator": "all"])
            #expect(try await Self.dependencies(asker, 26466) == ["flags": ["31239": ["slot-2"]], "operator": "all"])
            #expect(try await V1Asker(asker, "/experiments/26466").versionCount() == versions + 1)
        }
    }

    @Test func aKeyIsMadeWhereNoneIsGiven() async throws {
        try await Way.inProcess.reach { asker in
            _ = try await asker.post("/api/1/holdouts", ["projectId": 417_260, "name": "H", "holdoutPercentage": 5])
            _ = try await asker.post(
                "/api/1/mutexes", ["projectId": 417_260, "name": "M", "slots": [["percentage": 100]]])
            let holdout = try await asker.get("/api/1/holdouts/31239").json
            let mutex = try await asker.get("/api/1/mutexes/31240").json
            #expect(holdout["key"]?.stringValue?.hasPrefix("holdout-") == true && holdout["variantName"] == "on")
            #expect(mutex["key"]?.stringValue?.hasPrefix("mutex-") == true)
            #expect(
                holdout["bucketingSalt"]?.stringValue?.count == 8 && holdout["bucketingSalt"] != mutex["bucketingSalt"])
        }
    }

    @Test(arguments: [
        (#"{"name":"M","slots":[{"percentage":60},{"percentage":30}]}"#, "100"), (#"{"name":"M","slots":[]}"#, "slots"),
        (#"{"name":"M","slots":[{"percentage":0},{"percentage":100}]}"#, "percentage"),
        (#"{"name":"M","slots":[{"percentage":99.5},{"percentage":0.5}]}"#, "percentage"), (#"{"name":"M"}"#, "slots"),
        (#"{"slots":[{"percentage":100}]}"#, "name"),
        (#"{"name":"M","slots":[{"percentage":100,"experiments":[99]}]}"#, "slots[1].experiments[1]"),
        (#"{"name":"M","slots":[{"percentage":100,"experiments":[31139]}]}"#, "another project"),
        (#"{"name":"M","slots":[{"percentage":100,"experiments":[26317]}]}"#, "is in the mutex group 26180 already"),
        (
            #"{"name":"M","slots":[{"percentage":50,"experiments":[26460]},{"percentage":50,"experiments":["26460"]}]}"#,
            "twice"
        ),
    ])
    func aMutexThatDoesNotFitIsRefusedWhole(_ body: String, _ words: String) async throws {
        try await Way.inProcess.reach { asker in
            var object = try #require(try JSONValue(parsing: body.utf8).objectValue)
            object["projectId"] = 417_260
            object["key"] = "refused"
            let answer = try await asker.post("/api/1/mutexes", .object(object))
            #expect(answer.status == 400 && answer.message.contains(words), "\(answer.text)")
            #expect(try await asker.get("/api/1/mutexes").json["mutexes"]?.arrayValue?.count == 2)
            #expect(try await Self.dependencies(asker, 26460) == ["flags": ["26193": ["on"]], "operator": "all"])
        }
    }

    @Test(arguments: Way.allCases)
    func aSlotsListsAreReplacedAndItsMembersFollow(_ way: Way) async throws {
        try await way.reach { asker in
            #expect(try await asker.patch(Self.mutex + "/slots/1", ["experiments": ["26352", 26288]]).text == "OK")
            let slot = try await asker.get(Self.mutex).json["slots"]?[0]
            #expect(slot?["experiments"] == [26352, 26288] && slot?["individuals"] == ["qa-7"])
            #expect(try await Self.dependencies(asker, 26317) == .some(.null))
            for id in [26352, 26288] as [Int64] {
                #expect(try await Self.dependencies(asker, id) == ["flags": ["26180": ["slot-1"]], "operator": "all"])
            }
            // One moves where it has left its slot first.
            let moved = try await asker.patch(Self.mutex + "/slots/2", ["experiments": [26344, 26352]])
            #expect(moved.status == 400)
            #expect(try await asker.patch(Self.mutex + "/slots/1", ["experiments": []]).status == 200)
            #expect(try await asker.patch(Self.mutex + "/slots/2", ["experiments": [26344, 26352]]).status == 200)
            #expect(try await Self.dependencies(asker, 26352) == ["flags": ["26180": ["slot-2"]], "operator": "all"])
            #expect(try await asker.patch(Self.mutex + "/slots/3", ["individuals": []]).status == 404)
            #expect(try await asker.patch(Self.mutex + "/slots/two", ["individuals": []]).status == 400)
            #expect(try await asker.patch(Self.mutex + "/slots/1", ["percentage": 50]).status == 400)
        }
    }

    @Test(arguments: Way.allCases)
    func anArchivedMutexLosesItsMembersForGood(_ way: Way) async throws {
        try await way.reach { asker in
            let archive: JSONValue = ["archive": true, "name": "ignored", "description": "ignored"]
            #expect(try await asker.patch(Self.mutex, archive).text == "OK")
            let mutex = try await asker.get(Self.mutex).json
            #expect(mutex["deleted"] == true && mutex["name"] == "Checkout traffic")
            for slot in try #require(mutex["slots"]?.arrayValue) {
                #expect(slot["experiments"] == [] && slot["individuals"] == [] && slot["variantKey"] != nil)
            }
            #expect(try await Self.dependencies(asker, 26317) == .some(.null))
            #expect(try await Self.dependencies(asker, 26344) == .some(.null))
            #expect(try await asker.get("/api/1/mutexes").json["mutexes"]?.arrayValue?.count == 1)
            #expect(try await asker.patch(Self.mutex, ["archive": false, "name": "Back"]).text == "OK")
            let back = try await asker.get(Self.mutex).json
            #expect(back["deleted"] == false && back["name"] == "Back" && back["slots"] == mutex["slots"])
            #expect(try await asker.get("/api/1/mutexes").json["mutexes"]?.arrayValue?.count == 2)
        }
    }

    @Test(arguments: Way.allCases)
    func aHoldoutsExperimentsDependOnIt(_ way: Way) async throws {
        try await way.reach { asker in
            let edit: JSONValue = ["experiments": ["26301", "26317"], "individualExclusion": ["qa-7"]]
            #expect(try await asker.patch(Self.holdout, edit).text == "OK")
            let holdout = try await asker.get(Self.holdout).json
            #expect(holdout["experiments"] == [26301, 26317] && holdout["individualInclusion"] == ["vip-1", "vip-2"])
            #expect(holdout["lastModifiedBy"] == "30400" && holdout["createdBy"] == "30422")
            #expect(try await Self.dependencies(asker, 26460) == .some(.null))
            // A group of each kind may hold one experiment.
            #expect(
                try await Self.dependencies(asker, 26317)
                    == ["flags": ["26180": ["slot-1"], "26193": ["on"]], "operator": "all"])
            #expect(try await asker.patch(Self.holdout, ["holdoutPercentage": 6]).status == 400)
            #expect(try await asker.patch(Self.holdout, ["archive": true]).status == 200)
            #expect(try await Self.dependencies(asker, 26301) == .some(.null))
            #expect(try await Self.dependencies(asker, 26317) == ["flags": ["26180": ["slot-1"]], "operator": "all"])
            #expect(try await asker.get("/api/1/holdouts").json["holdouts"] == [])
            let archived = try await asker.get(Self.holdout).json
            #expect(archived["experiments"] == [] && archived["individualInclusion"] == [])
        }
    }

    @Test func whatIsEvaluatedLocallyDependsOnlyOnWhatIsSoToo() async throws {
        try await Way.inProcess.reach { asker in
            #expect(try await asker.patch("/api/1/experiments/26352", ["evaluationMode": "local"]).status == 200)
            let refused = try await asker.patch(Self.mutex + "/slots/1", ["experiments": [26352]])
            #expect(refused.status == 400 && refused.message.contains("evaluationMode"))
            #expect(try await asker.get(Self.mutex).json["slots"]?[0]?["experiments"] == [26317])
            let edit = try await asker.patch("/api/1/experiments/26317", ["evaluationMode": "local"])
            #expect(edit.status == 400 && edit.message.contains("evaluationMode"))
            #expect(try await asker.get("/api/1/experiments/26317").json["evaluationMode"] == "remote")
            let local: JSONValue = [
                "projectId": 417_260, "name": "L", "key": "local", "evaluationMode": "local",
                "slots": [["percentage": 100, "experiments": [26352, 26288]]],
            ]
            #expect(try await asker.post("/api/1/mutexes", local).status == 200)
        }
    }

    @Test func anArchivedExperimentComesIntoNoGroup() async throws {
        try await Way.inProcess.reach { asker in
            #expect(try await asker.patch("/api/1/experiments/26352", ["archive": true]).status == 200)
            let answer = try await asker.patch(Self.mutex + "/slots/1", ["experiments": [26352]])
            #expect(answer.status == 400 && answer.message.contains("deleted"))
            // A flag is no experiment.
            #expect(try await asker.patch(Self.mutex + "/slots/1", ["experiments": [24105]]).status == 400)
        }
    }
}
