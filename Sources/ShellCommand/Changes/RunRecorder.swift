import Changes
import FoundationEssentials
import JSON
import Ledger
import Platform
import Reactor

/// The run of this process in the ledger: begun with its first change, its ends kept together with what comes next.
final class RunRecorder {
    /// What is known of the next run; its target is that of its first change.
    var next: RunRecord
    /// The run that is going on; nil before its first change.
    private(set) var number: Int64?
    /// What an entry of the prompt has done so far, in order, with how it ended; nothing of a script, which may do any number.
    private(set) var changes: [RecordedChange] = []
    /// Why the ledger could not be written any more; nil while it can.
    private(set) var failure: String?

    /// Whether a key that this process has stands in a text.
    var holdsKey: (String) -> Bool = { _ in false }

    private let open: () throws(LedgerError) -> Ledger
    private var opened: Ledger?
    private let reactor: Reactor
    private let now: () -> Int64
    private var lastChange = 0
    private var ends: [Ledger.Batch.End] = []
    private var endTimer: Reactor.TimerID?
    private var kept: CompletionQueue<Kept>?
    private var waiting: [Int: (String?) -> Void] = [:]
    private var lastBatch = 0

    private struct Kept: Sendable {
        let batch: Int
        let failure: String?
    }

    /// - Parameter now: milliseconds since 1970, UTC.
    /// - Parameter open: opens the ledger, or makes it; asked once somebody needs it, and again where that failed.
    init(
        open: @escaping () throws(LedgerError) -> Ledger, next: RunRecord, reactor: Reactor, now: @escaping () -> Int64
    ) {
        self.open = open
        self.next = next
        self.reactor = reactor
        self.now = now
        kept = reactor.makeQueue { [weak self] in self?.took($0) }
    }

    deinit { if let kept { reactor.close(kept) } }

    /// The ledger, opened now where it was not.
    func ledger() throws(LedgerError) -> Ledger {
        if let opened { return opened }
        let ledger = try open()
        opened = ledger
        return ledger
    }

    /// The number of a change that is about to be kept.
    func nextNumber() -> Int {
        lastChange += 1
        return lastChange
    }

    /// Keeps changes with the ends that are known so far, and calls `done` in a later turn, with why they could not be kept.
    func keep(_ changes: [RecordedChange], at target: String, done: @escaping (String?) -> Void) {
        do throws(LedgerError) {
            let run = try begun()
            let changes = changes.map(withoutKey)
            if next.kind == .prompt { self.changes += changes }
            try write(Ledger.Batch(run: run, time: now(), target: target, changes: changes, ends: takeEnds()), done)
        } catch {
            let reason = error.description
            reactor.schedule(after: .zero) { done(reason) }
        }
    }

    /// A change of a run has ended: that is kept with the next changes, or at the end of the turn.
    func end(_ end: Ledger.Batch.End, of run: Int64) {
        // One that outlives its run is not written to the next one.
        guard run == number else { return keepLate(end, of: run) }
        if let place = changes.lastIndex(where: { $0.number == end.number }) {
            changes[place].outcome = end.outcome
            changes[place].message = end.message
            changes[place].errorKind = end.errorKind
            changes[place].attempts = end.attempts
            changes[place].steps = end.steps
            if let id = end.madeID { changes[place].object.id = id }
        }
        ends.append(end)
        guard endTimer == nil else { return }
        endTimer = reactor.schedule(after: .zero) { [weak self] in
            self?.endTimer = nil
            self?.keepEnds()
        }
    }

    /// Takes up a run that is in the ledger.
    func resume(_ run: RunSummary, _ changes: [RecordedChange]) throws(LedgerError) {
        try ledger().resume(run.run.number)
        number = run.run.number
        lastChange = changes.map(\.number).max() ?? 0
    }

    /// Ends the run, where one has begun, when all of it is kept; waits for the ledger's thread for a moment. The next change
    /// begins another.
    ///
    /// - Returns: the number of the run that has ended, and why its end could not be kept.
    @discardableResult
    func endRun(isWhole: Bool = false) -> (number: Int64, failure: String?)? {
        guard let number else { return nil }
        if let endTimer { reactor.cancel(endTimer) }
        endTimer = nil
        do throws(LedgerError) {
            let ends = takeEnds()
            if !ends.isEmpty { try ledger().keep(Ledger.Batch(run: number, time: now(), target: "", ends: ends)) }
            try ledger().end(number, at: now(), isWhole: isWhole)
        } catch {
            failure = error.description
        }
        self.number = nil
        lastChange = 0
        return (number, failure)
    }

    /// Forgets what the run that has ended did.
    func clear() { changes = [] }

    /// What a script writes into an object may be the key, which is in no row.
    private func withoutKey(_ change: RecordedChange) -> RecordedChange {
        var change = change
        let path = JSONObject(change.path.map { ($0.key, .string($0.value)) })
        let texts = [JSONValue.object(change.body), .object(path), change.before ?? .null].map(\.description)
        guard texts.contains(where: holdsKey) else { return change }
        change.body = [:]
        change.path = change.path.mapValues { holdsKey($0) ? "" : $0 }
        change.before = nil
        // Without its body nobody could say what it touched: it must not look like a change of nothing.
        change.unknownBefore = "it holds a key"
        return change
    }

    private func keepLate(_ end: Ledger.Batch.End, of run: Int64) {
        do throws(LedgerError) {
            try ledger().keep(Ledger.Batch(run: run, time: now(), target: "", ends: [end]))
        } catch {
            failure = error.description
        }
    }

    private func begun() throws(LedgerError) -> Int64 {
        if let number { return number }
        changes = []
        next.begun = now()
        next.what = masked(next.what)
        next.note = next.note.map(masked)
        next.arguments = next.arguments.map(masked)
        next.uuid = UUID().uuidString.lowercased()
        let number = try ledger().begin(next)
        self.number = number
        return number
    }

    private func masked(_ text: String) -> String { holdsKey(text) ? "(left out: it holds a key)" : text }

    private func keepEnds() {
        guard let number, !ends.isEmpty else { return }
        // What was done stands; only that it was done is not written down.
        do throws(LedgerError) {
            try write(Ledger.Batch(run: number, time: now(), target: "", ends: takeEnds())) { [weak self] failure in
                if let failure { self?.failure = failure }
            }
        } catch {
            failure = error.description
        }
    }

    private func takeEnds() -> [Ledger.Batch.End] {
        defer { ends = [] }
        return ends
    }

    private func write(_ batch: Ledger.Batch, _ done: @escaping (String?) -> Void) throws(LedgerError) {
        let ledger = try ledger()
        lastBatch += 1
        let id = lastBatch
        waiting[id] = done
        ledger.keepLater(batch) { [kept] failure in kept?.post(Kept(batch: id, failure: failure?.description)) }
    }

    private func took(_ result: Kept) {
        waiting.removeValue(forKey: result.batch)?(result.failure)
    }
}
