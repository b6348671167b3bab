import JSON
import ManagementAPI
import Testing

@testable import Sandbox

/// An object whose record is not what was kept there, in a file that is sound otherwise. field/attack 9
struct DamagedRecordTests {
    private static let id: Int64 = 26317
    private static let records = [
        "", " ", "{", "x", "null", "true", "7", "\"26317\"", "[]", "{}", #"{"id":26318}"#, #"{"id":"26318"}"#,
        #"{"id":null}"#, #"{"id":"026317"}"#, #"{"id":{"id":"26317"}}"#, #"{"a":{"id":"26317"}}"#, #"[{"id":"26317"}]"#,
        #"{"id":"26317"} x"#, #"{"id":"26317","id":"1"}"#, #"{"id":"26317","name":"\ud83d"}"#,
        "{\"id\":\"26317\",\"name\":\"a\tb\"}", #"{"id":"26317","name":"#, "<html>",
    ]
    private let folder = TemporaryFolder()

    /// A file with one damaged record.
    private func file(_ record: String, _ id: Int64 = DamagedRecordTests.id, of resource: String = "experiments") throws
        -> String
    {
        let path = folder.file("s.sqlite")
        let store = try SandboxStore(path: path, now: 0)
        try store.write { try $0.damage(id, of: resource, record) }
        return path
    }

    @Test(arguments: records)
    func aCallToTheObjectNamesFileAndObject(_ record: String) throws {
        let path = try file(record)
        for action in ["", "/rollout-weights", "/activate", "/deactivate"] {
            let request = SandboxRequest(
                method: action.isEmpty ? "GET" : "POST", target: "/experiments/\(Self.id)\(action)",
                headers: Asker.headers,
                body: action == "/rollout-weights" ? Array(#"{"rolloutWeights":{"control":1}}"#.utf8) : [])
            let damage = SandboxError.damaged(path: path, reason: .unreadableRecord(kind: "experiment", id: "26317"))
            #expect(throws: damage, "\(action)") { try Sandbox(path: path).answer(to: request) }
        }
    }

    @Test(arguments: records)
    func aPageWithTheObjectIsNoAnswerOfTheService(_ record: String) async throws {
        let path = try file(record)
        for way in Way.allCases {
            try await way.reach(path: path) { ask in
                let answer = try await ask.get("/experiments/list?limit=1000")
                #expect(answer.status == 500, "\(way)")
                #expect(
                    answer.message
                        == "the sandbox file \(path) is damaged: what it holds of the experiment 26317 cannot be read")
                #expect(try await ask.get("/deployments/list").status == 200, "another list has no part in it")
            }
        }
    }

    @Test func aPageWithoutTheObjectIsAnsweredAsEver() async throws {
        let path = try file("{")
        try await Way.inProcess.reach(path: path) { ask in
            var cursor: String?
            var statuses: [Int] = []
            repeat {
                let answer = try await ask.get("/experiments/list?limit=7" + (cursor.map { "&cursor=\($0)" } ?? ""))
                statuses.append(answer.status)
                cursor = try answer.json["nextCursor"]?.stringValue
            } while cursor != nil
            #expect(statuses.contains(200) && statuses.last == 500)
        }
    }

    @Test(arguments: [("deployments", "deployment"), ("experiments", "experiment")])
    func aCheckFindsItInAnyResource(_ resource: String, _ kind: String) throws {
        let whole = try SandboxStore(path: ":memory:", now: 0)
        let id = try whole.read { try $0.highestID(of: resource, hasKeys: resource != "deployments") }
        let path = try file("x", id, of: resource)
        let found = SandboxError.damaged(path: path, reason: .unreadableRecord(kind: kind, id: String(id)))
        #expect(throws: found) { try Sandbox(path: path).check() }
    }

    /// What v1 shows beside the record is damaged: the beta has no part in it.
    @Test(arguments: ["{", "[]", "7", #"{"tags":["a]}"#])
    func whatLaterGenerationsAddIsLookedAtToo(_ later: String) throws {
        let path = folder.file("later.sqlite")
        let store = try SandboxStore(path: path, now: 0)
        try store.write { writer in
            guard var object = try writer.object(Self.id, of: "experiments") else { return }
            object.later = Array(later.utf8)
            try writer.replaceObject(object)
        }
        let damage = SandboxError.damaged(
            path: path, reason: .unreadableRecord(kind: "experiment", id: String(Self.id)))
        let sandbox = try Sandbox(path: path)
        for target in ["/api/1/experiments/\(Self.id)", "/api/1/experiments", "/api/1/experiments/\(Self.id)/versions"]
        {
            #expect(throws: damage) {
                try sandbox.answer(to: SandboxRequest(method: "GET", target: target, headers: Asker.headers))
            }
        }
        #expect(throws: damage) { try sandbox.check() }
        let beta = SandboxRequest(method: "GET", target: "/experiments/\(Self.id)", headers: Asker.headers)
        #expect(try sandbox.answer(to: beta).status == 200)
    }

    @Test func aSoundFilePassesTheCheck() throws {
        try Sandbox(path: folder.file("t.sqlite")).check()
        try Sandbox(path: ":memory:").check()
    }

    @Test func aResetKeepsTheDamagedFileAside() throws {
        let path = try file("{")
        #expect(try Sandbox(path: path).reset() == .replaced(kept: path + ".damaged"))
        try Sandbox(path: path).check()
        #expect(throws: SandboxError.self) { try Sandbox(path: path + ".damaged").check() }
    }
}

extension StoreWriter {
    /// Puts another text where the record of an object stands.
    func damage(_ id: Int64, of resource: String, _ record: String) throws {
        guard var object = try object(id, of: resource) else { return }
        object.record = Array(record.utf8)
        try replaceObject(object)
    }
}
