import APIClient
import LuaBridge
import Reactor

/// Decides how a host function waits: a task is suspended and its driver goes on with others; anywhere else the call
/// blocks. All of it runs on the thread that owns the Lua state.
final class Scheduler {
    let reactor: Reactor
    /// A thread whose stack is for values on their way: always free, while others are inside calls.
    let scratch: LuaThread
    /// What the code that runs gets done.
    let meter: ProgressTracker
    private let interrupts: InterruptSource
    private var policy = StopPolicy()
    private var hasSaidThatItSparesWrites = false
    private let state: Unmanaged<LuaState>
    private let anchor: LuaReference
    /// The tasks that wait, by their thread.
    private var tasks: [OpaquePointer: ItemTask] = [:]
    /// The task that was looked up last: a call asks twice for its own.
    private var lastFound: ItemTask?
    private var lastTask = 0

    /// The scheduler lives inside the runtime that owns the state, and never longer.
    init(
        reactor: Reactor, state: LuaState, interrupts: InterruptSource, meter: ProgressTracker
    ) throws(LuaState.OutOfMemory) {
        guard let scratch = state.main.pushNewThread() else { throw LuaState.OutOfMemory() }
        self.scratch = scratch
        anchor = state.main.popReference()
        self.reactor = reactor
        self.interrupts = interrupts
        self.meter = meter
        self.state = Unmanaged.passUnretained(state)
    }

    /// Waits for an operation in a host function that `thread` called, and leaves its results.
    func wait(for operation: any HostOperation, on thread: LuaThread) throws -> LuaReturn {
        // Lua code hardly gets here while it is being stopped, but C code that calls functions does, as table.sort.
        if isInterrupted { throw operation.interruption }
        thread.state.makeRoom()
        if thread.canSuspend, let task = task(of: thread) {
            task.suspend(on: operation)
            return .suspended
        }
        return .values(try block(on: operation, thread))
    }

    /// Waits for an operation as code outside of a task does, and leaves its results.
    func block(until operation: any HostOperation, on thread: LuaThread) throws -> Int {
        if isInterrupted { throw operation.interruption }
        return try block(on: operation, thread)
    }

    /// Runs the loop until the operation is done. What else completes meanwhile is kept for its own driver.
    private func block(on operation: any HostOperation, _ thread: LuaThread) throws -> Int {
        interrupts.hostWaits(true)
        // Whoever called is Lua code.
        defer { interrupts.hostWaits(false) }
        var signalled = false
        operation.begin { signalled = true }
        while true {
            let cancellation = cancellation()
            if let cancellation {
                operation.cancel(cancellation)
                if cancellation == .lettingWritesFinish { sayThatWritesAreSpared() }
            }
            interrupts.hostWaits(false)
            operation.work(on: thread)
            interrupts.hostWaits(true)
            if signalled {
                signalled = false
                if case .done(let results) = try operation.advance(on: thread) { return results }
                continue
            }
            // The work itself may have raised it; then nothing would end the wait.
            if cancellation == nil, isInterrupted { continue }
            // A press in between must end the wait: its byte stays in the descriptor until it is drained.
            reactor.turn(
                waitingUntil: cancellation == .lettingWritesFinish ? policy.nextLook(at: reactor.now) : nil,
                alsoWatching: cancellation == .everything ? nil : interrupts.wakeDescriptor)
        }
    }

    /// Waits for the end of calls that nobody waits for any more, while code is being stopped: reads end at once, changes on
    /// their way are spared as `StopPolicy` says. `pending` counts them, `cancel` ends them.
    func settle(pending: () -> Int, cancel: (Cancellation) -> Void) {
        interrupts.hostWaits(true)
        defer { interrupts.hostWaits(false) }
        while pending() > 0 {
            let extent = cancellation() ?? .everything
            cancel(extent)
            guard pending() > 0 else { return }
            if extent == .lettingWritesFinish { sayThatWritesAreSpared() }
            reactor.turn(waitingUntil: policy.nextLook(at: reactor.now), alsoWatching: interrupts.wakeDescriptor)
        }
    }

    /// What to cancel now.
    private func cancellation() -> Cancellation? {
        guard let stop else {
            policy.reset()
            hasSaidThatItSparesWrites = false
            return nil
        }
        // Before the presses are counted: one that comes in between rings again.
        interrupts.drain()
        return policy.cancellation(for: stop, presses: interrupts.presses(), at: reactor.now)
    }

    private func sayThatWritesAreSpared() {
        guard !hasSaidThatItSparesWrites else { return }
        hasSaidThatItSparesWrites = true
        interrupts.sparesWrites()
    }

    /// True from an interrupt until whoever evaluates clears it.
    var isInterrupted: Bool {
        state._withUnsafeGuaranteedRef { $0.interruptReason != nil }
    }

    private var stop: ScriptRuntime.Stop? {
        // A reason of somebody else's is no reason to wait.
        state._withUnsafeGuaranteedRef { $0.interruptReason }.map { ScriptRuntime.Stop(rawValue: $0) ?? .timeLimit }
    }

    func add(_ task: ItemTask) {
        tasks[task.thread.identity] = task
    }

    func remove(_ task: ItemTask) {
        tasks[task.thread.identity] = nil
        if lastFound === task { lastFound = nil }
    }

    /// The number of a task that is about to be made.
    func newTaskNumber() -> Int {
        lastTask += 1
        return lastTask
    }

    /// The task that runs on a thread.
    func task(of thread: LuaThread) -> ItemTask? {
        if let lastFound, lastFound.thread.identity == thread.identity { return lastFound }
        let found = tasks[thread.identity]
        if let found { lastFound = found }
        return found
    }
}
