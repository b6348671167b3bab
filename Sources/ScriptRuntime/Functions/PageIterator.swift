import LuaBridge

/// The state of one `each`: the page it is in, and how far.
final class PageIterator {
    private let pages: PageSequence
    private let scheduler: Scheduler
    private var page: LuaReference?
    private var position = 0
    private var isFetching = false
    /// Its entry in the meter, and the items of all pages.
    private let work: Int
    private var given = 0
    /// What the state held after the last collection between two pages, in bytes; before the first, at the start.
    private var usedAtRest: Int
    /// What must be done before the first page.
    private var before: [any HostOperation]
    /// Whether the object on top of a stack is given; nil where all are.
    private let accepts: ((LuaThread) -> Bool)?

    init(
        _ pages: PageSequence, scheduler: Scheduler, state: LuaState, before: [any HostOperation] = [],
        accepts: ((LuaThread) -> Bool)? = nil
    ) {
        self.pages = pages
        self.scheduler = scheduler
        self.before = before
        self.accepts = accepts
        work = scheduler.meter.newIterator()
        usedAtRest = state.memoryUsed
    }

    /// The next item, or nil after the last. After an error it asks for the same page again.
    func next(_ thread: LuaThread) throws -> LuaReturn {
        if let page, pushItem(of: page, on: thread) { return .one }
        page = nil
        // The old page goes before the new one comes.
        thread.freeDroppedReferences()
        guard !pages.isAtEnd else { return .nothing }
        guard !isFetching else { throw RaisedError(argument: "the iterator is waiting for a page already", of: "each") }
        if given > 0 { collectPages(thread.state) }
        isFetching = true
        do {
            let page = PageOperation(pages, fetched: { [self] in isFetching = false }, take: take)
            guard !before.isEmpty else { return try scheduler.wait(for: page, on: thread) }
            let operation = SequentialOperation(
                before + [page], passed: { [self] in before.removeFirst() }, failed: { [self] in isFetching = false })
            return try scheduler.wait(for: operation, on: thread)
        } catch {
            isFetching = false
            throw error
        }
    }

    /// Frees the pages before, once they are a third of what the state holds: so the work stays in proportion to what
    /// the pages bring, however much the script keeps.
    ///
    /// A page is read with the collector stopped, and would be built beside the one before it.
    private func collectPages(_ state: LuaState) {
        guard state.isCollectorRunning, state.memoryUsed > usedAtRest + usedAtRest / 2 else { return }
        state.collectGarbage()
        usedAtRest = state.memoryUsed
    }

    /// Pushes the next item of the page that is given, if one is left. The page lets go of what it has handed out: what
    /// somebody keeps by an item, such as the rest of a walk, must not keep the item.
    private func pushItem(of page: LuaReference, on thread: LuaThread) -> Bool {
        thread.push(page)
        while thread.rawGet(position + 1, at: -1) != .nil {
            position += 1
            thread.pushNil()
            thread.rawSet(position, at: -3)
            if accepts?(thread) ?? true {
                thread.remove(at: -2)
                given += 1
                scheduler.meter.note(iterator: work, done: given)
                return true
            }
            thread.pop()
        }
        thread.pop(2)
        return false
    }

    /// Takes the page on top; true when its first item was pushed in its place.
    private func take(_ thread: LuaThread) -> Bool {
        let page = thread.popReference()
        position = 0
        guard pushItem(of: page, on: thread) else { return false }
        self.page = page
        return true
    }
}
