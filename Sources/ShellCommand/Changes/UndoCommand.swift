import APIClient
import Changes
import Ledger
import LuaBridge
import ManagementAPI
import Sandbox
import ScriptRuntime
import Terminal

/// Takes runs back, and takes them up again: what is there now is read first, shown, asked about, changed and read again.
struct UndoCommand {
    let session: ShellSession

    private var console: Console { session.console }
    private var recorder: RunRecorder { session.changes.recorder }
    private var target: Target { session.presentTarget }

    // MARK: - Undo

    /// Takes a run back. Runs inside a host function that `thread` called.
    func undo(_ request: UndoRequest, on thread: LuaThread) throws -> ChangeOutcome {
        let run = try chosen(request.run, for: "undo") {
            $0.undoneBy == nil && !isUndo($0) && $0.applied + $0.partly + $0.unknown > 0
                && (try? lines(of: $0).contains { !$0.parts.isEmpty || !$0.losses.isEmpty }) ?? true
        }
        if let number = run.undoneBy {
            throw Refusal("run \(run.run.number) was undone by run \(number); ampsh undo \(number) does it again")
        }
        if let number = try recorder.ledger().undoing(run.run.uuid) {
            throw Refusal("run \(number) is taking run \(run.run.number) back at this moment")
        }
        try checkPlace(run, try recorder.ledger().changes(of: run.run.number, at: target.place))
        return try carryOut(
            try jobs(undoing: run, request),
            "undo of run \(run.run.number)", request, on: thread,
            record: { next in
                next.kind = .undo
                next.what = "undo of run \(run.run.number)"
                next.undoes = run.run.uuid
            })
    }

    /// What takes back what a run did at this target. What was repeated counts too: it may have done something.
    private func lines(of run: RunSummary) throws -> [ChangeLine] {
        let changes = try recorder.ledger().changes(of: run.run.number, at: target.place)
        let catalogue = session.service.catalogue
        return Chain.chains(of: changes, in: catalogue).map { ChangeLine(undoing: $0, in: catalogue) }
    }

    private func jobs(undoing run: RunSummary, _ request: UndoRequest) throws -> [Job] {
        let catalogue = session.service.catalogue
        return try lines(of: run).filter { request.fits($0.object) }
            .map { line in Job(line: line) { line.restoration($0, in: catalogue) } }
    }

    /// Whether a run took another back, and was not itself a second thought about that.
    private func isUndo(_ run: RunSummary) -> Bool {
        guard let undoes = run.run.undoes else { return false }
        guard let number = try? recorder.ledger().number(of: undoes), let other = try? recorder.ledger().run(number)
        else {
            return true
        }
        return other.run.undoes == nil
    }

    // MARK: - Resume

    /// Settles what is unknown of a run and repeats what failed, under the run's own number.
    func resume(_ request: UndoRequest, on thread: LuaThread) throws -> ChangeOutcome {
        let run = try chosen(request.run, for: "resume") { $0.state == .incomplete }
        let ledger = try recorder.ledger()
        let all = try ledger.changes(of: run.run.number, at: target.place)
        try checkPlace(run, all)
        let catalogue = session.service.catalogue
        if let undoes = run.run.undoes, let number = try ledger.number(of: undoes) {
            // What an undo has left to do is what its run has left to take back.
            var jobs = try jobs(undoing: try ledger.run(number), request)
            for place in jobs.indices {
                let open = all.filter {
                    $0.outcome != .applied && $0.repeatedBy == nil && $0.object.isSame(as: jobs[place].line.object)
                }
                jobs[place].changes = open.map(\.number)
            }
            return try carryOut(
                jobs, "resume of run \(run.run.number)", request, on: thread, record: { _ in }, resuming: (run, all))
        }
        let open = all.filter { $0.outcome != .applied && $0.repeatedBy == nil && request.fits($0.object) }
        var jobs: [Job] = []
        var left = 0
        for change in open {
            guard let touch = change.touch(in: catalogue), let before = change.before, !touch.makesObject else {
                left += 1
                say("! \(change.object.name)   \(change.call): \(Self.whyNot(change)): left as it is")
                continue
            }
            let line = ChangeLine(change.object, change.generation, touch.changes(from: before, keepsNames: true))
            let call = Restoration.Call(call: change.call, path: change.path, body: change.body)
            jobs.append(
                Job(line: line, changes: [change.number], isKnownUndone: change.outcome == .failed) { _ in
                    Restoration(repeating: call)
                })
        }
        if run.run.kind == .script {
            say("what the script would have done further is not known: run it again for that")
        }
        var outcome = try carryOut(
            jobs, "resume of run \(run.run.number)", request, on: thread, record: { _ in }, resuming: (run, all))
        outcome.left += left
        return outcome
    }

