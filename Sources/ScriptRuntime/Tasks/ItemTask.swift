import APIClient
import LuaBridge

/// One coroutine of the host: an item of a `parallel`, or one step of the iterator that feeds it.
final class ItemTask {
    /// How a task ended.
    enum End {
        /// It returned; that many results are on its stack.
        case finished(results: Int)
        /// It raised.
        case failed(LuaError)
    }

    private enum State {
        /// Not begun; its stack holds the function and that many arguments.
        case fresh(arguments: Int)
        /// In its own code.
        case running
        /// In a host function that suspended it.
        case waiting(any HostOperation)
        case ended
    }

    /// Tells it from the other tasks of the runtime; the next one has a higher one.
    let number: Int
    let thread: LuaThread
    /// Whose ready list it joins when its operation signals.
    let driver: Driver
    /// Called once; the task's stack still holds the results. It empties that: who kept the coroutine finds it as empty as
    /// any other that has ended.
    private let ended: (ItemTask, End) -> Void
    /// Keeps the coroutine from collection.
    let anchor: LuaReference
    private var state: State
    /// Where it stands among those that run; its owner's.
    var place = 0

    /// Takes a new thread whose stack holds the function and `arguments` values; `anchor` refers to it.
    init(
        number: Int, thread: LuaThread, anchor: LuaReference, arguments: Int, driver: Driver,
        ended: @escaping (ItemTask, End) -> Void
    ) {
        self.number = number
        self.thread = thread
        self.anchor = anchor
        self.driver = driver
        self.ended = ended
        state = .fresh(arguments: arguments)
    }

    /// Puts it on its driver's list.
    func ready() {
        driver.append(self)
    }

    /// Called by the host function that the task is in, just before it returns `.suspended`.
    func suspend(on operation: any HostOperation) {
        state = .waiting(operation)
        operation.begin { [unowned self] in ready() }
    }

    /// Gives up what it waits for.
    func cancel(_ extent: Cancellation) {
        if case .waiting(let operation) = state { operation.cancel(extent) }
    }

    /// Starts it, or takes what its operation has and goes on. Runs once too often do nothing: an operation may signal
    /// twice, as when it is cancelled just after it was done.
    func run(from caller: LuaThread) {
        switch state {
        case .fresh(let arguments): resume(arguments: arguments, from: caller)
        case .waiting(let operation):
            if let arguments = outcome(of: operation) { resume(arguments: arguments, from: caller) }
        case .running, .ended: break
        }
    }

    /// Pushes what the suspended host function is to end with: true and its results, or false and what it raises.
    /// nil, and nothing pushed, when the operation goes on.
    private func outcome(of operation: any HostOperation) -> Int? {
        let top = thread.top
        do {
            thread.push(true)
            switch try operation.advance(on: thread) {
            case .waiting:
                thread.setTop(top)
                return nil
            case .done(let results):
                assert(thread.top == top + 1 + results, "an operation left other values than its results")
                return results + 1
            }
        } catch {
            // Whatever the operation left is in the way: the function ends with what lies above its arguments.
            thread.setTop(top)
            thread.push(false)
            thread.push(raised: error)
            return 2
        }
    }

    private func resume(arguments: Int, from caller: LuaThread) {
        state = .running
        switch thread.resume(arguments: arguments, from: caller, traceback: false) {
        case .suspended: break
        case .finished(let results): end(.finished(results: results))
        case .failed(let error): end(.failed(error))
        }
    }

    private func end(_ end: End) {
        state = .ended
        ended(self, end)
    }
}
