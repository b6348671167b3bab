import GRDB
import JSON
import ManagementAPI
import Testing

@testable import Sandbox

/// Files that an earlier version of ampsh made, in `Tests/Fixtures/sandbox`. `version-1.sqlite` was made by 0.1.0, and
/// `version-2.sqlite` by what came after: the demo data, one experiment more, and one change of weights.
struct OldFileTests {
    static func copyOfVersion1(in folder: TemporaryFolder) throws -> String { try copy(ofVersion: 1, in: folder) }

    static func copy(ofVersion version: Int, in folder: TemporaryFolder) throws -> String {
        let path = folder.file("old.sqlite")
        try TemporaryFolder.copy(fixture: "sandbox/version-\(version).sqlite", to: path)
        return path
    }

    @Test(arguments: [1, 2])
    func anOldFileIsOpenedWithAllThatIsInIt(_ version: Int) throws {
        let folder = TemporaryFolder()
        let path = try Self.copy(ofVersion: version, in: folder)
        let sandbox = try Sandbox(path: path)
        #expect(try sandbox.info().objects == ["experiments": 61, "deployments": 8])
        #expect(try sandbox.info().projects == 2)
        #expect(
            try SandboxStoreTests.get(sandbox, "/experiments/31239")["key"] == .string("made-by-version-\(version)"))
        #expect(try SandboxStoreTests.get(sandbox, "/experiments/31238")["rolloutWeights"]?["control"] == 3)
        let list = try SandboxStoreTests.get(sandbox, "/deployments/list")["deployments"]?.arrayValue
        #expect(list?.count == 8 && list?.last?["id"] == "5498")
        // What it knew is still refused: the key is taken, the next id follows.
        #expect(SandboxStoreTests.add(sandbox, "new").status == 200)
        #expect(try SandboxStoreTests.get(sandbox, "/experiments/31240")["key"] == "new")
        let again = try Sandbox(path: path)
        #expect(try again.info().objects["experiments"] == 62)
    }

    @Test(arguments: [1, 2])
    func everyRecordIsTheOneThatItWas(_ version: Int) throws {
        let folder = TemporaryFolder()
        let path = try Self.copy(ofVersion: version, in: folder)
        let before = try DatabaseQueue(path: path).read { database in
            guard version == 1 else {
                return try String.fetchAll(database, sql: "SELECT record FROM object ORDER BY resource, id")
            }
            return try String.fetchAll(database, sql: "SELECT record FROM deployment ORDER BY id")
                + String.fetchAll(database, sql: "SELECT record FROM experiment ORDER BY id")
        }
        try Sandbox(path: path).open()
        let after = try DatabaseQueue(path: path).read { database in
            try String.fetchAll(database, sql: "SELECT record FROM object ORDER BY resource, id")
        }
        #expect(before == after && before.count == 69)
    }

    @Test(arguments: [1, 2])
    func whatV1ShowsOfOldObjectsFitsWhatTheyWere(_ version: Int) async throws {
        let folder = TemporaryFolder()
        let path = try Self.copy(ofVersion: version, in: folder)
        try await Way.inProcess.reach(path: path) { asker in
            for resource in ["experiments", "deployments"] {
                let list = try #require(Catalogue.all.endpoint(id: "\(resource).list", generation: .v1))
                let page = try await asker.get("/api/1/\(resource)").json
                #expect(TypeChecker().problems(in: page, against: list.result) == [])
                #expect(page[resource]?.arrayValue?.count == (resource == "experiments" ? 61 : 8))
            }
            // Who has begun gives variants to everybody, who has not to nobody.
            let begun = try await asker.get("/api/1/experiments/26211").json
            #expect(begun["rolloutPercentage"] == 100 && begun["evaluationMode"] == "remote" && begun["tags"] == [])
            let planned = try await asker.get("/api/1/experiments/31070").json
            #expect(planned["rolloutPercentage"] == 0 && planned["startDate"] == .some(.null))
            #expect(
                planned["bucketingSalt"]?.stringValue?.count == 8 && planned["bucketingSalt"] != begun["bucketingSalt"])
            let versions = try await asker.get("/api/1/experiments/26211/versions").json
            #expect(versions.arrayValue?.count == 1 && versions[0]?["createdBy"] == "30400")
            #expect(try await asker.get("/api/1/deployments/5521").json["type"] == "server")
            // And it can be changed as any other.
            #expect(try await asker.patch("/api/1/experiments/26211", ["tags": ["old"]]).text == "OK")
            #expect(try await asker.get("/api/1/experiments/26211/versions").json.arrayValue?.count == 2)
        }
    }

    @Test func aMigrationThatFailsLeavesTheFileAsItWas() throws {
        let folder = TemporaryFolder()
        let path = try Self.copyOfVersion1(in: folder)
        // A second table of the name that the migration makes: it cannot go on.
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE object (a INTEGER)") }
        #expect(throws: SandboxError.self) { try Sandbox(path: path).open() }
        let (version, count) = try DatabaseQueue(path: path).read { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA user_version"),
                try Int.fetchOne(database, sql: "SELECT count(*) FROM experiment")
            )
        }
        #expect(version == 1 && count == 61)
    }

    @Test func twoProcessesMayMeetAnOldFileAtOnce() async throws {
        let folder = TemporaryFolder()
        let path = try Self.copyOfVersion1(in: folder)
        try await withThrowingTaskGroup(of: Int?.self) { group in
            for _ in 0..<4 {
                group.addTask { try Sandbox(path: path).info().objects["experiments"] }
            }
            for try await count in group { #expect(count == 61) }
        }
    }

    @Test func aNewerFileIsRefusedAndLeftAsItIs() throws {
        let folder = TemporaryFolder()
        let path = try Self.copyOfVersion1(in: folder)
        try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        let sandbox = try Sandbox(path: path)
        let refusal = SandboxError.newer(path: path, version: 99, known: SandboxSchema.version)
        #expect(throws: refusal) { try sandbox.open() }
        // Nor does a reset put it aside: it is sound, only not ours to read.
        #expect(throws: SandboxError.self) { _ = try sandbox.reset() }
        let version = try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        #expect(version == 99)
    }
}
