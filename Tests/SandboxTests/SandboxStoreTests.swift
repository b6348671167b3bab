import GRDB
import JSON
import Testing

@testable import Sandbox

struct SandboxStoreTests {
    /// How many objects of each resource the demo data has.
    static let demoCounts = ["experiments": 60, "deployments": 8, "flags": 25, "mutexes": 2, "holdouts": 1]

    static let add: @Sendable (Sandbox, String) -> SandboxResponse = { sandbox, key in
        sandbox.respond(
            to: SandboxRequest(
                method: "POST", target: "/experiments/new", headers: Asker.headers,
                body: JSONValue.object(["projectId": "1", "key": .string(key)]).encoded()))
    }

    static func get(_ sandbox: Sandbox, _ target: String) throws -> JSONValue {
        try sandbox.respond(to: SandboxRequest(method: "GET", target: target, headers: Asker.headers)).json
    }

    @Test func whatWasAcknowledgedIsThereAfterReopening() throws {
        let folder = TemporaryFolder()
        let path = folder.file("s.sqlite")
        var id = ""
        do {
            let sandbox = try Sandbox(path: path)
            id = try #require(try Self.add(sandbox, "kept").json["id"]?.stringValue)
        }
        #expect(try Self.get(Sandbox(path: path), "/experiments/\(id)")["key"] == "kept")
    }

    @Test func aChangeIsOnTheDiskBeforeItIsAnswered() throws {
        let folder = TemporaryFolder()
        let path = folder.file("s.sqlite")
        try Sandbox(path: path).open()
        let connection = try DatabaseQueue(path: path, configuration: SandboxStore.configuration)
        // With a log, 2 (FULL) syncs it at each commit.
        let synchronous = try connection.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        let journal = try connection.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(synchronous == 2 && journal == "wal")
    }

    @Test func makingASandboxDoesNothingYet() throws {
        let folder = TemporaryFolder()
        let path = folder.file("deep/er/s.sqlite")
        let sandbox = try Sandbox(path: path)
        #expect(TemporaryFolder.mode(of: folder.file("deep")) == nil)
        try sandbox.open()
        #expect(TemporaryFolder.mode(of: path) == 0o600)
        #expect(TemporaryFolder.mode(of: folder.file("deep")) == 0o700)
        #expect(TemporaryFolder.mode(of: folder.file("deep/er")) == 0o700)
        #expect(TemporaryFolder.mode(of: path + ".new") == nil)
        _ = Self.add(sandbox, "k")
        #expect(TemporaryFolder.mode(of: path + "-wal") == 0o600)
    }

    @Test func twoStoresOnOneFileLoseNothing() async throws {
        let folder = TemporaryFolder()
        let path = folder.file("s.sqlite")
        try await withThrowingTaskGroup(of: [String].self) { group in
            for worker in 0..<4 {
                group.addTask {
                    // Each opens, and perhaps makes, the file itself.
                    let sandbox = try Sandbox(path: path)
                    return (0..<50).map { Self.add(sandbox, "w\(worker)-\($0)").text }
                }
            }
            var ids: Set<String> = []
            for try await answers in group {
                for answer in answers {
                    ids.insert(try #require(try JSONValue(parsing: answer.utf8)["id"]?.stringValue, "\(answer)"))
                }
            }
            #expect(ids.count == 200)
        }
        #expect(try Sandbox(path: path).info().objects["experiments"] == 260)
    }

    @Test func weightsOfTwoWritersAreBothKept() async throws {
        let folder = TemporaryFolder()
        let path = folder.file("s.sqlite")
        try Sandbox(path: path).open()
        await withTaskGroup(of: Void.self) { group in
            for variant in ["control", "similar", "bought-with"] {
                group.addTask {
                    guard let sandbox = try? Sandbox(path: path) else { return }
                    for weight in 1...40 {
                        let answer = sandbox.respond(
                            to: SandboxRequest(
                                method: "POST", target: "/experiments/26317/rollout-weights", headers: Asker.headers,
                                body: Array("{\"rolloutWeights\":{\"\(variant)\":\(weight)}}".utf8)))
                        #expect(answer.status == 200, "\(answer.text)")
                    }
                }
            }
        }
        #expect(
            try Self.get(Sandbox(path: path), "/experiments/26317")["rolloutWeights"]
                == ["control": 40, "similar": 40, "bought-with": 40])
    }

    @Test func resetBringsTheDemoDataBack() throws {
        let folder = TemporaryFolder()
        let path = folder.file("s.sqlite")
        let sandbox = try Sandbox(path: path, now: { 5 })
        let other = try Sandbox(path: path, now: { 6 })
        let fresh = try Self.get(other, "/experiments/list")
        _ = Self.add(sandbox, "gone")
        #expect(try other.info().objects["experiments"] == 61)
        #expect(try sandbox.reset() == .refilled)
        #expect(try Self.get(other, "/experiments/list") == fresh)
        let info = try other.info()
        #expect(info.path == path && info.projects == 2)
        #expect(info.objects == Self.demoCounts)
        #expect(info.createdAt == 5)
        #expect(info.byteCount > 10_000)
    }

    @Test func aStoreInMemoryIsItsOwn() throws {
        let one = try Sandbox(path: ":memory:")
        let two = try Sandbox(path: ":memory:")
        _ = Self.add(one, "k")
        #expect(try one.info().objects["experiments"] == 61)
        #expect(try two.info().objects["experiments"] == 60)
        #expect(try one.reset() == .refilled)
        #expect(try one.info().objects["experiments"] == 60)
    }

