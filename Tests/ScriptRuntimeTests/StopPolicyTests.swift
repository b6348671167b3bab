import APIClient
import Testing

@testable import ScriptRuntime

struct StopPolicyTests {
    private let start = ContinuousClock.now

    @Test func theFirstPressSparesWritesForAsLongAsTheGrace() {
        var policy = StopPolicy()
        #expect(policy.cancellation(for: .interrupt, presses: 1, at: start) == .lettingWritesFinish)
        #expect(policy.graceEnds == start + StopPolicy.grace)
        let late = start + StopPolicy.grace - .milliseconds(1)
        #expect(policy.cancellation(for: .interrupt, presses: 1, at: late) == .lettingWritesFinish)
        #expect(policy.graceEnds == start + StopPolicy.grace)
        #expect(policy.cancellation(for: .interrupt, presses: 1, at: start + StopPolicy.grace) == .everything)
    }

    @Test func theSecondPressAndTheTimeLimitSpareNothing() {
        var policy = StopPolicy()
        #expect(policy.cancellation(for: .interrupt, presses: 1, at: start) == .lettingWritesFinish)
        #expect(policy.cancellation(for: .interrupt, presses: 2, at: start) == .everything)
        var other = StopPolicy()
        #expect(other.cancellation(for: .timeLimit, presses: 0, at: start) == .everything)
    }

    /// `os.exit` is a request itself, so the first press is the second one.
    @Test func signalsAndTheExitOfACodeSpareWritesAsTheFirstPressDoes() {
        var signal = StopPolicy()
        #expect(signal.cancellation(for: .signal, presses: 1, at: start) == .lettingWritesFinish)
        #expect(signal.cancellation(for: .signal, presses: 2, at: start) == .everything)
        var exit = StopPolicy()
        #expect(exit.cancellation(for: .exit, presses: 0, at: start) == .lettingWritesFinish)
        #expect(exit.cancellation(for: .exit, presses: 0, at: start + StopPolicy.grace) == .everything)
        #expect(exit.cancellation(for: .exit, presses: 1, at: start) == .everything)
    }

    @Test func eachStopHasAGraceOfItsOwn() {
        var policy = StopPolicy()
        _ = policy.cancellation(for: .interrupt, presses: 1, at: start)
        policy.reset()
        let later = start + .seconds(100)
        #expect(policy.cancellation(for: .interrupt, presses: 1, at: later) == .lettingWritesFinish)
        #expect(policy.graceEnds == later + StopPolicy.grace)
    }
}
