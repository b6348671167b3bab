import JSON
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
