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
}
