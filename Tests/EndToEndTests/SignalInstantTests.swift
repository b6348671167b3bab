import Platform
import TestSupport
import Testing

/// Each signal that ends a process at random instants of mixed work, and two of them at once: `InterruptInstant` says what is
/// done and how the instant is chosen.
struct SignalInstantTests {
    private static let one = (EndingSignal.all + [.quit]).map { [$0] }
    private static let two = [
        [SIGINT, SIGTERM], [SIGTERM, SIGINT], [SIGTERM, SIGHUP], [SIGHUP, SIGTERM], [SIGQUIT, SIGTERM],
        [SIGINT, SIGHUP],
    ].map { pair in pair.compactMap { number in known.first { $0.number == number } } }
    private static let known = EndingSignal.all + [.quit, .interrupt]

    @Test func atAnyInstantTheyEndInOrderAndTellTheTruth() throws {
        try measure("signals", Self.one, count: Reliability.count(1, full: 100))
    }

    @Test func twoAtOnceEndInOrderToo() throws {
        try measure("racing signals", Self.two, count: Reliability.count(1, full: 50))
    }

    private func measure(_ name: String, _ cases: [[EndingSignal]], count: Int) throws {
        let start = ContinuousClock.now
        var wrong = 0
        var longest = Duration.zero
        for (place, signals) in cases.enumerated() {
            for number in 1...UInt64(count) {
                let outcome = try InterruptInstant.run(seed: number * 1000 + UInt64(place), signals: signals)
                #expect(outcome.exitCode == outcome.expectedCode, "\(outcome.place)\n\(outcome.transcript)")
                #expect(outcome.isRestored, "\(outcome.place)")
                #expect(outcome.isTruthful, "\(outcome.place)\n\(outcome.transcript)")
                let isRight = outcome.exitCode == outcome.expectedCode && outcome.isRestored && outcome.isTruthful
                if !isRight { wrong += 1 }
                longest = max(longest, outcome.ending)
            }
        }
        Reliability.report(
            name, count: cases.count * count,
            "\(wrong) wrong ends, codes or accounts; end after \(Int(longest / .milliseconds(1))) ms at most",
            since: start)
    }
}
