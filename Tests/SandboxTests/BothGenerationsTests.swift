import JSON
import ManagementAPI
import Testing

@testable import Sandbox

/// One store behind both generations.
struct BothGenerationsTests {
    @Test(arguments: Way.allCases)
    func aChangeMadeThroughOneIsSeenThroughTheOther(_ way: Way) async throws {
        try await way.reach { asker in
            let v1 = V1Asker(asker, "/experiments/26317")
            func beta() async throws -> JSONValue { try await asker.get("/experiments/26317").json }
            // By the beta, seen by v1: with a version, and who it was.
            let count = try await v1.versionCount()
            #expect(try await asker.post("/experiments/26317/deactivate").text == #""OK""#)
            let deactivated = try await v1.get()
            #expect(deactivated["enabled"] == false)
            #expect(deactivated["lastModifiedBy"]?.stringValue == Author.sandbox.email)
            #expect(
                try await asker.post("/experiments/26317/rollout-weights", ["rolloutWeights": ["similar": 9]]).status
                    == 200)
            #expect(try await v1.get("/variants/similar")["rolloutWeight"] == 9)
            #expect(try await v1.versionCount() == count + 2)
            // By v1, seen by the beta.
            #expect(try await v1.patch("", ["enabled": true, "name": "Both", "endDate": "2026-02-01"]).status == 200)
            #expect(
                try await v1.post("/variants", ["key": "bold", "payload": ["w": 700], "rolloutWeight": 2]).status == 200
            )
            let seen = try await beta()
            #expect(seen["enabled"] == true && seen["name"] == "Both" && seen["endDate"] == "2026-02-01")
            #expect(seen["variants"]?[3] == ["key": "bold", "payload": ["w": 700]])
            #expect(seen["rolloutWeights"]?["bold"] == 2)
            // The beta shows what it declares and nothing else.
            let declared = Catalogue.all.objectType(of: "experiments", generation: .beta)?.fields.map(\.name)
            #expect(seen.objectValue?.keys == declared)
            // Made by one, there for the other.
            let made = try await asker.create("by-beta", project: "417260")
            let shown = try await asker.get("/api/1/experiments?key=by-beta").json["experiments"]?[0]
            #expect(shown?["id"] == made["id"] && shown?["rolloutPercentage"] == 0 && shown?["tags"] == [])
            let reference = try await asker.post("/api/1/experiments", ["projectId": "417260", "key": "by-v1"]).json
            let other = try await asker.get("/experiments/\(reference["id"]?.stringValue ?? "")").json
            #expect(other["key"] == "by-v1" && other["state"] == "planning" && other.objectValue?.keys == declared)
            #expect(try await asker.get("/experiments/list?limit=1").json["experiments"]?[0] == other)
            // Archived by v1, it leaves the beta's list, which cannot ask for it, and can still be read.
            #expect(try await v1.patch("", ["archive": true]).status == 200)
            let ids = try await asker.get("/experiments/list").json["experiments"]?.arrayValue?.map { $0["id"] }
            #expect(ids?.contains("26317") == false)
            #expect(try await beta()["name"] == "Both")
            // Deployments as well.
            #expect(try await asker.patch("/api/1/deployments/5498", ["label": "shop", "archive": true]).text == "OK")
            let deployments = try await asker.get("/deployments/list").json["deployments"]?.arrayValue
            let shop = deployments?.first { $0["id"] == "5498" }
            #expect(shop?["label"] == "shop" && shop?["deleted"] == true && shop?["type"] == nil)
        }
    }

    @Test func aFlagIsNoExperiment() async throws {
        try await Way.inProcess.reach { asker in
            let answer = try await asker.get("/experiments/24105")
            #expect(answer.status == 400)
            #expect(try await asker.get("/api/1/experiments/24105").status == 404)
            #expect(try await asker.get("/api/1/flags/26317").status == 404)
            #expect(try await asker.post("/experiments/24105/activate").status == 400)
        }
    }

    @Test func eachGenerationHasItsOwnAnswers() async throws {
        try await Way.inProcess.reach { asker in
            #expect(try await asker.get("/experiments/1").status == 400)
            #expect(try await asker.get("/api/1/experiments/1").status == 404)
            let beta = try await asker.post("/experiments/26317/activate")
            let v1 = try await asker.patch("/api/1/experiments/26317", ["enabled": true])
            #expect(beta.header("content-type") == "application/json" && beta.text == #""OK""#)
            #expect(v1.header("content-type") == "text/plain; charset=utf-8" && v1.text == "OK")
            #expect(try await asker.get("/api/1/experiments/list").status == 404)
            #expect(try await asker.get("/flags").status == 404)
        }
    }

    @Test(arguments: Way.allCases)
    func everyReadOfV1HasTheShapeThatTheCatalogueDeclares(_ way: Way) async throws {
        try await way.reach { asker in
            for endpoint in Catalogue.all.endpoints(of: .v1) where !endpoint.mutates {
                let id =
                    switch endpoint.owner {
                    case "flags": "24105"
                    case "experiments": "26301"
                    case "mutexes": "26180"
                    default: "26193"
                    }
                let names = [
                    "id": id, "variantKey": endpoint.owner == "flags" ? "on" : "treatment", "versionId": "1",
                    "deploymentId": "5498",
                ]
                let target = try #require(endpoint.fullPath.filled(names))
                let answer = try await asker.get(target)
                #expect(answer.status == 200, "\(endpoint.id): \(answer.text)")
                #expect(TypeChecker().problems(in: try answer.json, against: endpoint.result) == [], "\(endpoint.id)")
            }
        }
    }

    @Test(arguments: EmulatorSettings.EndStyle.allCases, [1, 13, 25])
    func aCursorMayStandInsideOfTheArray(_ end: EmulatorSettings.EndStyle, _ limit: Int) async throws {
        var settings = EmulatorSettings()
        settings.cursorPlace = .inside
        settings.end = end
        try await Way.inProcess.reach(settings: settings) { asker in
            let page = try await asker.get("/api/1/flags?limit=\(limit)&includeArchived=true").json
            #expect(page.objectValue?.keys == ["flags"])
            let items = try #require(page["flags"]?.arrayValue)
            let hasCursor = limit < 25 || end != .absent
            #expect(items.count == limit + (hasCursor ? 1 : 0))
            #expect((items.last?.objectValue?.keys == ["nextCursor"]) == hasCursor)
        }
    }

    @Test func aProblemNamesTheFieldsAtFault() async throws {
        var settings = EmulatorSettings()
        settings.error = .problem
        try await Way.inProcess.reach(settings: settings) { asker in
            let answer = try await asker.patch("/api/1/flags/24105", ["rolloutPercentage": 101, "nmae": "x"])
            #expect(answer.header("content-type") == "application/problem+json")
            let problem = try answer.json
            #expect(
                problem["status"] == 400 && problem["error_code"] == "invalid_request" && problem["retryable"] == false)
            #expect(problem["validation_errors"]?.arrayValue?.map { $0["field"] } == ["rolloutPercentage", "nmae"])
            #expect(problem["validation_errors"]?.arrayValue?.map { $0["code"] } == ["invalid_value", "unknown_field"])
            #expect(try await asker.get("/api/1/flags/1").json["error_code"] == "not_found")
            #expect(try await asker.get("/nowhere").json["title"] == "Not Found")
        }
    }

    @Test(arguments: [("3", JSONValue.integer(3)), ("soon", nil), (nil, nil)] as [(String?, JSONValue?)])
    func aThrottledProblemSaysWhenToTryAgain(_ header: String?, _ seconds: JSONValue?) throws {
        let fault = Fault(.status(429, retryAfter: header, body: nil), applies: false)
        let answer = FaultedAnswer(fault, nil, style: .problem).response
        let problem = try answer.json
        #expect(problem["retry_after_seconds"] == seconds && problem["retryable"] == true)
        #expect(answer.header("content-type") == "application/problem+json" && answer.header("retry-after") == header)
        #expect(try FaultedAnswer(fault, nil).response.json.objectValue?.keys == ["error"])
    }

    @Test(arguments: Way.allCases)
    func deploymentsAreMadeAndAssigned(_ way: Way) async throws {
        try await way.reach { asker in
            let made = try await asker.post(
                "/api/1/deployments", ["projectId": "417260", "label": "kiosk", "type": "server"]
            ).json
            #expect(made == ["id": "5742"])
            let kiosk = try await asker.get("/api/1/deployments/5742").json
            #expect(kiosk["key"]?.stringValue?.hasPrefix("server-") == true && kiosk["key"]?.stringValue?.count == 23)
            #expect(kiosk["deleted"] == false && kiosk["type"] == "server")
            #expect(try await asker.get("/deployments/list?limit=1").json["deployments"]?[0]?["id"] == "5742")
            let again = try await asker.post(
                "/api/1/deployments", ["projectId": "417260", "label": "kiosk", "type": "client"])
            #expect(try again.json == ["id": "5743"])
            let ask = V1Asker(asker, "/flags/24105")
            #expect(try await ask.post("/deployments", ["deployments": ["5742", "5498", "5742"]]).text == "OK")
            #expect(try await ask.get()["deployments"] == ["5498", "5742"])
            #expect(try await ask.get("/deployments").arrayValue?.map { $0["id"] } == ["5498", "5742"])
            #expect(try await ask.get("/deployments")[1] == kiosk)
            #expect(try await ask.delete("/deployments/5498").text == "OK")
            #expect(try await ask.delete("/deployments/5498").status == 404)
            #expect(try await ask.get()["deployments"] == ["5742"])
            for id in ["5733", "5602", "1", "05742"] {
                #expect(try await ask.post("/deployments", ["deployments": [.string(id)]]).status == 400, "\(id)")
            }
            #expect(try await asker.patch("/api/1/deployments/5742", ["label": "a b"]).status == 400)
            #expect(try await asker.post("/api/1/deployments", ["projectId": "1", "label": "x"]).status == 400)
        }
    }
}
