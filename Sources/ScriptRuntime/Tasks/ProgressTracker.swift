/// Counts what the code that runs gets done, for those who show it or give account of it.
public final class ProgressTracker {
    private var lastID = 0
    /// Those that run, the outermost first: what happens inside of one is part of its items.
    private var running: [WorkCount] = []
    /// An `each` ends without a word when its loop is left, so it never stands in the way of another.
    private var iterator: WorkCount?
    private var stopped: WorkCount?
    private var calls = WorkCount(kind: .calls, id: 0)

    /// Nothing done yet.
    public init() {}

    /// What to show as the work of the code that runs.
    public var current: WorkCount { running.first ?? iterator ?? calls }

    /// The outermost `parallel` or `all` that runs.
    public var batch: WorkCount? { running.first }

    /// What was stopped before its end, else what counted last.
    public var account: WorkCount { stopped ?? current }

    /// Begins again, for the next piece of code.
    public func reset() {
        running = []
        iterator = nil
        stopped = nil
        lastID += 1
        calls = WorkCount(kind: .calls, id: lastID)
    }

    func begin(_ kind: WorkCount.Kind, total: Int? = nil) -> Int {
        stopped = nil
        lastID += 1
        running.append(WorkCount(kind: kind, id: lastID, total: total))
        return lastID
    }

    func advance(_ id: Int, by count: Int = 1) {
        guard let index = running.firstIndex(where: { $0.id == id }) else { return }
        running[index].done += count
    }

    func end(_ id: Int, wasStopped: Bool = false) {
        guard let index = running.firstIndex(where: { $0.id == id }) else { return }
        let ended = running.remove(at: index)
        if wasStopped { stopped = ended }
    }

    func newIterator() -> Int {
        lastID += 1
        return lastID
    }

    func note(iterator: Int, done: Int) {
        forgetStopped()
        self.iterator = WorkCount(kind: .each, id: iterator, done: done)
    }

    func noteCall() {
        forgetStopped()
        calls.done += 1
    }

    /// The code caught what stopped that work, and went on.
    private func forgetStopped() {
        if stopped != nil, running.isEmpty { stopped = nil }
    }
}