    /// Ways to damage a sound file, and what is then said about it.
    static let damages: [(name: String, damage: @Sendable ([UInt8]) -> [UInt8], words: String)] = [
        ("empty", { _ in [] }, "empty"),
        ("text", { _ in Array("my notes".utf8) }, "SQLite"),
        (
            "random bytes",
            { bytes in (0..<bytes.count).map { UInt8(truncatingIfNeeded: $0 &* 131 &+ ($0 >> 8) &* 17) } }, "SQLite"
        ),
        ("header cut", { Array($0.prefix(60)) }, "SQLite"),
        ("cut to its first page", { Array($0.prefix(4096)) }, "SQLite"),
        ("cut in half", { Array($0.prefix($0.count / 2)) }, "SQLite"),
        ("other program", { $0.replacing(at: 68, with: [1, 2, 3, 4]) }, "another program"),
        ("database without a name", { $0.replacing(at: 68, with: [0, 0, 0, 0]) }, "no sandbox"),
        ("version that there never was", { $0.replacing(at: 60, with: [0, 0, 0, 0]) }, "version 0"),
        ("schema page overwritten", { $0.replacing(at: 100, with: [UInt8](repeating: 0xA5, count: 3000)) }, "SQLite"),
    ]

    @Test(arguments: damages.indices)
    func aDamagedFileIsSaidToBeDamagedAndKept(_ index: Int) throws {
        let (name, damage, words) = Self.damages[index]
        let folder = TemporaryFolder()
        let path = folder.file("s.sqlite")
        do { try Sandbox(path: path).open() }
        let bytes = damage(TemporaryFolder.bytes(of: path))
        TemporaryFolder.put(bytes, to: path)

        let sandbox = try Sandbox(path: path)
        let error = #expect(throws: SandboxError.self, "\(name)") { try sandbox.open() }
        guard case .damaged(path, _) = error else {
            Issue.record("\(name): \(String(describing: error))")
            return
        }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        #expect(TemporaryFolder.bytes(of: path) == bytes, "\(name)")
        let answer = sandbox.respond(
            to: SandboxRequest(method: "GET", target: "/experiments/list", headers: Asker.headers))
        #expect(answer.status == 500)
        #expect(answer.message.contains(path))

        #expect(try sandbox.reset() == .replaced(kept: path + ".damaged"))
        #expect(TemporaryFolder.bytes(of: path + ".damaged") == bytes)
        #expect(try sandbox.info().objects["experiments"] == 60)
    }

    @Test func aSecondDamagedFileGetsANameOfItsOwn() throws {
        let folder = TemporaryFolder()
        let path = folder.file("s.sqlite")
        TemporaryFolder.put([1], to: path)
        #expect(try Sandbox(path: path).reset() == .replaced(kept: path + ".damaged"))
        TemporaryFolder.put([2], to: path)
        #expect(try Sandbox(path: path).reset() == .replaced(kept: path + ".damaged-2"))
        #expect(TemporaryFolder.bytes(of: path + ".damaged") == [1])
        #expect(TemporaryFolder.bytes(of: path + ".damaged-2") == [2])
    }

    @Test func aRecordThatCannotBeReadIsNamed() throws {
        let folder = TemporaryFolder()
        let path = folder.file("s.sqlite")
        do {
            let store = try SandboxStore(path: path, now: 0)
            try store.write { try $0.damage(26317, of: "experiments", "{") }
        }
        let request = SandboxRequest(method: "POST", target: "/experiments/26317/activate", headers: Asker.headers)
        #expect(throws: SandboxError.damaged(path: path, reason: .unreadableRecord(kind: "experiment", id: "26317"))) {
            try Sandbox(path: path).answer(to: request)
        }
    }

    @Test func aLogThatOutlivedItsDatabaseIsNotPlayedIntoANewOne() throws {
        let folder = TemporaryFolder()
        let path = folder.file("s.sqlite")
        let sandbox = try Sandbox(path: path)
        _ = Self.add(sandbox, "old")
        let log = TemporaryFolder.bytes(of: path + "-wal")
        #expect(!log.isEmpty)
        let elsewhere = folder.file("t.sqlite")
        TemporaryFolder.put(log, to: elsewhere + "-wal")
        #expect(try Sandbox(path: elsewhere).info().objects["experiments"] == 60)
    }

    @Test(arguments: ["", "a\0b"])
    func aPathThatIsNoneIsRefusedAtOnce(_ path: String) {
        #expect(throws: SandboxError.invalidPath(path)) { try Sandbox(path: path) }
    }

    @Test func aPlaceThatCannotBeWrittenIsAnErrorWithFacts() throws {
        let folder = TemporaryFolder()
        TemporaryFolder.put([1], to: folder.file("file"))
        for path in [
            "/dev/null/s.sqlite", folder.file("file/s.sqlite"), "/proc/s.sqlite", "/proc/no/s.sqlite", folder.path,
        ] {
            let error = #expect(throws: SandboxError.self, "\(path)") { try Sandbox(path: path).open() }
            guard case .unavailable(path, _, let reason) = error else {
                Issue.record("\(path): \(String(describing: error))")
                continue
            }
            #expect(!reason.isEmpty)
        }
    }

    @Test func whatABodyThrowsUndoesWhatItDid() throws {
        struct Stop: Error {}
        let store = try SandboxStore(path: ":memory:", now: 0)
        #expect(throws: Stop.self) {
            try store.write { writer in
                try writer.addProject("p", at: 0)
                throw Stop()
            }
        }
        #expect(try store.info().projects == 2)
    }
}

extension [UInt8] {
    fileprivate func replacing(at place: Int, with bytes: [UInt8]) -> [UInt8] {
        self[..<place] + bytes + self[(place + bytes.count)...]
    }
}
