import LuaBridge

/// Asks for page after page and moves the items to one table.
final class AllOperation: Operation {
    private let pages: PageSequence
    private let items: LuaReference
    private var count = 0
    private var call: CallOperation?
    private var signal: () -> Void = {}
    private var failure: (any Error)?
    private var isCancelled = false

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
        if isCancelled { throw RaisedError.interrupted }
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
        for position in 1..<(thread.rawLength(at: -1) + 1) {
            thread.rawGet(position, at: -1)
            count += 1
            thread.rawSet(count, at: -3)
        }
        thread.pop(2)
    }

    func cancel() {
        isCancelled = true
        call?.cancel()
    }
}
