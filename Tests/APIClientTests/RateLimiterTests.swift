import Reactor
import TestSupport
import Testing

@testable import APIClient

struct RateLimiterTests {
    private let start = ContinuousClock.now

    @Test func aBurstGoesAtOnceAndThenTheRateHolds() {
        let limiter = RateLimiter(perSecond: 80)
        for _ in 0..<10 { #expect(limiter.take(at: start) == .go) }
        guard case .wait(let wait) = limiter.take(at: start) else {
            Issue.record("no wait")
            return
        }
        #expect((0.0124...0.0126).contains(wait.inSeconds))
        #expect(limiter.take(at: start.advanced(by: wait)) == .go)
        #expect(limiter.take(at: start.advanced(by: wait)) != .go)
    }

    @Test func aRestRefillsNoMoreThanTheBurst() {
        let limiter = RateLimiter(perSecond: 80)
        let later = start.advanced(by: .seconds(1000))
        for _ in 0..<10 { _ = limiter.take(at: start) }
        for _ in 0..<10 { #expect(limiter.take(at: later) == .go) }
        #expect(limiter.take(at: later) != .go)
    }

    @Test(arguments: [nil, 0, -1, .nan, .infinity] as [Double?])
    func noRateIsNoLimit(_ rate: Double?) {
        let limiter = RateLimiter(perSecond: rate)
        for _ in 0..<1000 { #expect(limiter.take(at: start) == .go) }
    }

    @Test(arguments: [1, 0.01, 0.0001])
    func aSmallRateHasNoBurst(_ rate: Double) {
        let limiter = RateLimiter(perSecond: rate)
        let wait = Duration.seconds(1 / rate)
        #expect(limiter.take(at: start) == .go)
        #expect(limiter.take(at: start) == .wait(wait))
        #expect(limiter.take(at: start.advanced(by: wait * 0.9)) != .go)
        #expect(limiter.take(at: start.advanced(by: wait)) == .go)
    }

    @Test func aPauseHoldsEverybodyAndEndsWithoutAHerd() {
        let end = start.advanced(by: .seconds(5))
        let limiter = RateLimiter(perSecond: 80)
        limiter.pause(until: end, at: start)
        limiter.pause(until: start.advanced(by: .seconds(1)), at: start)
        #expect(limiter.take(at: start) == .wait(.seconds(5)))
        #expect(limiter.take(at: end) == .go)
        #expect(limiter.take(at: end) == .wait(.milliseconds(12.5)))
    }

    @Test func withoutALimitAPauseEndsSlowlyAtFirstAndTwiceAsFastAgainAndAgain() {
        let end = start.advanced(by: .seconds(5))
        let limiter = RateLimiter(perSecond: nil)
        limiter.pause(until: end, at: start)
        #expect(limiter.take(at: start) == .wait(.seconds(5)))
        #expect(limiter.take(at: end) == .go)
        #expect(limiter.take(at: end) == .wait(.milliseconds(10)))
        #expect(limiter.take(at: end.advanced(by: .milliseconds(10))) == .go)
        #expect(limiter.take(at: end.advanced(by: .milliseconds(20))) == .go)
        #expect(limiter.take(at: end.advanced(by: .milliseconds(20))) == .wait(.milliseconds(5)))
        // So many begin in a tenth of a second, no two of them at once; after a fifth nothing is held back.
        var begun = 0
        for step in 21..<100 where limiter.take(at: end.advanced(by: .milliseconds(step))) == .go { begun += 1 }
        #expect((30...60).contains(begun), "\(begun)")
        for _ in 0..<100 { #expect(limiter.take(at: end.advanced(by: .milliseconds(200))) == .go) }
    }

    @Test func aClockThatGoesBackGivesNothingAway() {
        let limiter = RateLimiter(perSecond: 80)
        for _ in 0..<10 { _ = limiter.take(at: start) }
        #expect(limiter.take(at: start.advanced(by: .seconds(-10))) != .go)
    }

    private final class Day {
        var now: Int64 = 20_000 * 86_400
        var notices: [ClientNotice] = []
    }

    private func counting(_ day: Day, isLifted: Bool = false, store: SharedMemory = SharedMemory()) -> RateLimiter {
        var quota = DayQuota(isLifted: isLifted)
        quota.limit = 100
        return RateLimiter(RatePace(perSecond: nil), store, quota, { day.now }, { day.notices.append($0) })
    }

    @Test func theDaysRequestsAreCountedToldOfOnceAndRefusedAtTheLimit() {
        let (day, store) = (Day(), SharedMemory())
        let limiter = counting(day, store: store)
        for _ in 0..<79 { #expect(limiter.take(at: start) == .go) }
        #expect(day.notices.isEmpty)
        for _ in 79..<100 { #expect(limiter.take(at: start) == .go) }
        #expect(day.notices == [.dayNearlyFull(count: 80, limit: 100)])
        #expect(limiter.take(at: start) == .dayIsFull(100))
        // Another process of the same key finds the count, and is told of it too.
        let other = Day()
        #expect(counting(other, store: store).take(at: start) == .dayIsFull(100))
        #expect(counting(other, isLifted: true, store: store).take(at: start) == .go)
        #expect(other.notices == [.dayNearlyFull(count: 101, limit: 100)])
        day.now += 86_400
        #expect(limiter.take(at: start) == .go)
        #expect(store.bucket?.count == 1)
    }

    @Test func aStoreThatFailsIsToldOnceAndTheLimitHoldsHere() {
        let (day, store) = (Day(), SharedMemory())
        let limiter = RateLimiter(
            RatePace(perSecond: 80), store, DayQuota(isLifted: false), { day.now }, { day.notices.append($0) })
        #expect(limiter.take(at: start) == .go)
        store.problem = RateStoreProblem(description: "/x/rate-1 cannot be written: no space")
        // Without a burst: how much of it others have used is not known.
        #expect(limiter.take(at: start) == .go)
        #expect(limiter.take(at: start) == .wait(.milliseconds(12.5)))
        #expect(day.notices == [.rateNotShared("/x/rate-1 cannot be written: no space")])
    }

    @Test func aStoreThatIsBusyIsWaitedForButNotForEver() {
        let (day, store) = (Day(), SharedMemory())
        let limiter = RateLimiter(RatePace(perSecond: 80), store, nil, { day.now }, { day.notices.append($0) })
        store.isBusy = true
        #expect(limiter.take(at: start) == .wait(.milliseconds(1)))
        #expect(limiter.take(at: start.advanced(by: .seconds(2))) == .wait(.milliseconds(1)))
        #expect(limiter.take(at: start.advanced(by: .seconds(2.1))) == .go)
        #expect(day.notices == [.rateNotShared("another process has locked memory")])
    }

    @Test func aPauseThatTheBusyStoreMissedHoldsThisProcess() {
        let store = SharedMemory()
        let limiter = RateLimiter(RatePace(perSecond: 80), store, nil, { 0 }, { _ in })
        store.isBusy = true
        limiter.pause(until: start.advanced(by: .seconds(5)), at: start)
        store.isBusy = false
        #expect(limiter.take(at: start) == .wait(.seconds(5)))
    }
}
