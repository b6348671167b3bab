import APIClient
import JSON
import Sandbox
import Synchronization
import TestSupport
import Testing

/// Two processes that create the same keys at the same time while answers are lost: no key is claimed by both, and who
/// claims one has made it.
struct RacingCreatesTests {
    /// About every third create goes wrong, half of those after it was done.
    private static let faults: [FaultRule] =
        [
            Fault(.status(503, retryAfter: nil, body: nil), applies: false),
            Fault(.status(503, retryAfter: nil, body: nil), applies: true),
            Fault(.reset(read: true), applies: false), Fault(.reset(read: true), applies: true),
            Fault(.html, applies: false), Fault(.html, applies: true),
        ].map { FaultRule($0, on: .endpoint("experiments.create"), .chance(0.06)) }

    /// Who made what, by the name that a client gives of itself.
    private final class Makers: Sendable {
        private let names = Mutex<[String: String]>([:])

        subscript(key: String) -> String? { names.withLock { $0[key] } }

        func note(_ exchange: SandboxExchange) {
            guard exchange.request.target == "/experiments/new", exchange.answer?.status == 200,
                let key = (try? JSONValue(parsing: exchange.request.body))?["key"]?.stringValue,
                let name = exchange.request.headers.first(where: { $0.name.lowercased() == "user-agent" })?.value
            else { return }
            names.withLock { $0[key] = name }
        }
    }

    private struct Counts: Sendable {
        var keys = 0
        var claimedTwice: [String] = []
        var wrong: [String] = []
        var unknown = 0

        static func + (left: Counts, right: Counts) -> Counts {
            Counts(
                keys: left.keys + right.keys, claimedTwice: left.claimedTwice + right.claimedTwice,
                wrong: left.wrong + right.wrong, unknown: left.unknown + right.unknown)
        }
    }

    private static func script(_ count: Int, _ concurrency: Int) -> String {
        """
        local items = {}
        for i = 1, \(count) do items[i] = i end
        return json.encode(parallel(items, function(i)
            local ok, result = pcall(experiments.create, {projectId = "417260", key = "race-" .. i})
            return ok and "created" or result.outcome or tostring(result)
        end, {concurrency = \(concurrency)}))
        """
    }

    private static func round(seed: UInt64, count: Int) async throws -> Counts {
        let sandbox = try Sandbox(path: ":memory:")
        let makers = Makers()
        let folder = try FreshFolder()
        let server = try await SandboxServer.start(
            sandbox: sandbox, faults: Faults(rules: faults, seed: seed), observer: { makers.note($0) })
        let (port, path) = (server.port, folder.path + "/state")
        async let first = process("one", port, path, seed, script(count, 16))
        async let second = process("two", port, path, seed &+ 1000, script(count, 7))
        let said = try await ["one": first, "two": second]
        await server.stop()
        return judge(said, makers, count, seed)
    }

    /// What a process of its own would be: a client with claims of its own on the same folder.
    private static func process(
        _ name: String, _ port: Int, _ folder: String, _ seed: UInt64, _ code: String
    ) async throws -> [JSONValue] {
        try await onThread {
            try ServedRuntime(
                port: port, timeout: .seconds(20), seed: seed, name: name,
                claims: FileCreateClaims(folder: folder, target: "the same")
            ).evaluate(code).arrayValue ?? []
        }
    }

    private static func judge(_ said: [String: [JSONValue]], _ makers: Makers, _ count: Int, _ seed: UInt64) -> Counts {
        var counts = Counts()
        for key in 1...count {
            counts.keys += 1
            let maker = makers["race-\(key)"]
            var claims = 0
            for (name, words) in said {
                let word = words[key - 1].stringValue
                switch word {
                case "created" where maker == name: claims += 1
                case "not_applied" where maker != name: break
                case "unknown": counts.unknown += 1
                case "created":
                    claims += 1
                    counts.wrong.append("seed \(seed), key \(key): \(name) says created, \(maker ?? "nobody") made it")
                default:
                    counts.wrong.append(
                        "seed \(seed), key \(key): \(name) says \(word ?? "?"), \(maker ?? "-") made it")
                }
            }
            if claims > 1 { counts.claimedTwice.append("seed \(seed), key \(key)") }
        }
        return counts
    }

    @Test func noKeyIsClaimedByTwo() async throws {
        let start = ContinuousClock.now
        let keys = Reliability.count(60, full: 400)
        var total = Counts()
        for seed in 1...Reliability.count(2, full: 20) {
            total = total + (try await Self.round(seed: UInt64(seed), count: keys))
        }
        #expect(total.claimedTwice == [])
        #expect(total.wrong == [])
        #expect(total.unknown < total.keys / 2)
        Reliability.report(
            "racing creates", count: total.keys,
            "\(total.claimedTwice.count) claimed twice, \(total.wrong.count) wrong reports, \(total.unknown) said unknown",
            since: start)
    }

    /// The same with the real binary: two processes that share nothing but the state folder.
    @Test func twoRealProcessesClaimNoKeyTwice() async throws {
        let sandbox = try Sandbox(path: ":memory:")
        let makers = Makers()
        let server = try await SandboxServer.start(
            sandbox: sandbox, faults: Faults(rules: Self.faults, seed: 5), observer: { makers.note($0) })
        let home = try ShellHome()
        let (url, path) = ("http://127.0.0.1:\(server.port)", home.path)
        let code = Self.script(Reliability.count(40, full: 200), 16)
        async let first = Self.run(url, path, code)
        async let second = Self.run(url, path, code)
        let results = try await [first, second]
        await server.stop()
        var claims: [[JSONValue]] = []
        for result in results {
            let words = try JSONValue(parsing: result.outputBytes)
            claims.append(try #require(words.arrayValue, "\(result.output) \(result.errors)"))
        }
        for (place, (one, other)) in zip(claims[0], claims[1]).enumerated() {
            #expect(!(one == "created" && other == "created"), "key \(place + 1)")
            if one == "created" || other == "created" { #expect(makers["race-\(place + 1)"] != nil) }
        }
        #expect(claims.joined().contains("created"))
        let files = try ShellProcess.run("/bin/ls", ["-l", path + "/state/ampsh"], in: path).output
        #expect(!files.contains("create-"), "a lock was left behind: \(files)")
        #expect(files.contains("-rw------- "))
    }

    @concurrent private static func run(_ url: String, _ path: String, _ code: String) async throws
        -> ShellProcess.Result
    {
        try ShellProcess.run(
            ShellHome.executable, ["--url", url, "-e", "print((function() \(code) end)())"],
            environment: [
                "HOME": path, "XDG_STATE_HOME": path + "/state", "PATH": "/usr/bin:/bin",
                "AMPSH_API_KEY": "ampex_12345678",
            ], in: path)
    }
}
