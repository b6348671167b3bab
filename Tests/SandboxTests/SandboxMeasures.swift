import JSON
import ManagementAPI
import Platform
import Testing

@testable import Sandbox

/// Figures, printed; run only where `SANDBOX_MEASURES` is set, which may also be the number of experiments.
@Suite(.enabled(if: getenv("SANDBOX_MEASURES") != nil), .serialized)
struct SandboxMeasures {
    @Test func openingAndMaking() throws {
        let folder = TemporaryFolder()
        let clock = ContinuousClock()
        for number in 1...3 {
            let path = folder.file("s\(number).sqlite")
            let making = try clock.measure { try Sandbox(path: path).open() }
            let opening = try clock.measure { try Sandbox(path: path).open() }
            print("make \(making), open \(opening)")
        }
    }

    @Test func aMillionExperimentsCostWhatAThousandDo() throws {
        let large = Int64(getenv("SANDBOX_MEASURES").flatMap { Int64(String(cString: $0)) } ?? 1_000_000)
        for count in [1000, large] {
            let folder = TemporaryFolder()
            let path = folder.file("s.sqlite")
            try Self.fill(path, count)
            let sandbox = try Sandbox(path: path)
            print("\(count) experiments: \(try sandbox.info().byteCount / 1_000_000) MB")
            Self.measure("get by id", 3000) { number in
                Self.ask(sandbox, "GET", "/experiments/\(1 + (Int64(number) * 7919) % count)")
            }
            Self.measure("first page of 100", 300) { _ in Self.ask(sandbox, "GET", "/experiments/list?limit=100") }
            let cursor = StoredCursor.opaque(after: [count / 2], of: "experiments").percentEncoded
            Self.measure("page of 100 from the middle", 300) { _ in
                Self.ask(sandbox, "GET", "/experiments/list?limit=100&cursor=\(cursor)")
            }
            Self.measure("activate", 1000) { number in
                let action = number % 2 == 0 ? "deactivate" : "activate"
                return Self.ask(sandbox, "POST", "/experiments/\(1 + (Int64(number) * 7919) % count)/\(action)")
            }
            Self.measure("create", 1000) { number in
                Self.ask(sandbox, "POST", "/experiments/new", #"{"projectId":"1","key":"new-\#(number)"}"#)
            }
        }
    }

    @Test func twoHundredThousandFlagsCostWhatAThousandDo() throws {
        for count in [1000, 200_000] as [Int64] {
            let folder = TemporaryFolder()
            let path = folder.file("s.sqlite")
            try Self.fillFlags(path, count)
            let sandbox = try Sandbox(path: path)
            print("\(count) flags: \(try sandbox.info().byteCount / 1_000_000) MB")
            func id(_ number: Int) -> Int64 { 1 + (Int64(number) * 7919) % count }
            Self.measure("get by id", 3000) { Self.ask(sandbox, "GET", "/api/1/flags/\(id($0))") }
            Self.measure("first page of 100", 300) { _ in Self.ask(sandbox, "GET", "/api/1/flags?limit=100") }
            let cursor = StoredCursor.opaque(after: [count / 2], of: "flags").percentEncoded
            Self.measure("page of 100 from the middle", 300) { _ in
                Self.ask(sandbox, "GET", "/api/1/flags?limit=100&cursor=\(cursor)")
            }
            Self.measure("by key", 1000) { Self.ask(sandbox, "GET", "/api/1/flags?key=key-\(id($0))") }
            Self.measure("4 of a small project", 300) { _ in
                Self.ask(sandbox, "GET", "/api/1/flags?projectId=2&limit=4")
            }
            Self.measure("100 versions of all", 300) { _ in Self.ask(sandbox, "GET", "/api/1/versions?limit=100") }
            Self.measure("100 versions before a day", 300) { _ in
                Self.ask(sandbox, "GET", "/api/1/versions?limit=100&end=1970-01-01T00:00:00.500Z")
            }
            Self.measure("edit", 1000) {
                Self.ask(sandbox, "PATCH", "/api/1/flags/\(id($0))", "{\"rolloutPercentage\":\($0 % 100)}")
            }
            Self.measure("weight of a variant", 1000) {
                Self.ask(sandbox, "PATCH", "/api/1/flags/\(id($0))/variants/on", "{\"rolloutWeight\":\($0)}")
            }
            Self.measure("first version", 3000) { Self.ask(sandbox, "GET", "/api/1/flags/\(id($0 % 900))/versions/1") }
            Self.measure("create", 1000) {
                Self.ask(sandbox, "POST", "/api/1/flags", "{\"projectId\":\"1\",\"key\":\"new-\($0)\"}")
            }
        }
    }

    private static func fillFlags(_ path: String, _ count: Int64) throws {
        let store = try SandboxStore(path: path, content: .nothing, now: 0)
        let rules = try #require(ObjectRules("flags", .all))
        let flag = DemoData.marketFlags[0]
        try store.write { writer in
            for project in ["1", "2"] { try writer.addProject(project, at: 0) }
            for id in 1...count {
                var fields = flag.object(project: "1").first.fields
                fields["id"] = .string(String(id))
                let object = DemoObject(
                    resource: "flags", id: id, project: id % 250 == 0 ? "2" : "1", key: "key-\(id)",
                    first: DemoRevision(id, .ida, fields))
                try object.add(to: writer, rules)
            }
        }
    }

    private static func ask(_ sandbox: Sandbox, _ method: String, _ target: String, _ body: String = "") -> Int {
        sandbox.respond(
            to: SandboxRequest(method: method, target: target, headers: Asker.headers, body: Array(body.utf8))
        ).status
    }

    /// Prints the mean time of one call, and fails unless each answers 200.
    private static func measure(_ name: String, _ count: Int, _ body: (Int) -> Int) {
        var failed = 0
        let time = ContinuousClock().measure {
            for number in 0..<count where body(number) != 200 { failed += 1 }
        }
        print("  \(name): \(time / count)")
        #expect(failed == 0)
    }

    private static func fill(_ path: String, _ count: Int64) throws {
        let store = try SandboxStore(path: path, content: .nothing, now: 0)
        let record = JSONValue.object(DemoData.market.experiments[2].record(project: "1")).encoded()
        try store.write { writer in
            try writer.addProject("1", at: 0)
            for id in 1...count {
                try writer.addObject(
                    StoredObject(resource: "experiments", id: id, project: "1", key: "key-\(id)", record: record))
            }
        }
    }
}
