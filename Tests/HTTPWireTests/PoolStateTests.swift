import APIClient
import NIOCore
import TestSupport
import Testing

@testable import HTTPWire

/// What a pool decides, without a connection.
struct PoolStateTests {
    /// A pool with short names: requests are numbers, and so are connections, in the order in which they were opened.
    private struct Pool {
        var state: PoolState

        init(connections: Int = 2) {
            state = PoolState(
                PoolState.Limits(connections: connections, connecting: .seconds(10), idle: .seconds(60)), now: at(0))
        }

        mutating func add(_ requests: ClosedRange<UInt64>, deadline: Int64 = 30, at second: Int64 = 0) {
            for number in requests {
                state.add(exchange(number), deadline: PoolStateTests.at(deadline), at: PoolStateTests.at(second))
            }
        }

        mutating func ready(_ number: Int, at second: Int64 = 0) {
            state.becameReady(connection(number), at: PoolStateTests.at(second))
        }

        mutating func actions() -> [PoolState.Action] {
            var actions: [PoolState.Action] = []
            while let action = state.next() { actions.append(action) }
            return actions
        }
    }

    private static func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(seconds) }
    private static func exchange(_ number: UInt64) -> ExchangeID { ExchangeID(number: number) }
    private static func connection(_ number: Int) -> ConnectionID { ConnectionID(number: number) }
    private static func open(_ number: Int) -> PoolState.Action { .open(connection(number)) }
    private static func close(_ number: Int) -> PoolState.Action { .close(connection(number)) }
    private static func start(_ number: UInt64, on other: Int) -> PoolState.Action {
        .start(exchange(number), on: connection(other))
    }
    private static func end(_ number: UInt64, _ error: TransportError) -> PoolState.Action {
        .end(exchange(number), error)
    }
    private static func cancel(_ number: Int, _ error: TransportError) -> PoolState.Action {
        .cancel(connection(number), error)
    }

    @Test func aConnectionIsOpenedForEachWhoWaitsUpToTheLimit() {
        var pool = Pool()
        #expect(pool.actions() == [])
        pool.add(1...1)
        #expect(pool.actions() == [Self.open(1)])
        #expect(pool.actions() == [], "it is under way")
        pool.add(2...5)
        #expect(pool.actions() == [Self.open(2)])
    }

    @Test func firstComeFirstServed() {
        var pool = Pool()
        pool.add(1...4)
        _ = pool.actions()
        pool.ready(2)
        #expect(pool.actions() == [Self.start(1, on: 2)])
        pool.ready(1)
        #expect(pool.actions() == [Self.start(2, on: 1)])
        pool.ready(2)
        #expect(pool.actions() == [Self.start(3, on: 2)])
        pool.ready(2)
        #expect(pool.actions() == [Self.start(4, on: 2)])
    }

    @Test func theConnectionThatWasUsedLastIsUsedNext() {
        var pool = Pool(connections: 3)
        pool.add(1...3)
        _ = pool.actions()
        for number in [1, 2, 3] { pool.ready(number) }
        _ = pool.actions()
        for number in [3, 1, 2] { pool.ready(number) }
        pool.add(4...5)
        #expect(pool.actions() == [Self.start(4, on: 2), Self.start(5, on: 1)])
    }

    @Test func aConnectionThatCouldNotBeMadeFailsTheFirstAndIsReplacedForTheOthers() {
        var pool = Pool()
        pool.add(1...3)
        _ = pool.actions()
        pool.state.gaveUp(Self.connection(2), .connectionRefused)
        #expect(pool.actions() == [Self.end(1, .connectionRefused), Self.open(3)])
        pool.state.gaveUp(Self.connection(1), .connectionRefused)
        #expect(pool.actions() == [Self.end(2, .connectionRefused)], "the third has its own under way")
    }

    @Test func aConnectionThatNobodyNeedsAnyMoreFailsNobody() {
        var pool = Pool()
        pool.add(1...2)
        #expect(pool.actions() == [Self.open(1), Self.open(2)])
        pool.state.cancel(Self.exchange(1))
        _ = pool.actions()
        pool.state.gaveUp(Self.connection(2), .connectionRefused)
        #expect(pool.actions() == [], "the other connection is enough")
        pool.state.gaveUp(Self.connection(1), .reset)
        #expect(pool.actions() == [Self.end(2, .reset)])
    }

    @Test func aConnectionThatClosedIsReplaced() {
        var pool = Pool(connections: 1)
        pool.add(1...2)
        _ = pool.actions()
        pool.ready(1)
        #expect(pool.actions() == [Self.start(1, on: 1)])
        pool.state.closed(Self.connection(1))
        #expect(pool.actions() == [Self.open(2)])
        pool.ready(2)
        #expect(pool.actions() == [Self.start(2, on: 2)])
        pool.ready(2)
        pool.state.closed(Self.connection(2))
        pool.add(3...3)
        #expect(pool.actions() == [Self.open(3)], "one that closed while idle is no connection")
    }

    @Test func connectionsThatAreNotTrustedFinishAndTakeNothingMore() {
        var pool = Pool(connections: 3)
        pool.add(1...2)
        _ = pool.actions()
        pool.ready(1)
        pool.ready(2)
        _ = pool.actions()
        pool.ready(2)
        pool.add(3...4, at: 1)
        #expect(pool.actions() == [Self.start(3, on: 2), Self.open(3)])
        pool.ready(2)
        #expect(pool.actions() == [Self.start(4, on: 2)])
        pool.ready(3)
        pool.state.distrust()
        #expect(pool.actions() == [Self.close(3)], "the idle one; what is under way goes on")
        pool.add(5...5)
        #expect(pool.actions() == [Self.open(4)])
        pool.ready(1)
        #expect(pool.actions() == [Self.close(1)])
        pool.ready(4)
        #expect(pool.actions() == [Self.start(5, on: 4)], "one that was being made was never used")
    }

    @Test func aCancelledRequestThatWaitsWasNotSentAndOneUnderWayMayHaveBeen() {
        var pool = Pool(connections: 1)
        pool.add(1...3)
        _ = pool.actions()
        pool.ready(1)
        _ = pool.actions()
        pool.state.cancel(Self.exchange(2))
        #expect(pool.actions() == [Self.end(2, .cancelled(sent: false))])
        // A stop that lets changes finish: one that has left meanwhile goes on.
        pool.state.cancelWaiting(Self.exchange(1))
        #expect(pool.actions() == [])
        pool.state.cancel(Self.exchange(1))
        #expect(pool.actions() == [Self.cancel(1, .cancelled(sent: true))])
        pool.state.closed(Self.connection(1))
        #expect(pool.actions() == [Self.open(2)])
        pool.ready(2)
        #expect(pool.actions() == [Self.start(3, on: 2)])
    }

    @Test func whatIsCancelledBeforeItIsLookedAtOpensNothing() {
        var pool = Pool()
        pool.add(1...1)
        pool.state.cancel(Self.exchange(1))
        #expect(pool.actions() == [Self.end(1, .cancelled(sent: false))])
    }

    @Test func aDeadlineEndsWhatWaitsAndWhatIsUnderWay() {
        var pool = Pool(connections: 1)
        pool.add(1...1, deadline: 5)
        pool.add(2...2, deadline: 6)
        _ = pool.actions()
        pool.ready(1)
        _ = pool.actions()
        #expect(pool.state.nextDue == Self.at(5))
        pool.state.timePassed(to: Self.at(5))
        #expect(pool.actions() == [Self.cancel(1, .deadline(sent: true))])
        #expect(pool.state.nextDue == Self.at(6))
        pool.state.timePassed(to: Self.at(6))
        #expect(pool.actions() == [Self.end(2, .deadline(sent: false))])
    }

    @Test func aConnectionThatTakesTooLongIsGivenUpBeforeTheOneWhoWaitsForIt() {
        var pool = Pool()
        pool.add(1...1)
        _ = pool.actions()
        #expect(pool.state.nextDue == Self.at(10))
        pool.state.timePassed(to: Self.at(10))
        #expect(pool.state.next() == Self.cancel(1, .connectTimeout))
        // The edge says what it was in the middle of.
        pool.state.gaveUp(Self.connection(1), .proxy("slow"))
        #expect(pool.actions() == [Self.end(1, .proxy("slow"))])
        #expect(pool.state.nextDue == nil)
    }

    @Test func whoWaitsTooLongForABusyConnectionIsTold() {
        var pool = Pool(connections: 1)
        pool.add(1...2)
        _ = pool.actions()
        pool.ready(1)
        _ = pool.actions()
        pool.state.timePassed(to: Self.at(10))
        #expect(pool.actions() == [Self.end(2, .connectTimeout)])
    }

    @Test func anIdleConnectionIsClosedAfterAWhile() {
        var pool = Pool()
        pool.add(1...1)
        _ = pool.actions()
        pool.ready(1)
        _ = pool.actions()
        pool.ready(1, at: 3)
        pool.state.timePassed(to: Self.at(62))
        #expect(pool.actions() == [])
        #expect(pool.state.nextDue == Self.at(63))
        pool.state.timePassed(to: Self.at(63))
        #expect(pool.actions() == [Self.close(1)])
        #expect(pool.state.nextDue == nil, "nobody need look at the time for nothing")
    }

    @Test func aRetiredPoolKeepsNothingThatIsNotNeeded() {
        var pool = Pool()
        pool.add(1...3)
        _ = pool.actions()
        pool.ready(1)
        _ = pool.actions()
        pool.state.retire()
        pool.ready(2)
        #expect(pool.actions() == [Self.start(2, on: 2)])
        pool.ready(1)
        #expect(pool.actions() == [Self.start(3, on: 1)])
        pool.ready(2)
        pool.ready(1)
        #expect(pool.actions() == [Self.close(2), Self.close(1)])
        #expect(pool.state.nextDue == nil, "no timer keeps it")
    }

    @Test func aConnectionThatSaysTwiceThatItIsReadyTakesOneRequest() {
        var pool = Pool(connections: 1)
        pool.add(1...1)
        _ = pool.actions()
        pool.ready(1)
        pool.ready(1)
        pool.add(2...2)
        #expect(pool.actions() == [Self.start(1, on: 1)])
    }
}
