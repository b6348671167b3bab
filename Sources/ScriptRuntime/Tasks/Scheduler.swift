import APIClient
import LuaBridge

/// Decides how a host function waits: a task is suspended and its driver goes on with others; anywhere else the call
/// blocks. All of it runs on the thread that owns the Lua state.
final class Scheduler {
    let reactor: Reactor
    /// A thread whose stack is for values on their way: always free, while others are inside calls.
    let scratch: LuaThread
    private let wakeDescriptor: Int32?
    private let state: Unmanaged<LuaState>
    private let anchor: LuaReference
    /// The tasks that wait, by their thread.
    private var tasks: [OpaquePointer: Task] = [:]

    /// The scheduler lives inside the runtime that owns the state, and never longer.
    init(reactor: Reactor, state: LuaState, wakeDescriptor: Int32?) throws(LuaState.OutOfMemory) {
        guard let scratch = state.main.pushNewThread() else { throw LuaState.OutOfMemory() }
        self.scratch = scratch
        anchor = state.main.popReference()
        self.reactor = reactor
        self.wakeDescriptor = wakeDescriptor
        self.state = Unmanaged.passUnretained(state)
    }

    /// Waits for an operation in a host function that `thread` called, and leaves its results.
    func wait(for operation: any Operation, on thread: LuaThread) throws -> LuaReturn {
        // Lua code hardly gets here while it is being stopped, but C code that calls functions does, as table.sort.
        if isInterrupted { throw RaisedError.interrupted }
        if thread.canSuspend, let task = tasks[thread.identity] {
            task.suspend(on: operation)
            return .suspended
        }
        return .values(try block(on: operation, thread))
    }

    /// Runs the loop until the operation is done. What else completes meanwhile is kept for its own driver.
    private func block(on operation: any Operation, _ thread: LuaThread) throws -> Int {
        var signalled = false
        operation.begin { signalled = true }
        while true {
            let interrupted = isInterrupted
            if interrupted { operation.cancel() }
            operation.work(on: thread)
            if signalled {
                signalled = false
                if case .done(let results) = try operation.advance(on: thread) { return results }
                continue
            }
            // The work itself may have raised it; then nothing would end the wait.
            if !interrupted, isInterrupted { continue }
            // A signal in between must end the wait: its byte stays in the descriptor until whoever armed it drains it.
            reactor.turn(alsoWatching: interrupted ? nil : wakeDescriptor)
        }
    }

    /// True from an interrupt until whoever evaluates clears it.
    var isInterrupted: Bool {
        state._withUnsafeGuaranteedRef { $0.interruptReason != nil }
    }

    func add(_ task: Task) {
        tasks[task.thread.identity] = task
    }

    func remove(_ task: Task) {
        tasks[task.thread.identity] = nil
    }

    /// The task that runs on a thread.
    func task(of thread: LuaThread) -> Task? {
        tasks[thread.identity]
    }
}
