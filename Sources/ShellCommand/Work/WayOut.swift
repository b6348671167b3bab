import APIClient
import LuaBridge
import Platform
import ScriptRuntime
import Terminal

/// The one way out of the process, whatever ends it: the end of the code, `os.exit` anywhere in it, a signal, a limit, an
/// output that is closed or that nobody reads.
///
/// Changes on their way are waited for and counted, what is written is handed out, the state is closed, and each of these
/// has a bound. The code says what happened: by a signal where one came, and never 0 where the outcome of a change is not
/// known or items of a `parallel` were not done.
final class WayOut {
    /// How long finalizers and `__close` handlers may take.
    static let limit = Duration.seconds(1)
    /// How long a reader of the output may keep a process that is being stopped.
    private static let outputLimit = Duration.seconds(1)
    private static let outputLimitAfterTime = Duration.milliseconds(100)

    private let console: Console
    private let interrupts: InterruptSignal
    private let state: LuaState
    private let runtime: ScriptRuntime
    private let opener: TargetOpener
    private let meter: ProgressTracker
    private let progress: ProgressDisplay
    private let changes: SessionChanges
    private let declaredWrites: DeclaredWrites
    /// What had become of changes before the code that runs began.
    var writesBefore = WriteOutcomes()
    /// What it was decided to end with, once the way out has begun.
    private var decided: Int32?

    init(
        console: Console, interrupts: InterruptSignal, state: LuaState, runtime: ScriptRuntime, opener: TargetOpener,
        meter: ProgressTracker, progress: ProgressDisplay, changes: SessionChanges, declaredWrites: DeclaredWrites
    ) {
        self.changes = changes
        self.console = console
        self.interrupts = interrupts
        self.state = state
        self.runtime = runtime
        self.opener = opener
        self.meter = meter
        self.progress = progress
        self.declaredWrites = declaredWrites
    }

    /// The code has ended, and nothing of it runs any more.
    /// - Returns: what to end the process with.
    func end(_ ending: ShellSession.Ending) -> Int32 {
        var code: Int32
        var signal: Int32?
        switch ending {
        case .ended(let exit): code = exit.rawValue
        case .left(let number): code = number
        case .closedOutput: code = ExitCode.done.rawValue
        case .stopped(let number):
            code = 128 + number
            signal = number
        }
        let unknown = settle()
        if unknown > 0 {
            tellAccount(of: "the end")
            code = Self.code(code, unknown: unknown, leavesItems: false)
        }
        return finish(code, signal, closes: true, isAskedToClose: false)
    }

    /// `os.exit`, anywhere in the code: below this the code that called it never goes on.
    func leave(_ status: Int32, closes: Bool) -> Never {
        progress.end()
        if let decided { exit(again(status, decided)) }
        let batch = meter.batch
        let hadCalls = opener.pendingCalls > 0
        let unknown = settle()
        let leavesItems = batch.map { $0.kind == .parallel && $0.done < $0.total ?? .max } ?? false
        if leavesItems || hadCalls { tellAccount(of: "os.exit") }
        var code = Self.code(status, unknown: unknown, leavesItems: leavesItems)
        if state.interruptReason == ScriptRuntime.Stop.timeLimit.rawValue { code = ExitCode.timeLimit.rawValue }
        // What is closed may run code.
        state.clearInterrupt()
        exit(finish(code, nil, closes: closes, isAskedToClose: closes))
    }

    /// What `os.exit` asked for, unless that would hide something.
    static func code(_ status: Int32, unknown: Int, leavesItems: Bool) -> Int32 {
        let isDone = status & 0xFF == 0
        return unknown > 0 || (isDone && leavesItems) ? ExitCode.failedItems.rawValue : status
    }

    // MARK: - The steps

    /// Waits for the end of what is under way.
    /// - Returns: how many changes were given up.
    private func settle() -> Int {
        guard opener.pendingCalls > 0 else { return 0 }
        let before = opener.statistics.writes.unknown
        // Nothing more is sent.
        if state.interruptReason == nil { state.interrupter.interrupt(reason: ScriptRuntime.Stop.exit.rawValue) }
        runtime.settle(pending: { opener.pendingCalls }, cancel: { opener.cancelAll($0) })
        return opener.statistics.writes.unknown - before
    }

    private func tellAccount(of reason: String) {
        let writes = opener.statistics.writes - writesBefore
        console.errVisible("ampsh: \(InterruptSummary.text(reason, work: meter.account, writes: writes))\n")
    }

    /// Hands out what is written, closes the state, and ends by the signal where there is one.
    /// - Returns: the code where there is none.
    private func finish(_ status: Int32, _ stop: Int32?, closes: Bool, isAskedToClose: Bool) -> Int32 {
        let isTimeOver = status == ExitCode.timeLimit.rawValue
        let isStopped = isTimeOver || stop != nil || interrupts.ending != nil
        func bound(_ limit: Duration, _ code: Int32) {
            let late = isAskedToClose && code == ExitCode.done.rawValue ? ExitCode.failure.rawValue : code
            interrupts.leave(
                within: limit,
                LateEnding(
                    code: late, codeWithChanges: ExitCode.failedItems.rawValue, signal: interrupts.ending ?? stop,
                    message: "ampsh: what runs at the end (__gc, __close) did not stop: it was ended"))
        }
        if isStopped {
            let limit = isTimeOver ? Self.outputLimitAfterTime : Self.outputLimit
            interrupts.boundOutput(limit)
            bound(limit + Self.limit, status)
        }
        // First, and else for as long as it takes: a reader may be slow, and a large state takes long to take down.
        var code = handOut(status)
        decided = code
        if closes {
            bound(Self.limit, code)
            declaredWrites.beginClosing()
            state.close()
        }
        changes.endRun()
        code = refused(code)
        // What is left may wait for readers of the script's own files.
        if !isStopped { interrupts.stay() }
        code = handOut(code)
        if let signal = interrupts.ending ?? stop { interrupts.die(of: signal) }
        return code
    }

    /// `os.exit` in what runs at the end. It does not make good what was bad.
    private func again(_ status: Int32, _ decided: Int32) -> Int32 {
        let code = handOut(refused(status & 0xFF == 0 ? decided : status))
        if let signal = interrupts.ending { interrupts.die(of: signal) }
        return code
    }

    /// What to end with where a change was refused that the code could not hear of.
    private func refused(_ code: Int32) -> Int32 {
        code & 0xFF == 0 && declaredWrites.hasTold ? ExitCode.refused.rawValue : code
    }

    /// Hands out what is written. Where that fails it is told.
    /// - Returns: what to end with then, in place of `code`.
    private func handOut(_ code: Int32) -> Int32 {
        do throws(ConsoleError) {
            try console.flush()
            guard console.takeFailureOfOthers() else { return code }
            console.err("ampsh: a write to standard output failed: what it wrote is not there\n")
        } catch {
            guard error != .closed else { return code }
            console.dropOutput()
            console.err("ampsh: \(error)\n")
        }
        return code == ExitCode.done.rawValue ? ExitCode.failure.rawValue : code
    }
}
