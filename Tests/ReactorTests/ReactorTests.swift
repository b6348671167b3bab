import Dispatch
import Platform
import TestSupport
import Testing

@testable import Reactor

struct ReactorTests {
    private final class Clock {
        var now = ContinuousClock.now
    }

    private let clock = Clock()
    private let reactor: Reactor

    init() throws {
        let clock = clock
        reactor = try Reactor(clock: { clock.now })
    }

    private func turn() -> Reactor.Turn { reactor.turn(waitingUntil: clock.now) }

    @Test func timersRunInTheOrderOfTheirTimesAndOnlyWhenDue() {
        var ran: [String] = []
        reactor.schedule(after: .seconds(2)) { ran.append("two") }
        reactor.schedule(after: .seconds(1)) { ran.append("one") }
        reactor.schedule(after: .seconds(1)) { ran.append("one again") }
        let cancelled = reactor.schedule(after: .seconds(1)) { ran.append("cancelled") }
        reactor.cancel(cancelled)
        #expect(turn().ran == 0)
        clock.now += .seconds(1)
        #expect(turn().ran == 2)
        #expect(ran == ["one", "one again"])
        clock.now += .seconds(5)
        #expect(turn().ran == 1)
        #expect(ran == ["one", "one again", "two"])
    }

    @Test func aTimerMadeByATimerWaitsForTheNextTurn() {
        var count = 0
        func again() {
            count += 1
            reactor.schedule(after: .zero, again)
        }
        reactor.schedule(after: .zero, again)
        #expect(turn().ran == 1)
        #expect(turn().ran == 1)
        #expect(count == 2)
    }

    @Test func manyTimersComeInOrder() {
        var generator = SeededGenerator(seed: 7)
        var ran: [Int] = []
        var timers: [(Int, Reactor.TimerID)] = []
        for _ in 0..<1000 {
            let due = Int.random(in: 0..<500, using: &generator)
            timers.append((due, reactor.schedule(after: .milliseconds(due)) { ran.append(due) }))
        }
        let cancelled = timers.filter { $0.0 % 3 != 0 }
        for (_, timer) in cancelled { reactor.cancel(timer) }
        clock.now += .seconds(1)
        _ = turn()
        #expect(ran == timers.map(\.0).filter { $0 % 3 == 0 }.sorted())
    }

    @Test func valuesOfOtherThreadsArriveInOrderOnThisOne() {
        let main = pthread_self()
        var seen: [Int] = []
        var threads: [Bool] = []
        let queue = reactor.makeQueue(of: Int.self) { value in
            seen.append(value)
            threads.append(pthread_equal(pthread_self(), main) != 0)
        }
        DispatchQueue.global().async { for value in 0..<1000 { queue.post(value) } }
        while seen.count < 1000 { reactor.turn() }
        #expect(seen == Array(0..<1000))
        #expect(threads.allSatisfy { $0 })
    }

    @Test func aBatchIsAnnouncedByOneByte() throws {
        let queue = reactor.makeQueue(of: Int.self) { _ in }
        for value in 0..<10 { queue.post(value) }
        var bytes = [UInt8](repeating: 0, count: 100)
        #expect(read(reactor.wakeDescriptor, &bytes, 100) == 1)
        #expect(turn().ran == 10)
        queue.post(1)
        #expect(read(reactor.wakeDescriptor, &bytes, 100) == 1)
    }

    @Test func aNestedTurnDeliversTheRestOfTheBatch() {
        var seen: [Int] = []
        let reactor = reactor
        let now = clock.now
        let queue = reactor.makeQueue(of: Int.self) { value in
            seen.append(value)
            if value == 0 {
                reactor.turn(waitingUntil: now)
                seen.append(100)
            }
        }
        for value in 0..<3 { queue.post(value) }
        _ = turn()
        #expect(seen == [0, 1, 2, 100])
    }

    @Test func aClosedQueueDeliversNothingMore() {
        var seen: [Int] = []
        let queue = reactor.makeQueue(of: Int.self) { seen.append($0) }
        queue.post(1)
        reactor.close(queue)
        _ = turn()
        #expect(seen == [])
    }

    @Test func aWatchedDescriptorEndsTheWait() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        #expect(!reactor.turn(waitingUntil: clock.now, alsoWatching: ends[0]).watchedIsReady)
        _ = write(ends[1], "x", 1)
        #expect(reactor.turn(alsoWatching: ends[0]).watchedIsReady)
    }

    @Test func aByteAtTheInterruptDescriptorEndsTheWait() {
        _ = write(reactor.interruptDescriptor, "x", 1)
        #expect(reactor.turn().ran == 0)
    }

    @Test func thereIsNoWaitBeyondTheDeadline() throws {
        let real = try Reactor()
        let began = ContinuousClock.now
        real.turn(waitingUntil: began.advanced(by: .milliseconds(20)))
        #expect(began.duration(to: .now) >= .milliseconds(20))
    }

    @Test func aSignalEndsTheWait() throws {
        // The handler does nothing, but without SA_RESTART it ends the poll.
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in }
        var before = sigaction()
        sigaction(SIGUSR2, &action, &before)
        defer { sigaction(SIGUSR2, &before, nil) }
        // The threads that tests run on block signals; the main thread does not.
        var signals = sigset_t()
        var blocked = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGUSR2)
        pthread_sigmask(SIG_UNBLOCK, &signals, &blocked)
        defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
        let waiting = pthread_self()
        let real = try Reactor()
        let stop = Stop()
        DispatchQueue.global().async {
            while !stop.isSet {
                pthread_kill(waiting, SIGUSR2)
                sched_yield()
            }
            stop.acknowledge()
        }
        let began = ContinuousClock.now
        var interrupted = false
        while !interrupted, began.duration(to: .now) < .seconds(10) {
            interrupted = real.turn(waitingUntil: began.advanced(by: .seconds(10))).wasInterrupted
        }
        stop.set()
        while !stop.isAcknowledged { sched_yield() }
        #expect(interrupted)
    }
}
