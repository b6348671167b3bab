import TestSupport
import Testing

@testable import APIClient

struct RateLimiterTests {
    private let start = ContinuousClock.now

    @Test func aBurstGoesAtOnceAndThenTheRateHolds() {
        var limiter = RateLimiter(perSecond: 80)
        for _ in 0..<10 { #expect(limiter.take(at: start) == .go) }
        guard case .wait(let wait) = limiter.take(at: start) else {
            Issue.record("no wait")
            return
        }
        #expect((0.0124...0.0126).contains(wait.inSeconds))
        #expect(limiter.take(at: start.advanced(by: wait)) == .go)
        #expect(limiter.take(at: start.advanced(by: wait)) != .go)
    }

    /// Ten minutes of a client that asks as often as it may, and pauses now and then.
    @Test func noSlidingSecondHoldsMoreThanTheServiceAllowsAndTheRateIsUsed() {
        var generator = SeededGenerator(seed: 3)
        var limiter = RateLimiter(perSecond: 80)
        var now = start
        var sent: [Double] = []
        while start.duration(to: now) < .seconds(600) {
            switch limiter.take(at: now) {
            case .go: sent.append(start.duration(to: now).inSeconds)
            // Timers are late by up to 2 ms.
            case .wait(let wait): now += wait + .microseconds(Int.random(in: 0...2000, using: &generator))
            }
        }
        var first = 0
        var most = 0
        for (index, moment) in sent.enumerated() {
            while sent[first] <= moment - 1 { first += 1 }
            most = max(most, index - first + 1)
        }
        #expect(most <= 90)
        #expect(Double(sent.count) >= 0.95 * 80 * 600)
    }

    @Test func aRestRefillsNoMoreThanTheBurst() {
        var limiter = RateLimiter(perSecond: 80)
        let later = start.advanced(by: .seconds(1000))
        for _ in 0..<10 { _ = limiter.take(at: start) }
        for _ in 0..<10 { #expect(limiter.take(at: later) == .go) }
        #expect(limiter.take(at: later) != .go)
    }

    @Test(arguments: [nil, 0, -1, .nan, .infinity] as [Double?])
    func noRateIsNoLimit(_ rate: Double?) {
        var limiter = RateLimiter(perSecond: rate)
        for _ in 0..<1000 { #expect(limiter.take(at: start) == .go) }
    }

    @Test func aSmallRateHasNoBurst() {
        var limiter = RateLimiter(perSecond: 1)
        #expect(limiter.take(at: start) == .go)
        #expect(limiter.take(at: start) == .wait(.seconds(1)))
    }

    @Test func aPauseHoldsEverybodyAndEndsWithoutAHerd() {
        var limiter = RateLimiter(perSecond: 80)
        let end = start.advanced(by: .seconds(5))
        limiter.pause(until: end)
        limiter.pause(until: start.advanced(by: .seconds(1)))
        #expect(limiter.take(at: start) == .wait(.seconds(5)))
        #expect(limiter.take(at: end) == .go)
        #expect(limiter.take(at: end) != .go)
        var unlimited = RateLimiter(perSecond: nil)
        unlimited.pause(until: end)
        #expect(unlimited.take(at: start) == .wait(.seconds(5)))
        #expect(unlimited.take(at: end) == .go)
    }

    @Test func aClockThatGoesBackGivesNothingAway() {
        var limiter = RateLimiter(perSecond: 80)
        for _ in 0..<10 { _ = limiter.take(at: start) }
        #expect(limiter.take(at: start.advanced(by: .seconds(-10))) != .go)
    }
}
