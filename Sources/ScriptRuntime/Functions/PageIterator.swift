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

    init(_ pages: PageSequence, scheduler: Scheduler, state: LuaState) {
        self.pages = pages
        self.scheduler = scheduler
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
            let operation = PageOperation(pages, fetched: { [self] in isFetching = false }, take: take)
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

    private func pushItem(of page: LuaReference, on thread: LuaThread) -> Bool {
        thread.push(page)
        thread.rawGet(position + 1, at: -1)
        thread.remove(at: -2)
        guard thread.type(at: -1) != .nil else {
            thread.pop()
            return false
        }
        position += 1
        given += 1
        scheduler.meter.note(iterator: work, done: given)
        return true
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
