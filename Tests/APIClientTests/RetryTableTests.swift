import ManagementAPI
import Reactor
import TestSupport
import Testing

@testable import APIClient

/// Every status, method and attempt against the written table: the decision alone, and the whole client.
struct RetryTableTests {
    private static func request(_ kind: RetryTable.Request, _ method: String = "PUT") throws -> APIRequest {
        func endpoint(_ id: String) throws -> Endpoint {
            try #require(Catalogue.all.endpoint(id: id, generation: .beta))
        }
        switch kind {
        case .read: return try RequestBuilder.request(for: endpoint("experiments.list"))
        case .action:
            return try RequestBuilder.request(for: endpoint("experiments.activate"), pathArguments: ["id": "1"])
        case .create:
            let body = Array(#"{"projectId":"1","key":"k"}"#.utf8)
            return try RequestBuilder.request(for: endpoint("experiments.create"), body: body)
        case .rawWrite: return try RequestBuilder.request(method: method, path: "/x", body: Array("{}".utf8))
        }
    }

    @Test func theTableNamesEveryStatusOnce() throws {
        let table = try RetryTable()
        for status in 100...599 {
            for kind in RetryTable.Request.allCases {
                #expect(table.fate(of: kind, status: status) != nil, "\(status)")
            }
        }
    }

    @Test func everyDecisionIsTheTables() throws {
        let table = try RetryTable()
        let policy = RetryPolicy()
        let start = ContinuousClock.now
        var decisions = 0
        for status in 100...599 {
            for kind in RetryTable.Request.allCases {
                let request = try Self.request(kind)
                for attempt in 1...7 {
                    let situation = RetryPolicy.Situation(
                        attempts: attempt, throttles: status == 429 ? 1 : 0, isIdempotent: request.isIdempotent)
                    let decision = policy.decide(.status(status, retryAfter: nil), in: situation, random: 0.5)
                    let fate = table.fate(of: kind, status: status)
                    let isSentAgain = fate == .wait || (fate == .again && attempt < 6)
                    #expect((decision != .giveUp) == isSentAgain, "\(status), \(kind), attempt \(attempt)")
                    decisions += 1
                }
            }
        }
        #expect(decisions == 500 * 4 * 7)
        Reliability.report("retry table", count: decisions, "decisions as the written table", since: start)
    }

    /// A server that answers every request but a lookup with `status`; what it was sent.
    private func traffic(_ request: APIRequest, _ status: Int) throws -> (sent: Int, lookups: Int) {
        let transport = FakeTransport(immediate: { asked, _ in
            asked.target == "/experiments/list?limit=1000"
                ? .success(.json(#"{"experiments":[]}"#)) : .success(.json(status: status))
        })
        let bench = try ClientBench(transport, random: 0)
        bench.perform(request)
        var turns = 0
        while bench.results.isEmpty, turns < 100 {
            bench.turn(after: .seconds(20))
            turns += 1
        }
        let lookups = transport.attempts.count { $0.request.target == "/experiments/list?limit=1000" }
        return (transport.attempts.count - lookups, lookups)
    }

    @Test(arguments: RetryTable.Request.allCases)
    func whatTheServerIsSentIsTheTables(_ kind: RetryTable.Request) throws {
        let table = try RetryTable()
        let methods = kind == .rawWrite ? ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE"] : ["PUT"]
        // A 2xx is no failure, and what follows it depends on its body.
        for status in (100...599) where !(200...299).contains(status) && status != 429 {
            for method in methods {
                let (sent, lookups) = try traffic(try Self.request(kind, method), status)
                switch table.fate(of: kind, status: status) {
                case .once: #expect(sent == 1 && lookups == 0, "\(status) \(method)")
                case .again: #expect(sent == 6 && lookups == 0, "\(status) \(method)")
                case .lookup: #expect(sent == 2 && lookups == 3, "\(status) \(method)")
                case .wait, nil: Issue.record("\(status)")
                }
            }
        }
    }

    /// Kolmogorov and Smirnov: the largest distance of 10,000 draws from an even spread.
    @Test(arguments: [1, 2, 3, 4, 5, 6, 9])
    func waitsAreSpreadEvenlyUpToTheCeiling(_ failures: Int) throws {
        let policy = RetryPolicy()
        let ceiling = min(5, 0.2 * Double(1 << (failures - 1)))
        let draws = Draws(seed: 10 + UInt64(failures))
        var waits: [Double] = []
        for _ in 0..<10_000 {
            let situation = RetryPolicy.Situation(throttles: failures, isIdempotent: true)
            let decision = policy.decide(.status(429, retryAfter: nil), in: situation, random: draws.next())
            guard case .wait(let wait) = decision else {
                Issue.record("gave up")
                return
            }
            waits.append(wait.inSeconds / ceiling)
        }
        #expect(Draws.distanceFromEven(waits) < 1.63 / 100, "beyond what one sample in a hundred shows")
        #expect(waits.allSatisfy { (0..<1).contains($0) })
        // The measure itself tells: half as long waits, and waits that crowd together, are far from even.
        #expect(Draws.distanceFromEven(waits.map { $0 / 2 }) > 0.4)
        #expect(Draws.distanceFromEven(waits.map { $0 * $0 }) > 0.2)
    }
}
