import LuaBridge

/// One coroutine of the host: an item of a `parallel`, or one step of the iterator that feeds it.
final class Task {
    /// How a run of a task ended.
    enum Run {
        /// It waits for its operation.
        case suspended
        /// It returned; that many results are on its stack.
        case finished(results: Int)
        /// It raised.
        case failed(LuaError)
    }

    let thread: LuaThread
    /// Whose ready list it joins when its operation signals.
    let driver: Driver
    /// Called with each run's end; the task's stack still holds the results.
    let ended: (Task, Run) throws -> Void
    /// Keeps the coroutine from collection.
    private let anchor: LuaReference
    private var operation: (any Operation)?
    private var arguments: Int

    /// Takes a new thread whose stack holds the function and `arguments` values; `anchor` refers to it.
    init(
        thread: LuaThread, anchor: LuaReference, arguments: Int, driver: Driver,
        ended: @escaping (Task, Run) throws -> Void
    ) {
        self.thread = thread
        self.anchor = anchor
        self.arguments = arguments
        self.driver = driver
        self.ended = ended
    }

    /// Called by the host function that the task is in, just before it returns `.suspended`.
    func suspend(on operation: any Operation) {
        self.operation = operation
        operation.begin { [unowned self] in driver.ready(self) }
    }

    /// Gives up what it waits for.
    func cancel() {
        operation?.cancel()
    }

    /// Starts it, or takes what its operation has and goes on.
    func run(from caller: LuaThread) throws {
        if let operation {
            do {
                let top = thread.top
                thread.push(true)
                switch try operation.advance(on: thread) {
                case .waiting:
                    thread.setTop(top)
                    return
                case .done(let results): arguments = results + 1
                }
            } catch {
                thread.push(false)
                thread.push(raised: error)
                arguments = 2
            }
            self.operation = nil
        }
        let run: Run =
            switch thread.resume(arguments: arguments, from: caller, traceback: false) {
            case .suspended: .suspended
            case .finished(let results): .finished(results: results)
            case .failed(let error): .failed(error)
            }
        try ended(self, run)
    }
}
