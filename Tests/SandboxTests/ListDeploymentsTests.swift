import JSON
import Sandbox
import Testing

struct ListDeploymentsTests {
    @Test(arguments: Way.allCases)
    func deletedOnesAreListedToo(_ way: Way) async throws {
        try await way.reach { asker in
            let page = try await asker.get("/deployments/list").json
            let deployments = try #require(page["deployments"]?.arrayValue)
            #expect(deployments.count == 8)
            #expect(deployments.filter { $0["deleted"] == true }.compactMap { $0["id"] } == ["5602"])
            #expect(page["nextCursor"] == .some(.null))
        }
    }

    @Test(arguments: Way.allCases)
    func pagesGoFromTheNewestToTheOldest(_ way: Way) async throws {
        try await way.reach { asker in
            var ids: [String] = []
            var target = "/deployments/list?limit=3"
            for _ in 1...3 {
                let page = try await asker.get(target).json
                ids += (page["deployments"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
                guard let cursor = page["nextCursor"]?.stringValue else { break }
                target = "/deployments/list?limit=3&cursor=\(cursor.percentEncoded)"
            }
            #expect(ids == ["5741", "5734", "5733", "5602", "5560", "5537", "5521", "5498"])
        }
    }
}
