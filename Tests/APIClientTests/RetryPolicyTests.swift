import Testing

@testable import APIClient

struct RetryPolicyTests {
    private let policy = RetryPolicy()

    private func decide(
        _ failure: RetryPolicy.Failure, random: Double = 0.5, _ change: (inout RetryPolicy.Situation) -> Void = { _ in }
    ) -> RetryPolicy.Decision {
        var situation = RetryPolicy.Situation(isIdempotent: true)
        change(&situation)
        return policy.decide(failure, in: situation, random: random)
    }

    @Test(
        arguments: [
            (.connectionRefused, true, true), (.dns("x"), true, true), (.unreachable("x"), true, true),
            (.connectTimeout, true, true),
            (.deadline(sent: false), true, true), (.closed, true, false), (.reset, true, false), (.cut, true, false),
            (.deadline(sent: true), true, false), (.malformedResponse("x"), true, false), (.other("x"), true, false),
            (.tls(.untrustedCertificate(nil, nil)), false, false), (.proxy("x"), false, false),
            (.bodyTooLarge(limit: 1), false, false), (.noMemory, false, false),
            (.cancelled(sent: true), false, false), (.cancelled(sent: false), false, false),
            (.invalidRequest("x"), false, false),
        ] as [(TransportError, Bool, Bool)])
    func everyTransportErrorFollowsTheTable(_ error: TransportError, _ again: Bool, _ createAgain: Bool) {
        #expect((decide(.transport(error)) != .giveUp) == again)
        #expect((decide(.transport(error)) { $0.isIdempotent = false } != .giveUp) == createAgain)
        // A create is sent again only where nothing can have arrived.
        #expect(!createAgain || error.certainlyNotSent)
        // A target that never answered is given up when it cannot be reached.
        if error.certainlyNotSent { #expect(decide(.transport(error)) { $0.targetHasAnswered = false } == .giveUp) }
    }

    @Test func anUnreadableAnswerIsNotAskedForAgain() {
        #expect(decide(.unreadable) == .giveUp)
    }

    @Test func withoutBudgetOnlyA429IsRepeated() {
        #expect(decide(.status(500, retryAfter: nil)) { $0.budgetLeft = false } == .giveUp)
        #expect(decide(.transport(.reset)) { $0.budgetLeft = false } == .giveUp)
        #expect(decide(.status(429, retryAfter: nil)) { ($0.budgetLeft, $0.throttles) = (false, 1) } != .giveUp)
    }

    @Test(arguments: [(1, 200), (2, 400), (3, 800), (4, 1600), (5, 3200)] as [(Int, Int)])
    func theCeilingDoublesWithEachAttempt(_ attempt: Int, _ ceiling: Int) {
        #expect(
            decide(.status(500, retryAfter: nil), random: 0.5) { $0.attempts = attempt }
                == .wait(.milliseconds(ceiling) * 0.5))
        #expect(decide(.status(500, retryAfter: nil), random: 0) { $0.attempts = attempt } == .wait(.zero))
    }

    @Test func theCeilingStopsAtTheCap() {
        for throttles in [6, 7, 50, 1000] {
            let decision = decide(.status(429, retryAfter: nil), random: 0.5) { $0.throttles = throttles }
            #expect(decision == .wait(.milliseconds(2500)))
        }
    }

    @Test func aThrottleThatAsksForNoWaitGetsOneAllTheSame() {
        for throttles in [1, 3, 6] {
            let asked = decide(.status(429, retryAfter: .zero), random: 0.5) { $0.throttles = throttles }
            #expect(asked == decide(.status(429, retryAfter: nil), random: 0.5) { $0.throttles = throttles })
        }
    }

    @Test func retryAfterIsObeyedUpToAMinute() {
        #expect(decide(.status(503, retryAfter: .seconds(7)), random: 0) == .wait(.seconds(7)))
        #expect(decide(.status(503, retryAfter: .seconds(60)), random: 0.5) == .wait(.milliseconds(60_100)))
        #expect(decide(.status(503, retryAfter: .seconds(61))) == .giveUp)
        #expect(decide(.status(429, retryAfter: .seconds(61))) { $0.throttles = 1 } == .giveUp)
        #expect(decide(.status(400, retryAfter: .seconds(1))) == .giveUp)
    }

    @Test func waitingOut429sEndsAfterAMinuteInAll() {
        func waits(_ throttled: Duration, _ asked: Duration) -> Bool {
            decide(.status(429, retryAfter: asked)) { ($0.throttles, $0.throttled) = (3, throttled) } != .giveUp
        }
        #expect(waits(.seconds(50), .seconds(10)))
        #expect(!waits(.seconds(51), .seconds(10)))
    }

    @Test func thePolicyThatRepeatsNothingRepeatsNothing() {
        let situation = RetryPolicy.Situation(throttles: 1, isIdempotent: true)
        for failure: RetryPolicy.Failure in [
            .status(500, retryAfter: nil), .status(429, retryAfter: nil), .transport(.reset),
        ] {
            #expect(RetryPolicy.never.decide(failure, in: situation, random: 0.5) == .giveUp)
        }
    }

    @Test func theBudgetIsTwentyAndAFifth() {
        var budget = RetryBudget()
        for _ in 0..<20 { budget.noteRepetition() }
        #expect(!budget.isLeft)
        for _ in 0..<4 { budget.noteCall() }
        #expect(!budget.isLeft)
        budget.noteCall()
        #expect(budget.isLeft)
    }
}
