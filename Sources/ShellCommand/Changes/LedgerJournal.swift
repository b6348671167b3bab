import APIClient
import Changes
import JSON
import Ledger
import ManagementAPI
import Reactor

/// Keeps the changes at one target in the ledger: what is there before, before anything is sent, and what came of it.
final class LedgerJournal: WriteJournal {
    private struct Pending {
        var touch: Touch?
        var object: ChangedObject
        var document: JSONValue?
        /// Keeps what its values take counted.
        var call: BoundCall?
        var unknown: String?
    }

    private let recorder: RunRecorder
    private let catalogue: Catalogue
    private let target: String
    /// Whether what cannot be kept is not sent.
    private let isRequired: Bool
    private let notice: (String) -> Void
    private let generation: Generation
    private let clock: () -> Reactor.Instant
    private let now: () -> Int64
    private var reads: RecentReads
    private var pending: [CallID: Pending] = [:]
    private var numbers: [CallID: (number: Int, object: ChangedObject)] = [:]
    /// The runs that changes under way belong to.
    private var runs: [CallID: Int64] = [:]

    /// - Parameters:
    ///   - target: the URL, or the file of a sandbox.
    ///   - size: how many bytes of answers it may keep at hand.
    ///   - isRequired: whether what cannot be kept is not sent; else that is said by `notice` and it is sent all the same.
    init(
        recorder: RunRecorder, catalogue: Catalogue, target: String, generation: Generation, isRequired: Bool,
        size: Int, notice: @escaping (String) -> Void,
        clock: @escaping () -> Reactor.Instant, now: @escaping () -> Int64
    ) {
        self.recorder = recorder
        self.catalogue = catalogue
        self.target = target
        self.isRequired = isRequired
        self.notice = notice
        self.generation = generation
        self.clock = clock
        self.now = now
        reads = RecentReads(catalogue: catalogue, generation: generation, size: size)
    }

    func readBefore(_ entry: JournalEntry) -> APIRequest? {
        guard let call = BoundCall(entry.request, catalogue, generation) else {
            pending[entry.call] = Pending(
                object: ChangedObject(resource: "", id: nil),
                unknown: "nobody knows what \(entry.request.method) changes here")
            return nil
        }
        let touch = Touch(call.endpoint, path: call.path, body: call.body, in: catalogue)
        var change = Pending(
            touch: touch, object: ChangedObject(call.endpoint, path: call.path, body: call.body, in: catalogue),
            call: call)
        guard let reading = touch.reading?.whole else {
            pending[entry.call] = change
            return nil
        }
        change.document = reads.document(reading, of: change.object, showing: touch, at: clock())
        pending[entry.call] = change
        guard change.document == nil, let endpoint = catalogue.endpoint(id: reading.call, generation: generation) else {
            return nil
        }
        return try? RequestBuilder.request(for: endpoint, pathArguments: reading.path)
    }

    func willSend(_ entries: [JournalEntry], kept: @escaping (String?) -> Void) {
        recorder.keep(entries.map(change), at: target) { [isRequired, notice] failure in
            guard let failure, !isRequired else { return kept(failure) }
            notice(failure)
            kept(nil)
        }
        for entry in entries { runs[entry.call] = recorder.number }
    }

    private func change(_ entry: JournalEntry) -> RecordedChange {
        var change = pending.removeValue(forKey: entry.call) ?? Pending(object: ChangedObject(resource: "", id: nil))
        if change.document == nil, let answer = entry.before, case .json(let text) = answer.body {
            change.document = try? JSONValue(parsing: text, surrogates: .replaced)
        }
        let number = recorder.nextNumber()
        let request = entry.request
        guard let touch = change.touch else {
            numbers[entry.call] = (number, change.object)
            var recorded = RecordedChange(
                number: number, object: change.object, call: "request", generation: generation,
                path: ["method": request.method, "path": request.pathForMessages], body: [:], place: request.place)
            recorded.unknownBefore = change.unknown
            return recorded
        }
        if touch.reading != nil, let document = change.document, touch.readsWholeObject {
            change.object.describe(document, in: catalogue, generation)
            reads.name(change.object)
        }
        reads.describe(&change.object)
        reads.forget(change.object, at: clock())
        numbers[entry.call] = (number, change.object)
        return RecordedChange(
            number: number, object: change.object, call: touch.endpoint.id, generation: generation, path: touch.path,
            body: touch.body, place: request.place, before: change.document.map { touch.touched(of: $0) },
            unknownBefore: touch.reading != nil && change.document == nil ? "it could not be read" : nil,
            losses: change.document.map { touch.losses(in: $0) } ?? [])
    }

    func didEnd(_ entry: JournalEntry, _ end: JournalEnd) {
        let run = runs.removeValue(forKey: entry.call)
        guard let (number, object) = numbers.removeValue(forKey: entry.call) else { return }
        reads.forget(object, at: clock())
        // Where no record could be kept, and that is allowed, there is nothing to end.
        guard let run else { return }
        recorder.end(
            Ledger.Batch.End(
                number: number, time: now(), outcome: RecordedChange.Outcome(end.outcome), message: end.error?.message,
                errorKind: end.error?.kind.rawValue, attempts: end.attempts,
                steps: end.steps.map { RecordedChange.Step($0) }, madeID: madeID(entry, end)), of: run)
    }

    func didRead(_ request: APIRequest, _ answer: Answer, sent: Reactor.Instant) {
        guard let endpoint = request.endpoint, case .json(let text) = answer.body else { return }
        reads.note(endpoint, request.pathArguments, text, sent: sent)
    }

    private func madeID(_ entry: JournalEntry, _ end: JournalEnd) -> String? {
        guard let endpoint = entry.request.endpoint, endpoint.effects.contains(.create), let answer = end.answer else {
            return nil
        }
        if let id = answer.objectID { return id.description }
        guard case .json(let text) = answer.body, let field = endpoint.result.objectType?.kind?.identifyingField else {
            return nil
        }
        return (try? JSONValue(parsing: text))?[field]?.nameText
    }
}

extension RecordedChange.Step {
    /// A request of a composed call, as it is kept.
    init(_ step: CallStep) {
        self.init(
            call: step.call, item: step.item, outcome: RecordedChange.Outcome(step.outcome), message: step.message)
    }
}

extension RecordedChange.Outcome {
    /// What became of a write, as it is kept.
    init(_ outcome: APIError.Outcome) {
        switch outcome {
        case .applied: self = .applied
        case .notApplied: self = .failed
        case .partly: self = .partly
        case .unknown: self = .unknown
        }
    }
}
