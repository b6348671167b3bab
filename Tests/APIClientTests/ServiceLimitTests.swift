import ManagementAPI
import Reactor
import Testing

@testable import APIClient

/// What a run costs at a service that answers 429, by a clock that goes on by a millisecond at a time: a timer is late by as
/// much.
struct ServiceLimitTests {
    /// How the service answers.
    private struct Service {
        var latency = Duration.milliseconds(80)
        /// Requests of any second that it takes.
        var limit = Int.max
        /// It refuses each such request, by its number.
        var refusesEach = Int.max
        var retryAfter: String?
    }

    private struct Run {
        var time = Duration.zero
        var refusals = 0
        var succeeded = 0
    }

    private static let change = APIRequest(
        method: "POST", target: "/experiments/1/activate", isIdempotent: true, mutates: true,
        expected: .acknowledgement, pathForMessages: "/experiments/1/activate")

    private func run(_ count: Int, rate: Double?, _ service: Service) throws -> Run {
        let bench = try ClientBench(rate: rate, change: { $0.concurrency = 64 })
        let begin = bench.clock.now
        for _ in 0..<count { bench.perform(Self.change) }
        var run = Run()
        var arrivals: [Duration] = []
        var due: [(time: Duration, attempt: FakeTransport.Attempt, isRefused: Bool)] = []
        var seen = 0
        while bench.results.count < count, run.time < .seconds(100) {
            let attempts = bench.transport.attempts
            for attempt in attempts[seen...] {
                seen += 1
                let now = run.time
                arrivals.removeAll { $0 <= now - .seconds(1) }
                let isRefused = seen % service.refusesEach == 0 || arrivals.count >= service.limit
                if isRefused { run.refusals += 1 } else { arrivals.append(now) }
                due.append((now + service.latency, attempt, isRefused))
            }
            while let next = due.first, next.time <= run.time {
                due.removeFirst()
                let headers = service.retryAfter.map { [(name: "Retry-After", value: $0)] } ?? []
                next.attempt.answer(.success(next.isRefused ? .json(status: 429, headers: headers) : .json()))
            }
            bench.turn()
            guard bench.results.count < count else { break }
            run.time += .milliseconds(1)
            bench.clock.now = begin + run.time
        }
        run.succeeded = bench.results.count { if case .success = $0 { true } else { false } }
        return run
    }

    /// 13.5: as many as the user set, and never one too many, although the service counts any second.
    @Test(arguments: [40, 80, 90, 95])
    func aThousandChangesUseTheWholeRateWithoutA429(_ rate: Double) throws {
        let run = try run(1000, rate: rate, Service(limit: 100))
        #expect(run.succeeded == 1000)
        #expect(run.refusals == 0)
        #expect(run.time.inSeconds <= 1000 / rate / 0.99, "\(run.time)")
    }

    /// The simulated service does refuse: this is what the rate is for.
    @Test func fasterThanTheServiceTakesThereAre429s() throws {
        let run = try run(1000, rate: 120, Service(limit: 100))
        #expect(run.succeeded == 1000)
        #expect(run.refusals > 0)
    }

    /// 18 in 1,250, as a service has them that limits others too.
    @Test(arguments: [nil, "0"])
    func scattered429sThatAskForNothingCostNoMoreThanASecond(_ retryAfter: String?) throws {
        let clean = try run(1250, rate: nil, Service(latency: .milliseconds(30)))
        let run = try run(
            1250, rate: nil, Service(latency: .milliseconds(30), refusesEach: 69, retryAfter: retryAfter))
        #expect(run.succeeded == 1250)
        #expect(run.refusals == 18)
        #expect(run.time <= clean.time + .seconds(1), "\(clean.time), \(run.time)")
    }

    /// Everybody waits as long as it asks, and hardly longer; two that are under way together are waited for together.
    @Test func scattered429sThatAskForAWaitCostThatWait() throws {
        let clean = try run(1250, rate: nil, Service(latency: .milliseconds(30)))
        let run = try run(1250, rate: nil, Service(latency: .milliseconds(30), refusesEach: 69, retryAfter: "1"))
        #expect(run.succeeded == 1250)
        #expect(run.refusals == 18)
        let asked = Duration.seconds(18)
        #expect(run.time <= clean.time + asked * 1.2, "\(clean.time), \(run.time)")
        #expect(run.time >= .seconds(9))
    }
}
