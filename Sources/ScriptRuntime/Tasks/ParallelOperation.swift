import APIClient
import LuaBridge

/// `parallel(items, fn, {concurrency =})`: runs `fn` once for each item, several at a time, each in a task of its own.
///
/// Items are pulled only as fast as tasks end. The first raise stops new items, those in flight finish, and it is raised
/// again with `index` and `item`.
final class ParallelOperation: Operation {
    /// Where the items come from.
    enum Source {
        /// A table with that many items.
        case array(LuaReference, count: Int)
        /// A function that answers the next item, nil at the end.
        case iterator(LuaReference)
    }

    private let scheduler: Scheduler
    private let source: Source
    private let function: LuaReference
    private let concurrency: Int
    /// The table of results.
    private let results: LuaReference
    /// nil for a driver of its own: then the waiting thread does the work.
    private let outer: Driver?
    private let driver: Driver

    private var started = 0
    private var running: [ObjectIdentifier: Task] = [:]
    private var pull: Task?
    private var isExhausted = false
    private var failure: Failure?
    private var isCancelled = false
    private var signal: () -> Void = {}

    private struct Failure {
        let error: LuaError
        let index: Int
        let item: LuaReference?
    }

    /// Called in the host function `parallel` on `thread`.
    init(
        _ source: Source, function: LuaReference, concurrency: Int, scheduler: Scheduler, thread: LuaThread
    ) {
        self.source = source
        self.function = function
        self.concurrency = concurrency
        self.scheduler = scheduler
        outer = thread.canSuspend ? scheduler.task(of: thread)?.driver : nil
        driver = outer ?? Driver()
        thread.pushTable()
        ValueMarks.set(ValueMarks.array, at: -1, of: thread)
        results = thread.popReference()
    }

    func begin(signal: @escaping () -> Void) {
        self.signal = signal
        startWhatMay()
        signalWhenDone()
    }

    func advance(on thread: LuaThread) throws -> Progress {
        guard isDone else { return .waiting }
        if let failure { throw ParallelFailure(error: failure.error, index: failure.index, item: failure.item) }
        thread.push(results)
        return .done(results: 1)
    }

    func cancel() {
        isCancelled = true
        for task in running.values { task.cancel() }
        pull?.cancel()
    }

    func work(on thread: LuaThread) throws {
        guard outer == nil else { return }
        try driver.runReady(from: thread)
    }

    // MARK: - Tasks

    private var isStopped: Bool { failure != nil || isCancelled || isExhausted }
    private var isDone: Bool { isStopped && running.isEmpty && pull == nil }

    private func signalWhenDone() {
        if isDone { signal() }
    }

    private func startWhatMay() {
        while !isStopped, pull == nil, running.count < concurrency {
            switch source {
            case .array(let items, let count):
                guard started < count else {
                    isExhausted = true
                    return
                }
                let scratch = scheduler.scratch
                scratch.push(items)
                scratch.rawGet(started + 1, at: -1)
                let item = scratch.popReference()
                scratch.pop()
                start(item)
            case .iterator(let function):
                startPull(function)
            }
        }
    }

    private func start(_ item: LuaReference) {
        started += 1
        let index = started
        spawn(function, argument: item) { [unowned self] task, run in
            try itemEnded(task, run, index, item)
        }.map { running[ObjectIdentifier($0)] = $0 }
    }

    private func startPull(_ function: LuaReference) {
        pull = spawn(function, argument: nil) { [unowned self] task, run in
            pullEnded(task, run)
        }
    }

    private func spawn(
        _ function: LuaReference, argument: LuaReference?, ended: @escaping (Task, Task.Run) throws -> Void
    ) -> Task? {
        guard let thread = scheduler.scratch.pushNewThread() else { return nil }
        let anchor = scheduler.scratch.popReference()
        thread.push(function)
        if let argument { thread.push(argument) }
        let task = Task(
            thread: thread, anchor: anchor, arguments: argument == nil ? 0 : 1, driver: driver, ended: ended)
        scheduler.add(task)
        driver.ready(task)
        return task
    }

    private func itemEnded(_ task: Task, _ run: Task.Run, _ index: Int, _ item: LuaReference) throws {
        switch run {
        case .suspended: return
        case .finished(let count):
            store(index, task, count)
        case .failed(let error):
            if failure == nil { failure = Failure(error: error, index: index, item: item) }
        }
        scheduler.remove(task)
        running[ObjectIdentifier(task)] = nil
        startWhatMay()
        signalWhenDone()
    }

    private func pullEnded(_ task: Task, _ run: Task.Run) {
        switch run {
        case .suspended: return
        case .finished(let count):
            if count > 0, task.thread.type(at: -count) != .nil {
                task.thread.pushCopy(of: -count)
                let item = task.thread.popReference()
                pull = nil
                start(item)
            } else {
                pull = nil
                isExhausted = true
            }
        case .failed(let error):
            pull = nil
            if failure == nil { failure = Failure(error: error, index: started + 1, item: nil) }
        }
        scheduler.remove(task)
        startWhatMay()
        signalWhenDone()
    }

    /// results[index] = the first of the task's results, nil as `null`.
    private func store(_ index: Int, _ task: Task, _ count: Int) {
        let thread = task.thread
        if count == 0 || thread.type(at: -count) == .nil {
            thread.pushRegistered(ValueMarks.null)
        } else {
            thread.pushCopy(of: -count)
        }
        thread.push(results)
        thread.insert(at: -2)
        thread.rawSet(index, at: -2)
        thread.pop()
    }
}
