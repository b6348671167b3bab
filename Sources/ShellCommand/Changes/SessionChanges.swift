import APIClient
import Changes
import Ledger
import ManagementAPI
import Reactor
import Sandbox

/// What becomes of the changes of this process: the ledger that keeps them, the run that they belong to, and how many objects
/// it may change.
final class SessionChanges {
    let recorder: RunRecorder
    private let settings: Settings
    private let reactor: Reactor
    private let notice: (String) -> Void
    private var hasSaidWhyNot = false
    /// The objects that the run has changed so far.
    private var objects: Set<String> = []
    /// Ids of new objects, which have no name yet.
    private var created = 0

    /// - Parameter notice: says a line to people.
    init(settings: Settings, paths: StandardPaths, reactor: Reactor, notice: @escaping (String) -> Void) {
        self.settings = settings
        self.reactor = reactor
        self.notice = notice
        let target = settings.target
        recorder = RunRecorder(
            open: { () throws(LedgerError) in try Self.open(target, paths) },
            next: RunRecord(
                uuid: "", begun: 0, target: target.place, targetLabel: target.label, generation: target.generation,
                kind: .prompt, what: "", note: settings.note, version: Version.number),
            reactor: reactor, now: SystemTime.now)
    }

    /// The ledger of this user; of a sandbox in memory one in memory.
    static func open(_ target: Target, _ paths: StandardPaths) throws(LedgerError) -> Ledger {
        if target.place == Target.throwAwaySandbox { return try Ledger() }
        guard let path = paths.ledgerFile else {
            throw .unavailable(path: "ledger.sqlite", reason: "no home folder says where it is")
        }
        return try Ledger(path: path)
    }

    /// What keeps the changes at a target; nil where nothing does.
    func journal(at target: Target, _ place: String) -> LedgerJournal? {
        guard settings.keepsLedger else { return nil }
        // Another sandbox that is thrown away is nobody's to take anything back at.
        if place == Target.throwAwaySandbox, settings.target.place != place { return nil }
        let isLive = if case .live = target { true } else { false }
        return LedgerJournal(
            recorder: recorder, catalogue: .all, target: place, generation: target.generation, isRequired: isLive,
            size: settings.memoryLimit.map { min($0 / 32, RecentReads.usualSize) } ?? RecentReads.usualSize,
            notice: { [weak self] in self?.sayWhyNot($0) }, clock: { [reactor] in reactor.now }, now: SystemTime.now)
    }

    private func sayWhyNot(_ reason: String) {
        guard !hasSaidWhyNot else { return }
        hasSaidWhyNot = true
        notice("no record of changes is kept: \(reason)")
    }

    /// The bound on the objects that one run changes at a target; nil where there is none.
    func cap(at target: Target) -> Gate? {
        guard let most = settings.maxChanges(at: target) else { return nil }
        return Gate(.cap) { [weak self] request in self?.refusal(of: request, most, target) }
    }

    private func refusal(of request: APIRequest, _ most: Int, _ target: Target) -> String? {
        let name: String
        if let call = BoundCall(request, .all, target.generation),
            let id = ChangedObject(call.endpoint, path: call.path, body: call.body, in: .all).id
        {
            name = "\(target.place)\u{0}\(call.endpoint.owner)\u{0}\(id)"
        } else {
            created += 1
            name = "\u{0}\(created)"
        }
        guard !objects.contains(name) else { return nil }
        guard objects.count < most else {
            let undo = recorder.number.map { "; ampsh undo \($0) takes back what it did" } ?? ""
            return "this run may change \(most) objects and has (\(OptionTable.all.name(of: .maxChanges)) N)\(undo)"
        }
        objects.insert(name)
        return nil
    }

    /// An entry of the prompt is about to run.
    func beginEntry(_ text: String) {
        recorder.clear()
        recorder.next.kind = .prompt
        recorder.next.what = text
        recorder.next.script = nil
        recorder.next.arguments = []
        recorder.next.undoes = nil
    }

    /// What the entry that ran last has changed; told once.
    func takeEntry() -> [RecordedChange] {
        defer { recorder.clear() }
        return recorder.changes
    }

    /// The command line is about to be run.
    func beginScript(_ what: String, arguments: [String]) {
        recorder.next.kind = .script
        recorder.next.what = what
        recorder.next.arguments = arguments
    }

    /// This file is the script.
    func note(script path: String, text: [UInt8]) { recorder.next.script = ScriptOrigin.script(path, text: text) }

    /// Does what is a run of its own, as an undo is, between two runs of the code around it: that is then what it was, with what it
    /// has changed so far.
    func separately<Value>(_ body: () throws -> Value) rethrows -> Value {
        let (around, objects, created) = (recorder.next, objects, created)
        endRun()
        defer {
            endRun()
            recorder.next = around
            self.objects = objects
            self.created = created
        }
        return try body()
    }

    /// The run has ended: the next change begins another.
    ///
    /// - Parameter isWhole: whether it was an undo that took back all that its run did.
    func endRun(isWhole: Bool = false) {
        if let ended = recorder.endRun(isWhole: isWhole), let failure = ended.failure {
            notice("the record of run \(ended.number) is not whole: \(failure)")
        }
        objects = []
        created = 0
    }
}
