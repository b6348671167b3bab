import APIClient
import LuaBridge

/// Waits for pages until one has an item: a page may be empty and still name a next one.
final class PageOperation: HostOperation {
    private let pages: PageSequence
    /// Called once, when no call is under way any more.
    private let fetched: () -> Void
    /// Takes the page on top; true when it pushed an item in its place.
    private let take: (LuaThread) -> Bool
    private var call: CallOperation?
    private var failure: (any Error)?
    private var isCancelled = false
    private var signal: () -> Void = {}

    init(_ pages: PageSequence, fetched: @escaping () -> Void, take: @escaping (LuaThread) -> Bool) {
        self.pages = pages
        self.fetched = fetched
        self.take = take
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
        do {
            if let failure { throw failure }
            guard let call, case .done = try call.advance(on: thread) else { return .waiting }
            if take(thread) {
                fetched()
                return .done(results: 1)
            }
            guard !pages.isAtEnd else {
                fetched()
                return .done(results: 0)
            }
            try beginPage()
            return .waiting
        } catch {
            fetched()
            throw error
        }
    }

    func cancel(_ extent: Cancellation) {
        isCancelled = true
        call?.cancel(extent)
    }
}
