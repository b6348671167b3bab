import Platform

/// The main thread's loop: it waits for completions of other threads, for timers and for one descriptor more.
///
/// Not Sendable: it belongs to the thread that made it, and every callback runs there, inside `turn`. A callback may
/// call `turn` again; what the outer turn had not delivered yet is delivered by the inner one.
public final class Reactor {
    /// A point of the reactor's clock.
    public typealias Instant = ContinuousClock.Instant

    /// Names a timer, to cancel it.
    public struct TimerID: Hashable, Sendable {
        let number: UInt64
    }

    /// What a turn saw.
    public struct Turn: Equatable, Sendable {
        /// The descriptor given as `alsoWatching` can be read, was closed, or is broken.
        public var watchedIsReady = false
        /// A signal ended the wait.
        public var wasInterrupted = false
        /// How many completions and timers ran.
        public var ran = 0
    }

    private let clock: () -> Instant
    private let wake: WakeSignal
    private var timers = TimerQueue()
    private var sources: [(id: ObjectIdentifier, source: any CompletionSource)] = []

    /// Makes a loop that reads the time from `clock`.
    public init(clock: @escaping () -> Instant = { ContinuousClock.now }) throws(ReactorError) {
        self.clock = clock
        wake = try WakeSignal()
    }

    /// Readable when completions wait; for a caller that polls by itself and then calls `turn`.
    public var wakeDescriptor: Int32 { wake.readDescriptor }

    /// Writing a byte here ends a turn that waits, or the next one. Non-blocking: a signal handler may do it.
    public var interruptDescriptor: Int32 { wake.writeDescriptor }

    /// The time by the reactor's clock.
    public var now: Instant { clock() }

    /// Runs `body` in a turn, `delay` from now or a little later; zero means the next turn.
    @discardableResult
    public func schedule(after delay: Duration, _ body: @escaping () -> Void) -> TimerID {
        TimerID(number: timers.add(due: now.advanced(by: max(.zero, delay)), body))
    }

    /// Forgets a timer; nothing happens when it has run already.
    public func cancel(_ timer: TimerID) {
        timers.remove(timer.number)
    }

    /// Makes a queue that other threads post to; `deliver` runs on the main thread, once for each value, inside `turn`.
    public func makeQueue<Value: Sendable>(
        of type: Value.Type = Value.self, deliver: @escaping (Value) -> Void
    ) -> CompletionQueue<Value> {
        let queue = CompletionQueue<Value>(wake: wake)
        sources.append((ObjectIdentifier(queue), QueueSource(queue: queue, deliver: deliver)))
        return queue
    }

    /// Stops delivering from a queue; what is posted to it later is dropped with it.
    public func close<Value>(_ queue: CompletionQueue<Value>) {
        sources.removeAll { $0.id == ObjectIdentifier(queue) }
    }

    /// Waits once, until something can run, `deadline` passes, `descriptor` is readable or a signal comes; then runs
    /// what is due. With no deadline it waits as long as it takes; a deadline in the past does not wait at all.
    @discardableResult
    public func turn(waitingUntil deadline: Instant? = nil, alsoWatching descriptor: Int32? = nil) -> Turn {
        var turn = Turn()
        wait(until: deadline, watching: descriptor, &turn)
        deliverCompletions(&turn)
        runTimers(&turn)
        return turn
    }

    private func wait(until deadline: Instant?, watching descriptor: Int32?, _ turn: inout Turn) {
        let timeout = milliseconds(until: deadline)
        withUnsafeTemporaryAllocation(of: pollfd.self, capacity: 2) { polled in
            polled[0] = pollfd(fd: wake.readDescriptor, events: Int16(POLLIN), revents: 0)
            // poll ignores a negative descriptor.
            polled[1] = pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0)
            let count = poll(polled.baseAddress, 2, timeout)
            if count < 0 {
                turn.wasInterrupted = errno == EINTR
                return
            }
            if polled[0].revents != 0 { wake.lower() }
            turn.watchedIsReady = polled[1].revents != 0
        }
    }

    /// The time to wait in whole milliseconds, rounded up so that a timer is due when the wait ends; -1 means no end.
    private func milliseconds(until deadline: Instant?) -> Int32 {
        if sources.contains(where: { $0.source.collectedCount > 0 }) { return 0 }
        var end = deadline
        if let due = timers.nextDue() { end = end.map { min($0, due) } ?? due }
        guard let end else { return -1 }
        let left = now.duration(to: end)
        guard left > .zero else { return 0 }
        guard left < .seconds(1_000_000) else { return 1_000_000_000 }
        let (seconds, attoseconds) = left.components
        return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    private func deliverCompletions(_ turn: inout Turn) {
        // A delivery may add or close queues; the list of this round is fixed.
        for (id, source) in sources {
            source.collect()
            var left = source.collectedCount
            // Only what was there when the round began: a delivery that posts again must not starve timers.
            while left > 0, sources.contains(where: { $0.id == id }), source.deliverOne() {
                left -= 1
                turn.ran += 1
            }
        }
    }

    private func runTimers(_ turn: inout Turn) {
        guard timers.count > 0 else { return }
        let now = now
        // A timer made by a timer waits for the next turn, also with no delay.
        let newest = timers.lastNumber
        while let body = timers.popDue(at: now, upTo: newest) {
            body()
            turn.ran += 1
        }
    }
}
