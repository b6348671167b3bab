import JSON
import ManagementAPI
import Testing

@testable import Sandbox

struct DemoDataTests {
    static let experiments: [JSONObject] = [DemoData.market, DemoData.app].flatMap { project in
        project.experiments.map { $0.record(project: project.id) }
    }

    @Test func itHoldsEveryKindThatScriptsMustCopeWith() {
        #expect(Self.experiments.count == 60)
        #expect(Set(Self.experiments.compactMap { $0["state"]?.stringValue }).count == 4)
        func count(_ matches: (JSONObject) -> Bool) -> Int { Self.experiments.filter(matches).count }
        #expect(count { $0["enabled"] == true } >= 15)
        #expect(count { $0["enabled"] == false } >= 15)
        #expect(count { $0["deployments"] == [] } >= 5)
        #expect(count { $0["description"] == "" } >= 3)
        #expect(count { ($0["targetSegments"]?.arrayValue?.count ?? 0) > 1 } >= 4)
        #expect(count { ($0["variants"]?.arrayValue?.count ?? 0) == 4 } >= 3)
        #expect(count { Set(($0["rolloutWeights"]?.objectValue?.values ?? []).map(\.description)).count > 1 } >= 15)
        #expect(
            count { JSONValue.object($0).description.unicodeScalars.contains { $0.properties.isEmojiPresentation } }
                >= 5)
        #expect(count { JSONValue.object($0).description.unicodeScalars.contains { $0.properties.isIdeographic } } >= 3)
        // Enabled and state are independent of each other.
        #expect(count { $0["enabled"] == true && $0["state"] == "planning" } >= 1)
        #expect(count { $0["enabled"] == false && $0["state"] == "running" } >= 1)
    }

    @Test func everyRecordHasTheShapeThatTheCatalogueDeclares() throws {
        let get = try #require(Catalogue.all.endpoint(id: "experiments.get", generation: .beta))
        for record in Self.experiments {
            #expect(TypeChecker().problems(in: .object(record), against: get.result) == [], "\(record["key"] ?? "")")
        }
    }

    @Test func everyRecordCouldHaveBeenCreated() throws {
        let create = try #require(Catalogue.all.endpoint(id: "experiments.create", generation: .beta)?.body)
        for record in Self.experiments {
            var body = JSONObject()
            for field in create.fields { body[field.name] = record[field.name] }
            #expect(TypeChecker().problems(in: .object(body), against: .object(create)) == [], "\(record["key"] ?? "")")
            let variants = (record["variants"]?.arrayValue ?? []).compactMap { $0["key"]?.stringValue }
            #expect(record["rolloutWeights"]?.objectValue?.keys == variants, "\(record["key"] ?? "")")
        }
    }

    @Test func keysAreUniqueAndIDsRise() {
        for project in [DemoData.market, DemoData.app] {
            #expect(Set(project.experiments.map(\.key)).count == project.experiments.count)
            let ids = project.experiments.map(\.id)
            #expect(ids == ids.sorted())
            let own = Set(project.deployments.map(\.id))
            #expect(
                project.experiments.allSatisfy { $0.deployments.allSatisfy { own.contains($0.id) && !$0.isDeleted } })
        }
    }

    @Test func twoSandboxesHoldTheSame() throws {
        let request = SandboxRequest(method: "GET", target: "/experiments/list", headers: Asker.headers)
        let answers = try [1, 2].map { time in
            try Sandbox(path: ":memory:", now: { time }).respond(to: request)
        }
        #expect(answers[0] == answers[1])
    }

    @Test func theBetaShowsTheDeclaredRecordsByteForByte() throws {
        let sandbox = try Sandbox(path: ":memory:")
        for record in Self.experiments {
            let id = record["id"]?.stringValue ?? ""
            let request = SandboxRequest(method: "GET", target: "/experiments/\(id)", headers: Asker.headers)
            #expect(sandbox.respond(to: request).body == JSONValue.object(record).encoded(), "\(id)")
        }
        for project in [DemoData.market, DemoData.app] {
            let list = try SandboxStoreTests.get(sandbox, "/deployments/list")["deployments"]?.arrayValue
            for deployment in project.deployments {
                #expect(list?.contains(.object(deployment.record(project: project.id))) == true)
            }
        }
    }

    @Test(arguments: ["flags", "experiments", "deployments", "mutexes", "holdouts"])
    func everyObjectHasTheShapeThatV1Declares(_ resource: String) throws {
        let sandbox = try Sandbox(path: ":memory:")
        let list = try #require(Catalogue.all.endpoint(id: "\(resource).list", generation: .v1))
        let archived = list.parameter("includeArchived") == nil ? "" : "?includeArchived=true"
        let page = try SandboxStoreTests.get(sandbox, "/api/1/\(resource)\(archived)")
        #expect(TypeChecker().problems(in: page, against: list.result) == [])
        #expect(page[resource]?.arrayValue?.count == SandboxStoreTests.demoCounts[resource])
    }

    @Test func itsHistoryHasSeveralAuthorsOverTwoYears() throws {
        let sandbox = try Sandbox(path: ":memory:")
        let versions = try #require(
            try SandboxStoreTests.get(sandbox, "/api/1/versions")["versions"]?.arrayValue)
        let list = try #require(Catalogue.all.endpoint(id: "versions.list", generation: .v1))
        let times = versions.compactMap { $0["createdAt"]?.stringValue }
        #expect(Set(versions.compactMap { $0["createdBy"]?.stringValue }).count == 5)
        #expect(times.first?.hasPrefix("2026") == true && times.last?.hasPrefix("2023") == true)
        #expect(versions.count(where: { ($0["version"]?.integerValue ?? 0) > 3 }) > 2)
        for version in versions {
            let page: JSONValue = ["versions": [version], "nextCursor": nil]
            #expect(TypeChecker().problems(in: page, against: list.result) == [])
        }
    }

    @Test func itHoldsWhatScriptsForV1MustCopeWith() throws {
        let sandbox = try Sandbox(path: ":memory:")
        func all(_ target: String, _ list: String) throws -> [JSONValue] {
            try SandboxStoreTests.get(sandbox, "/api/1/\(target)")[list]?.arrayValue ?? []
        }
        let flags = try all("flags?includeArchived=true", "flags")
        let experiments = try all("experiments", "experiments")
        #expect(flags.count { $0["deleted"] == true } == 3)
        #expect(flags.count { $0["evaluationMode"] == "local" } >= 3)
        #expect(flags.count { $0.description.contains(#""type":"cohort""#) } == 2)
        #expect(flags.count { $0["parentDependencies"] != .some(.null) } == 1)
        #expect(flags.count { $0["rolloutPercentage"]?.integerValue == nil } >= 1)
        #expect(Set((flags + experiments).flatMap { $0["tags"]?.arrayValue ?? [] }).count > 10)
        #expect(experiments.count { $0["parentDependencies"] != .some(.null) } == 6)
        #expect(experiments.count { $0["deliveryMethod"] == "web" } == 1)
        #expect(experiments.count { $0["decision"] == "rollout" } >= 3)
        // What groups say of their members and what these say of the groups is the same.
        let groups = try all("mutexes", "mutexes") + all("holdouts", "holdouts")
        for group in groups {
            let id = group["id"]?.idText ?? ""
            let members = (group["slots"]?.arrayValue ?? [group]).flatMap { $0["experiments"]?.arrayValue ?? [] }
            let depending = experiments.filter { $0["parentDependencies"]?["flags"]?[id] != nil }
            #expect(Set(members.map(\.idText)) == Set(depending.compactMap { $0["id"]?.stringValue }))
        }
    }
}
