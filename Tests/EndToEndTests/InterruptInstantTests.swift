import TestSupport
import Testing

/// Ctrl-C at random instants of mixed work: `InterruptInstant` says what is done and how the instant is chosen.
struct InterruptInstantTests {
    @Test func atAnyInstantItIsQuietAtOnceAndTellsTheTruth() throws {
        let start = ContinuousClock.now
        let count = Reliability.count(12, full: 300)
        var latest = Duration.zero
        var longest = Duration.zero
        var wrong = 0
        for seed in 1...UInt64(count) {
            let outcome = try InterruptInstant.run(seed: seed)
            #expect(outcome.exitCode == outcome.expectedCode, "\(outcome.place)\n\(outcome.transcript)")
            #expect(outcome.isRestored, "\(outcome.place)")
            // Some milliseconds by itself; what more there is, is the machine's.
            #expect(outcome.lateness < .seconds(2), "\(outcome.place): \(outcome.lateness)")
            #expect(outcome.isTruthful, "\(outcome.place)\n\(outcome.transcript)")
            let isRight = outcome.exitCode == outcome.expectedCode && outcome.isRestored && outcome.isTruthful
            if !isRight { wrong += 1 }
            latest = max(latest, outcome.lateness)
            longest = max(longest, outcome.ending)
        }
        Reliability.report(
            "Ctrl-C instants", count: count,
            "\(wrong) wrong; last request after \(milliseconds(latest)) ms, end after \(milliseconds(longest)) ms at most",
            since: start)
    }

    private func milliseconds(_ duration: Duration) -> Int { Int(duration / .milliseconds(1)) }
}
