import Reactor
import TestSupport
import Testing

@testable import APIClient

/// Processes and tasks on a clock that is not real, against the service's own rule: at most 100 in any sliding second.
struct RateSimulationTests {
    /// What a simulated run came to.
    private struct Run {
        var moments: [Double] = []
        var throttles = 0
        var mostInASecond: Int {
            var (first, most) = (0, 0)
            for (index, moment) in moments.enumerated() {
                while moments[first] <= moment - 1 { first += 1 }
                most = max(most, index - first + 1)
            }
            return most
        }
    }

    /// Eight tasks in two processes that ask as often as they may. Timers are late by up to 2 ms, requests take 5 to
    /// 40 ms, and the server counts a request when it arrives, up to 5 ms after it was begun.
    private func run(
        rate: Double, seconds: Int, seed: UInt64, sharing: Bool = true, pauses: Bool = false
    ) -> Run {
        var generator = SeededGenerator(seed: seed)
        let start = ContinuousClock.now
        let memory = SharedMemory()
        let processes = (0..<2).map { _ in
            RateLimiter(RatePace(perSecond: rate), sharing ? memory : nil, nil, { 0 }, { _ in })
        }
        // Microseconds at which each task asks next.
        var tasks = (0..<8).map { _ in Int.random(in: 0...5000, using: &generator) }
        var run = Run()
        while let next = tasks.min(), next < seconds * 1_000_000, let task = tasks.firstIndex(of: next) {
            let now = start.advanced(by: .microseconds(next))
            switch processes[task % 2].take(at: now) {
            case .go:
                let arrival = next + Int.random(in: 0...5000, using: &generator)
                run.moments.append(Double(arrival) / 1e6)
                tasks[task] = next + Int.random(in: 5000...40_000, using: &generator)
                if pauses, Int.random(in: 0..<2000, using: &generator) == 0 {
                    processes[task % 2].pause(until: now.advanced(by: .seconds(1)), at: now)
                }
            case .wait(let wait):
                tasks[task] = next + Int(wait.inNanoseconds / 1000) + 1 + Int.random(in: 0...2000, using: &generator)
            case .dayIsFull: return run
            }
        }
        run.moments.sort()
        return run
    }

    @Test(arguments: [1, 2, 3])
    func twoProcessesOfFourTasksKeepToTheRateForTenMinutesAndUseIt(_ seed: Int) {
        let start = ContinuousClock.now
        let run = run(rate: 80, seconds: 600, seed: UInt64(seed))
        #expect(run.mostInASecond <= 100)
        #expect(Double(run.moments.count) >= 0.95 * 80 * 600, "\(run.moments.count)")
        #expect(Double(run.moments.count) <= 80 * 600 + 10)
        let used = run.moments.count * 1000 / (80 * 600)
        Reliability.report(
            "rate simulation, seed \(seed)", count: run.moments.count,
            "at most \(run.mostInASecond) in a second, \(used / 10).\(used % 10) % of the rate used", since: start)
    }

    @Test func twoProcessesThatDoNotShareBreakTheLimit() {
        #expect(run(rate: 80, seconds: 10, seed: 1, sharing: false).mostInASecond > 100)
    }

    @Test(arguments: [1, 10, 40, 60, 85, 90, 93.5, 96, 99])
    func noRateBelowTheServicesLimitEverPassesIt(_ rate: Double) {
        let run = run(rate: rate, seconds: 60, seed: 5)
        // Requests of 5 ms earlier may arrive late: half a request more.
        #expect(run.mostInASecond <= 101)
        #expect(Double(run.moments.count) >= 0.95 * rate * 60 - 1)
    }

    @Test func afterAPauseTheTwoComeBackOneByOne() {
        let run = run(rate: 80, seconds: 300, seed: 8, pauses: true)
        #expect(run.mostInASecond <= 91)
        let gaps = zip(run.moments, run.moments.dropFirst()).map { $1 - $0 }
        #expect(gaps.contains { $0 > 0.9 }, "no pause was seen")
        for (index, gap) in gaps.enumerated() where gap > 0.9 && index + 9 < run.moments.count {
            // The first eight after it take at least the time of seven at the rate.
            #expect(run.moments[index + 8] - run.moments[index + 1] > 7 * 0.0125 - 0.011)
        }
    }
}
