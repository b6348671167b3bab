import APIClient
import LuaBridge

/// Asks for page after page and moves the items to one table.
final class AllOperation: HostOperation {
    private let pages: PageSequence
    private let meter: ProgressTracker
    /// Its entry in the meter.
    private var work = 0
    private let items: LuaReference
    private var count = 0
    private var call: CallOperation?
    private var signal: () -> Void = {}
    private var failure: (any Error)?
    private var isCancelled = false

    init(_ pages: PageSequence, meter: ProgressTracker, thread: LuaThread) {
        self.pages = pages
        self.meter = meter
        thread.pushTable()
        ValueMarks.set(ValueMarks.array, at: -1, of: thread)
        items = thread.popReference()
    }

    func begin(signal: @escaping () -> Void) {
        self.signal = signal
        work = meter.begin(.all)
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
        do {
            if let failure { throw failure }
            guard let call, case .done = try call.advance(on: thread) else { return .waiting }
            move(thread)
            guard pages.isAtEnd else {
                try beginPage()
                return .waiting
            }
        } catch {
            meter.end(work, wasStopped: true)
            throw error
        }
        meter.end(work)
        thread.push(items)
        return .done(results: 1)
    }

    /// Appends the items of the page on top, and pops it.
    private func move(_ thread: LuaThread) {
        let before = count
        defer { meter.advance(work, by: count - before) }
        thread.push(items)
        thread.insert(at: -2)
        for position in 1..<(thread.size(at: -1).items + 1) {
            thread.rawGet(position, at: -1)
            count += 1
            thread.rawSet(count, at: -3)
        }
        thread.pop(2)
    }

    func cancel(_ extent: Cancellation) {
        isCancelled = true
        call?.cancel(extent)
    }
}