    private static func whyNot(_ change: RecordedChange) -> String {
        if change.unknownBefore != nil { return "nobody knows what was there before" }
        return change.outcome == .failed
            ? "it was not created; run the script again for it"
            : "whether it was created cannot be told; look for its key"
    }

    // MARK: - Both

    /// A line with the calls that make its parts what they are to be.
    private struct Job {
        let line: ChangeLine
        /// The changes of a resumed run that it is about.
        var changes: [Int] = []
        /// Whether it is known that the run did nothing of it: what stands there now is not the run's.
        var isKnownUndone = false
        let restoration: ([FacetChange]) -> Restoration
    }

    private func chosen(
        _ number: Int64?, for verb: String, where fits: (RunSummary) throws -> Bool
    ) throws -> RunSummary {
        let ledger = try recorder.ledger()
        if let number { return try ledger.run(number) }
        for run in try ledger.runs(Ledger.Query(target: target.place)) where try !run.isRunning && fits(run) {
            return run
        }
        throw Refusal("there is no run at \(target.shownLabel) to \(verb); ampsh runs lists all of them")
    }

    private func checkPlace(_ run: RunSummary, _ changes: [RecordedChange]) throws {
        if run.isRunning { throw Refusal("run \(run.run.number) goes on") }
        let places = try recorder.ledger().targets(of: run.run.number)
        if changes.isEmpty, let other = places.first {
            throw Refusal("run \(run.run.number) changed \(other), and this is \(target.place): name its target")
        }
        for other in places where other != target.place {
            say("! what run \(run.run.number) changed at \(other) is left as it is: name that target for it")
        }
    }

    private func carryOut(
        _ jobs: [Job], _ title: String, _ request: UndoRequest, on thread: LuaThread,
        record: (inout RunRecord) -> Void, resuming: (run: RunSummary, changes: [RecordedChange])? = nil
    ) throws -> ChangeOutcome {
        let client = session.service.client
        if session.settings.isReadOnly, !request.isList { throw Refusal("read-only: \(title) would change something") }
        let check = LineCheck(jobs.map(\.line), client: client, catalogue: session.service.catalogue)
        try session.runtime.wait(for: check, on: thread)
        if let failure = check.failure { throw RaisedError(failure) }

        var outcome = ChangeOutcome()
        var work: [LineExecution.Work] = []
        var begun: [Job] = []
        var shown: [String] = []
        var settled: [Int] = []
        var standing: [Int] = []
        var losses = 0
        for (job, verdict) in zip(jobs, check.verdicts) {
            let name = job.line.object.name
            var lost = job.line.losses
            switch verdict {
            case nil: throw Self.interrupted
            case .unchanged?:
                if !job.line.parts.isEmpty { outcome.counts[.unchanged, default: 0] += 1 }
                if job.isKnownUndone { standing += job.changes } else { settled += job.changes }
            case .conflict(let conflicts)?:
                outcome.left += 1
                shown.append("! \(name)   \(ChangeText.words(of: conflicts)): left as it is")
            case .toDo(let parts)?:
                let restoration = job.restoration(parts)
                lost += restoration.losses
                if !restoration.calls.isEmpty {
                    work.append(LineExecution.Work(line: job.line.without(restoration.lost), calls: restoration.calls))
                    begun.append(job)
                    shown.append(
                        "~ " + ChangeText.line(job.line.object, parts.filter { !restoration.lost.contains($0.facet) }))
                }
            }
            for loss in lost {
                losses += 1
                shown.append("! \(name)   cannot be taken back: \(loss)")
            }
        }
        outcome.losses = losses
        show(title, shown, work.count, all: request.isList)
        if request.isList { return ChangeOutcome() }
        if work.isEmpty, resuming == nil { return outcome }
        if !work.isEmpty {
            try confirm(work.count, request)
            if let profile = protectedProfile { session.protection.allow(profile) }
        }
        try session.changes.separately {
            if let resuming {
                // It comes to its end now, if its process did not let it.
                try recorder.resume(resuming.run, resuming.changes)
                try settle(settled, standing, of: resuming.run)
            } else {
                record(&recorder.next)
            }
            try execute(work, request, &outcome, on: thread) { ends in
                guard let resuming else { return }
                try noteRepeated(zip(begun, ends).filter { $1?.outcome == .applied }.map(\.0), resuming)
            }
            session.changes.endRun(isWhole: isWhole(outcome, request))
        }
        tell(outcome, title, jobs.count { !$0.line.parts.isEmpty })
        if outcome.stop == .interrupted { throw Self.interrupted }
        return outcome
    }

    private static let interrupted = RaisedError(
        APIError(kind: .interrupted, message: "interrupted", method: "", path: ""))

