import APIClient
import LuaBridge
import ManagementAPI

/// `each{...}`: an iterator over the items of all pages, which holds one page at a time.
struct EachFunction {
    let endpoint: Endpoint
    let wrapper: String
    let target: APITarget
    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.push(function: { [self] thread in
            let pages = try PageSequence(endpoint, wrapper: wrapper, target: target, thread: thread)
            let step = PageStep(pages, scheduler: scheduler)
            thread.push(function: step.next)
            return .one
        })
    }
}

/// The state of one iterator: the page it is in, and how far.
private final class PageStep {
    private let pages: PageSequence
    private let scheduler: Scheduler
    private var page: LuaReference?
    private var position = 0
    private var isFetching = false

    init(_ pages: PageSequence, scheduler: Scheduler) {
        self.pages = pages
        self.scheduler = scheduler
    }

    /// The next item, or nil after the last.
    func next(_ thread: LuaThread) throws -> LuaReturn {
        if let page, pushItem(of: page, on: thread) { return .one }
        page = nil
        guard !pages.isAtEnd else { return .nothing }
        guard !isFetching else { throw RaisedError(argument: "the iterator is waiting for a page already", of: "each") }
        isFetching = true
        do {
            return try scheduler.wait(for: PageOperation(try pages.nextCall(), step: self, pages: pages), on: thread)
        } catch {
            isFetching = false
            throw error
        }
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
        return true
    }

    /// Takes the page on top; true when its first item was pushed in its place.
    fileprivate func take(_ thread: LuaThread) -> Bool {
        let page = thread.popReference()
        position = 0
        self.page = page
        return pushItem(of: page, on: thread)
    }

    fileprivate func fetched() {
        isFetching = false
    }

    /// Waits for pages until one has an item: a page may be empty and still name a next one.
    private final class PageOperation: Operation {
        private var call: CallOperation
        private let step: PageStep
        private let pages: PageSequence
        private var signal: () -> Void = {}

        init(_ call: CallOperation, step: PageStep, pages: PageSequence) {
            self.call = call
            self.step = step
            self.pages = pages
        }

        func begin(signal: @escaping () -> Void) {
            self.signal = signal
            call.begin(signal: signal)
        }

        func advance(on thread: LuaThread) throws -> Progress {
            do {
                guard case .done = try call.advance(on: thread) else { return .waiting }
                if step.take(thread) {
                    step.fetched()
                    return .done(results: 1)
                }
                guard !pages.isAtEnd else {
                    step.fetched()
                    return .done(results: 0)
                }
                call = try pages.nextCall()
                call.begin(signal: signal)
                return .waiting
            } catch {
                step.fetched()
                throw error
            }
        }

        func cancel() {
            call.cancel()
        }
    }
}
