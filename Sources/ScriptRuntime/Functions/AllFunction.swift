import APIClient
import LuaBridge
import ManagementAPI

/// `all{...}`: the items of all pages as one array.
struct AllFunction {
    let endpoint: Endpoint
    let wrapper: String
    let target: APITarget
    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.push(function: { [self] thread in
            let pages = try PageSequence(endpoint, wrapper: wrapper, target: target, thread: thread)
            return try scheduler.wait(for: AllOperation(pages, thread: thread), on: thread)
        })
    }
}

/// Asks for page after page and moves the items to one table.
private final class AllOperation: Operation {
    private let pages: PageSequence
    private let items: LuaReference
    private var count = 0
    private var call: CallOperation?
    private var signal: () -> Void = {}
    private var failure: (any Error)?

    init(_ pages: PageSequence, thread: LuaThread) {
        self.pages = pages
        thread.pushTable()
        ValueMarks.set(ValueMarks.array, at: -1, of: thread)
        items = thread.popReference()
    }

    func begin(signal: @escaping () -> Void) {
        self.signal = signal
        do {
            try beginPage()
        } catch {
            failure = error
            signal()
        }
    }

    private func beginPage() throws {
        let call = try pages.nextCall()
        self.call = call
        call.begin(signal: signal)
    }

    func advance(on thread: LuaThread) throws -> Progress {
        if let failure { throw failure }
        guard let call, case .done = try call.advance(on: thread) else { return .waiting }
        move(thread)
        guard !pages.isAtEnd else {
            thread.push(items)
            return .done(results: 1)
        }
        try beginPage()
        return .waiting
    }

    /// Appends the items of the page on top, and pops it.
    private func move(_ thread: LuaThread) {
        thread.push(items)
        thread.insert(at: -2)
        for position in 1...max(1, thread.rawLength(at: -1)) {
            guard thread.rawGet(position, at: -1) != .nil else {
                thread.pop()
                break
            }
            count += 1
            thread.rawSet(count, at: -3)
        }
        thread.pop(2)
    }

    func cancel() {
        call?.cancel()
    }
}