    /// - Parameter ended: is told how the lines ended, before the run does.
    private func execute(
        _ work: [LineExecution.Work], _ request: UndoRequest, _ outcome: inout ChangeOutcome, on thread: LuaThread,
        ended: ([LineExecution.End?]) throws -> Void
    ) throws {
        let rules = StopRules(
            count: work.count, limit: request.stopAfter ?? StopRules.usualLimit,
            concurrency: request.concurrency ?? StopRules.usualConcurrency)
        let execution = LineExecution(
            work, rules: rules, client: session.service.client, catalogue: session.service.catalogue
        ) { [self] work, end in
            guard ![.applied, .unchanged, .notTried].contains(end.outcome) else { return }
            say("x \(work.line.object.name)   \(end.outcome.rawValue): \(end.message ?? "")")
        }
        try session.runtime.wait(for: execution, on: thread)
        for end in execution.ends { outcome.counts[end?.outcome ?? .notTried, default: 0] += 1 }
        outcome.stop = execution.rules.stop
        outcome.run = recorder.number
        try ended(execution.ends)
    }

    /// Whether an undo has taken back all that can be taken back.
    private func isWhole(_ outcome: ChangeOutcome, _ request: UndoRequest) -> Bool {
        let bad = [StopRules.Outcome.failed, .unknown, .conflict, .notTried].reduce(0) {
            $0 + (outcome.counts[$1] ?? 0)
        }
        return bad == 0 && outcome.left == 0 && request.only == nil
    }

    /// What was unknown and was found done is done.
    ///
    /// - Parameter standing: changes that were not done and stand so all the same, by somebody else.
    private func settle(_ numbers: [Int], _ standing: [Int], of run: RunSummary) throws {
        for number in standing { try recorder.ledger().note([number], of: run.run.number, repeatedBy: number) }
        if !standing.isEmpty { say("not by this run, and so already: \(standing.count)") }
        guard !numbers.isEmpty else { return }
        try recorder.ledger().keep(
            Ledger.Batch(
                run: run.run.number, time: SystemTime.now(), target: "",
                ends: numbers.map {
                    Ledger.Batch.End(
                        number: $0, time: SystemTime.now(), outcome: .applied, message: "settled by reading",
                        attempts: 1)
                }))
        say("settled by reading: \(numbers.count) \(numbers.count == 1 ? "was" : "were") applied")
    }

    /// Changes of a resumed run that later ones did again.
    private func noteRepeated(_ jobs: [Job], _ resumed: (run: RunSummary, changes: [RecordedChange])) throws {
        let number = resumed.run.run.number
        let last = resumed.changes.map(\.number).max() ?? 0
        let new = try recorder.ledger().changes(of: number).filter { $0.number > last }
        for job in jobs {
            guard let repeating = new.last(where: { $0.object.isSame(as: job.line.object) }) else { continue }
            try recorder.ledger().note(job.changes, of: number, repeatedBy: repeating.number)
        }
    }

    // MARK: - Talk

    private var protectedProfile: String? {
        if case .live(let live) = target, live.isProtected { live.profile } else { nil }
    }

    private func show(_ title: String, _ lines: [String], _ count: Int, all: Bool) {
        say("\(title): \(count) \(count == 1 ? "object" : "objects") to change")
        let most = all ? lines.count : Self.shownLines
        let important = lines.filter { $0.hasPrefix("!") }
        let others = lines.filter { !$0.hasPrefix("!") }
        for line in others.prefix(most) { say("  " + line) }
        if others.count > most { say("    … \(others.count - most) more: --list shows them") }
        for line in important { say("  " + line) }
    }

    private static let shownLines = 10

    /// Up to ten are allowed by a letter, more by their number.
    private func confirm(_ count: Int, _ request: UndoRequest) throws {
        if session.settings.answersYes || count < request.asksFrom { return }
        let question = TerminalQuestion(console: console)
        guard question.canBeAsked else {
            throw Refusal("nobody can be asked here; --yes or AMPSH_YES=1 goes on")
        }
        let yes = count <= 10 ? "y" : String(count)
        let text =
            count <= 10
            ? "go on? y/N: " : "type the number of changes (\(count)) to go on: "
        guard question.answer(to: text, yes: yes)?.lowercased() == yes else {
            throw Refusal("not confirmed; nothing was changed")
        }
    }

    private func tell(_ outcome: ChangeOutcome, _ title: String, _ lines: Int) {
        switch outcome.stop {
        case .inARow(let count)?: say("stopped: \(count) failures in a row (--stop-after N)")
        case .share(let count, let all)?: say("stopped: \(count) of \(all) failed")
        case .key?: say("stopped: the key is refused")
        case .interrupted?: say("stopped: interrupted")
        case nil: break
        }
        guard let run = outcome.run else { return }
        say("run \(run) (\(title)): \(outcome.summary(of: lines))")
        if outcome.code != .done { say("  ampsh runs show \(run) · ampsh resume \(run) · ampsh undo \(run)") }
    }

    private func say(_ text: String) { console.errVisible(text + "\n") }
}
