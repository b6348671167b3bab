import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ctrl-C at random instants of mixed work: `InterruptInstant` says what is done and how the instant is chosen.
struct InterruptInstantTests {
    @Test func atAnyInstantItIsQuietAtOnceAndTellsTheTruth() throws {
        let start = ContinuousClock.now
        let count = Self.isFull ? 300 : 12
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
        guard Self.isFull else { return }
        let elapsed = Int((ContinuousClock.now - start) / .seconds(1))
        print(
            "RELIABILITY\tCtrl-C instants\t\(count)\t\(wrong) wrong; last request after \(milliseconds(latest)) ms, "
                + "end after \(milliseconds(longest)) ms at most\t\(elapsed)")
    }

    /// As `make reliability` asks for it.
    private static let isFull = getenv("AMPSH_RELIABILITY").map { String(cString: $0) } == "full"

    private func milliseconds(_ duration: Duration) -> Int { Int(duration / .milliseconds(1)) }
}
