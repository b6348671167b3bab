import APIClient
import LuaBridge
import Memory

/// `parallel(items, fn, {concurrency =})`: runs `fn` once for each item, several at a time, each in a task of its own.
///
/// Items are pulled only as fast as tasks end. The first raise stops new items, those in flight finish, and it is raised
/// again with `index` and `item`.
final class ParallelOperation: HostOperation {
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
    /// Each knows its place in it.
    private var running: [ItemTask] = []
    /// The step of the iterator that is under way; one at a time, for an iterator cannot be asked twice at once.
    private var pull: ItemTask?
    /// The coroutine of the last step, which has ended, for the next one.
    private var puller: (thread: LuaThread, anchor: LuaReference)?
    private var isExhausted = false
    private var failure: ParallelFailure?
    private var isCancelled = false
    private var signal: () -> Void = {}
    /// Its entry in the meter.
    private var work = 0

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
        var total: Int?
        if case .array(_, let count) = source { total = count }
        work = scheduler.meter.begin(.parallel, total: total)
        goOn()
    }

    func advance(on thread: LuaThread) throws -> Progress {
        guard isDone else { return .waiting }
        scheduler.meter.end(work, wasStopped: failure != nil || isCancelled)
        // The items were stopped, they did not fail: none of them is to blame.
        if isCancelled || scheduler.isInterrupted { throw RaisedError.interrupted }
        if let failure { throw failure }
        thread.push(results)
        return .done(results: 1)
    }

    func cancel(_ extent: Cancellation) {
        isCancelled = true
        for task in running { task.cancel(extent) }
        pull?.cancel(extent)
        // With nothing in flight no task will say so.
        if isDone { signal() }
    }

    func work(on thread: LuaThread) {
        guard outer == nil else { return }
        driver.runReady(from: thread)
    }

    // MARK: - Tasks

    private var isStopped: Bool { failure != nil || isCancelled || isExhausted }
    private var isDone: Bool { isStopped && running.isEmpty && pull == nil }

    /// Starts what may start now, and signals when nothing is left.
    private func goOn() {
        while !isStopped, pull == nil, running.count < concurrency { startNext() }
        if isDone { signal() }
    }

    private func startNext() {
        switch source {
        case .array(_, let count) where started == count: isExhausted = true
        case .array(let items, _):
            let scratch = scheduler.scratch
            scratch.push(items)
            scratch.rawGet(started + 1, at: -1)
            let item = scratch.popReference()
            scratch.pop()
            start(item)
        case .iterator(let function):
            let known = puller
            puller = nil
            pull = spawn(function, argument: nil, on: known) { [unowned self] task, end in pullEnded(task, end) }
        }
    }

    private func start(_ item: LuaReference) {
        started += 1
        let index = started
        let task = spawn(function, argument: item) { [unowned self] task, end in itemEnded(task, end, index, item) }
        if let task {
            task.place = running.count
            running.append(task)
        }
    }

    /// A new task of the driver; without memory for one it is nil, and that is the failure.
    private func spawn(
        _ function: LuaReference, argument: LuaReference?, on known: (thread: LuaThread, anchor: LuaReference)? = nil,
        ended: @escaping (ItemTask, ItemTask.End) -> Void
    ) -> ItemTask? {
        guard let (thread, anchor) = known ?? coroutine() else {
            failure = failure ?? ParallelFailure(error: NotEnoughMemory(), index: started, item: argument)
            return nil
        }
        thread.push(function)
        if let argument { thread.push(argument) }
        let task = ItemTask(
            number: scheduler.newTaskNumber(),
            thread: thread, anchor: anchor, arguments: argument == nil ? 0 : 1, driver: driver, ended: ended)
        scheduler.add(task)
        task.ready()
        return task
    }

    private func coroutine() -> (thread: LuaThread, anchor: LuaReference)? {
        scheduler.scratch.pushNewThread().map { ($0, scheduler.scratch.popReference()) }
    }

    private func itemEnded(_ task: ItemTask, _ end: ItemTask.End, _ index: Int, _ item: LuaReference) {
        switch end {
        case .finished(let count):
            store(index, task, count)
            task.thread.setTop(0)
            scheduler.meter.advance(work)
        case .failed(let error): failure = failure ?? ParallelFailure(error: error, index: index, item: item)
        }
        scheduler.remove(task)
        running.swapAt(task.place, running.count - 1)
        running[task.place].place = task.place
        running.removeLast()
        goOn()
    }

    private func pullEnded(_ task: ItemTask, _ end: ItemTask.End) {
        pull = nil
        scheduler.remove(task)
        switch end {
        case .finished(let count):
            if count > 0, task.thread.type(at: -count) != .nil {
                // An item that comes after a failure is not started any more.
                if !isStopped { start(task.thread.reference(at: -count)) }
            } else {
                isExhausted = true
            }
            task.thread.setTop(0)
            puller = (task.thread, task.anchor)
        case .failed(let error):
            failure = failure ?? ParallelFailure(error: error, index: started + 1, item: nil)
        }
        goOn()
    }

    /// results[index] = the first of the task's results, nil as `null`.
    private func store(_ index: Int, _ task: ItemTask, _ count: Int) {
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
