import APIClient
import LuaBridge
import ManagementAPI

/// Finds the objects whose label fits a filter, on all pages of their list.
final class ReferenceOperation: HostOperation {
    private let pages: PageSequence
    private let filter: String
    private let wanted: FilterValues
    private let known: KnownReferences
    private var call: CallOperation?
    private var signal: () -> Void = {}
    private var failure: (any Error)?
    private var isCancelled = false

    init(_ pages: PageSequence, filter: String, wanted: FilterValues, into known: KnownReferences) {
        self.pages = pages
        self.filter = filter
        self.wanted = wanted
        self.known = known
    }

    func begin(signal: @escaping () -> Void) {
        self.signal = signal
        failure = nil
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
        take(thread)
        guard pages.isAtEnd else {
            try beginPage()
            return .waiting
        }
        return .done(results: 0)
    }

    /// Keeps the ids of what fits on the page on top, and pops it.
    private func take(_ thread: LuaThread) {
        defer { thread.pop() }
        guard let kind = pages.items?.kind, let id = kind.identifyingField, let label = kind.label else { return }
        for place in 1..<(thread.size(at: -1).items + 1) {
            thread.rawGet(place, at: -1)
            thread.rawGet(label, at: -1)
            let fits = wanted.fit(-1, of: thread)
            thread.pop()
            thread.rawGet(id, at: -1)
            if fits, let text = FilterValues.text(at: -1, of: thread) { known.ids[filter, default: []].insert(text) }
            thread.pop(2)
        }
    }

    func cancel(_ extent: Cancellation) {
        isCancelled = true
        call?.cancel(extent)
    }
}
