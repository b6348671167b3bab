import JSON
import Sandbox
import TestSupport
import Testing

/// A bulk run on a bad day: what Lua reports of each item is what the server did with it.
struct BulkTruthTests {
    /// About five requests in a hundred go wrong.
    private static let badDay: [FaultRule] =
        [
            Fault(.status(503, retryAfter: "0", body: nil), applies: false),
            Fault(.status(429, retryAfter: "0", body: nil), applies: false),
            Fault(.status(500, retryAfter: nil, body: nil), applies: true),
            Fault(.reset(read: false), applies: false), Fault(.reset(read: true), applies: false),
            Fault(.reset(read: true), applies: true), Fault(.cut(.body, keep: nil), applies: true),
            Fault(.halfBody, applies: true), Fault(.html, applies: false), Fault(.length(-4), applies: true),
        ].map { FaultRule($0, .chance(0.005)) }

    /// Items of three kinds, and what a script says of each: `applied`, `not_applied` or `unknown`.
    private static func script(_ count: Int, _ ids: [Int: Int64]) -> String {
        """
        local ids = {\((1...count).map { "'\(ids[$0] ?? 0)'" }.joined(separator: ","))}
        local items = {}
        for i = 1, \(count) do items[i] = i end
        return json.encode(parallel(items, function(i)
            local call = i % 3 == 0 and function() return experiments.create{projectId = "bulk", key = "bulk-" .. i} end
                or i % 3 == 1 and function() return experiments.activate(ids[i]) end
                or function() return experiments.set_rollout_weights(ids[i], {control = 9}) end
            local ok, result = pcall(call)
            return ok and "applied" or result.outcome or tostring(result)
        end, {concurrency = 32}))
        """
    }

    struct Counts: Sendable {
        var items = 0
        var wrong: [String] = []
        var unknown = 0

        static func + (left: Counts, right: Counts) -> Counts {
            Counts(
                items: left.items + right.items, wrong: left.wrong + right.wrong, unknown: left.unknown + right.unknown)
        }
    }

    /// One run of `count` items; the experiments that it changes are there before.
    private static func run(seed: UInt64, count: Int) async throws -> Counts {
        let sandbox = try Sandbox(path: ":memory:")
        let ids = try prepare(sandbox, count)
        let truth = ServerTruth()
        let server = try await SandboxServer.start(
            sandbox: sandbox, faults: Faults(rules: badDay, seed: seed), observer: { truth.note($0) })
        let code = script(count, ids)
        let said = try await onThread {
            try ServedRuntime(port: server.port, timeout: .seconds(20), seed: seed).evaluate(code)
        }
        await server.stop()
        return judge(said.arrayValue ?? [], ids, truth, seed)
    }

    private static func prepare(_ sandbox: Sandbox, _ count: Int) throws -> [Int: Int64] {
        var ids: [Int: Int64] = [:]
        for item in 1...count {
            let body: JSONValue = ["projectId": "417260", "key": .string("there-\(item)")]
            let answer = sandbox.respond(
                to: SandboxRequest(
                    method: "POST", target: "/experiments/new", headers: [("authorization", "Bearer x")],
                    body: body.encoded()))
            let id = try JSONValue(parsing: answer.body)["id"]?.stringValue.flatMap { Int64($0) }
            ids[item] = id
        }
        return ids
    }

    private static func judge(_ said: [JSONValue], _ ids: [Int: Int64], _ truth: ServerTruth, _ seed: UInt64) -> Counts
    {
        var counts = Counts()
        for (index, word) in said.enumerated() {
            let item = index + 1
            let id = ids[item].map { "\($0)" } ?? "?"
            let name =
                switch item % 3 {
                case 0: "bulk-\(item)"
                case 1: "/experiments/\(id)/activate"
                default: "/experiments/\(id)/rollout-weights"
                }
            counts.items += 1
            let applied = truth.applied(name)
            switch word.stringValue {
            case "applied" where applied > 0 && (item % 3 != 0 || applied == 1): break
            case "not_applied" where applied == 0: break
            case "unknown": counts.unknown += 1
            default: counts.wrong.append("seed \(seed), item \(item): \(word), done \(applied) times")
            }
        }
        return counts
    }

    @Test func whatIsReportedOfEachItemIsTrue() async throws {
        let start = ContinuousClock.now
        let items = Reliability.count(200, full: 1000)
        // A run waits more than it works: for the next attempt, for a second look at what a create made.
        let total = try await withThrowingTaskGroup(of: Counts.self) { group in
            var total = Counts()
            var seeds = (1...Reliability.count(1, full: 100)).map(UInt64.init)[...]
            func next() {
                guard let seed = seeds.popFirst() else { return }
                group.addTask { try await Self.run(seed: seed, count: items) }
            }
            for _ in 0..<8 { next() }
            for try await counts in group {
                #expect(counts.items == items)
                total = total + counts
                next()
            }
            return total
        }
        #expect(total.wrong == [])
        Reliability.report(
            "bulk truth", count: total.items,
            "\(total.items - total.wrong.count) as the server says, \(total.unknown) of them said unknown", since: start
        )
    }
}
