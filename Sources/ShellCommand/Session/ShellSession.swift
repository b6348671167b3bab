import APIClient
import LuaBridge
import ManagementAPI
import Memory
import Platform
import Printing
import Reactor
import Repl
import ScriptRuntime
import Terminal

/// Lua with everything wired to it, for one run of the command.
final class ShellSession {
    let settings: Settings
    let console: Console
    let state: LuaState
    /// What the global tables talk to at present.
    var presentTarget: Target
    let runtime: ScriptRuntime
    /// Sees the answers of all calls, once a prompt looks.
    let observer = AnswerObserver()
    /// The service behind the global tables.
    let service: APITarget
    let keyring: Keyring
    private let interrupts: InterruptSignal
    let opener: TargetOpener
    private let meter = ProgressTracker()
    /// Where every end of the process passes.
    let wayOut: WayOut
    /// What the prompt knows of help.
    let help: HelpServices
    /// The line about long work.
    let progress: ProgressDisplay
    /// How the last piece of code was stopped; nil when it was not.
    private(set) var stopped: (ending: Ending, account: String)?
    /// Which changes may be sent.
    let declaredWrites: DeclaredWrites
    let scriptHeaders: ScriptHeaders
    /// What becomes of changes.
    let changes: SessionChanges
    /// Asks before changes at protected profiles.
    let protection: ProtectedWrites
    private let timeLimit: Watchdog?
    /// How values are shown; the prompt, `-e` and `pp` share it.
    let printer: ValuePrinter

    init(
        settings: Settings, start: Startup, keyring: Keyring, console: Console, interrupts: InterruptSignal
    ) throws {
        self.settings = settings
        self.keyring = keyring
        presentTarget = settings.target
        self.console = console
        self.interrupts = interrupts
        let state = try LuaState()
        self.state = state
        let memory = state.memory
        memory.limit = settings.memoryLimit
        timeLimit = settings.timeLimit.map { TimeLimit.watchdog(for: $0) }
        let help = HelpServices()
        self.help = help
        let declaredWrites = DeclaredWrites(isRestricted: settings.isRestricted, allowed: settings.allowedWrites)
        self.declaredWrites = declaredWrites
        declaredWrites.isFinalizing = { [unowned state] in state.isFinalizing }
        declaredWrites.tell = { console.errVisible("ampsh: \($0)\n") }
        let scriptHeaders = ScriptHeaders(isRestricted: settings.isRestricted)
        self.scriptHeaders = scriptHeaders
        let question = TerminalQuestion(console: console)
        let protection = ProtectedWrites(
            answersYes: settings.answersYes, canAsk: question.canBeAsked, meter: meter, ask: question.answer)
        self.protection = protection
        let reactor = try Reactor()
        let changes = SessionChanges(settings: settings, paths: start.paths, reactor: reactor) {
            console.errVisible("ampsh: \($0)\n")
        }
        self.changes = changes
        let opener = TargetOpener(
            settings: settings, start: start, keyring: keyring, reactor: reactor, memory: memory,
            gates: { target in
                Gates(
                    isHalted: { [weak state] in state?.interruptReason != nil },
                    [declaredWrites.gate, changes.cap(at: target), protection.gate(at: target)].compactMap { $0 })
            },
            journal: { [changes] in changes.journal(at: $0, $1) },
            notice: { console.errVisible("ampsh: \($0)\n") })
        self.opener = opener
        changes.recorder.holdsKey = { [unowned opener] in opener.holdsKey($0) }
        progress = ProgressDisplay(
            console: console, reactor: opener.reactor, meter: meter, isOn: !settings.isQuiet,
            statistics: { [unowned opener] in opener.statistics })
        let target = try opener.main()
        service = target
        let printer = ResourcePrinter.make(settings) { body in try Self.interruptible(state, interrupts, body) }
        self.printer = printer
        let terminal = TerminalWatch(console: console, interrupts: interrupts)
        let warnings = WarningSwitch { console.errVisible("Lua warning: \($0)\n") }
        runtime = try ScriptRuntime(
            state: state, target: target, reactor: opener.reactor,
            services: RuntimeServices(
                write: { bytes in
                    try Self.raisable { try bytes.withUnsafeBytes { try console.outVisible($0) } }
                },
                prettyPrint: { thread, index in
                    let text = try thread.makingRoom {
                        try printer.display(thread, at: index, console: console)
                    }
                    try Self.raisable { try console.out(text) }
                },
                warn: warnings.receive,
                readFile: { path in try ScriptFile.read(path, memory: memory) },
                connect: { [opener] in try opener.connect($0) }, observer: observer,
                talk: { console.errVisible($0 + "\n") }, header: scriptHeaders.header, help: help,
                showEachLine: console.showEachLine,
                scriptHelp: { settings.isRestricted ? nil : ScriptShelf(paths: start.paths).help(named: $0) }),
            interrupts: terminal.interruptSource { [unowned opener] in opener.writesInFlight },
            meter: meter)
        wayOut = WayOut(
            console: console, interrupts: interrupts, state: state, runtime: runtime, opener: opener, meter: meter,
            progress: progress, changes: changes, declaredWrites: declaredWrites)
        terminal.install(in: state)
        state.setExitHandler { [wayOut] status, closes in wayOut.leave(status, closes: closes) }
    }

    /// A closed output raises a value that is recognised when nobody catches it.
    private static func raisable(_ write: () throws -> Void) throws {
        do { try write() } catch ConsoleError.closed { throw OutputFailure() }
    }

    /// Writes a text as data.
    static func write(_ text: String, to console: Console) throws {
        try raisable { try Array(text.utf8).withUnsafeBytes { try console.outVisible($0) } }
    }

    // MARK: - Running code

    /// Calls the function on the stack, all results kept, while Ctrl-C and the time limit stop Lua code.
    ///
    /// - Parameter showsResults: whether somebody sees them: what `find` returned is a list then.
    func evaluate(_ lua: LuaThread, arguments: Int, showsResults: Bool = false) throws(LuaError) {
        try withTimeLimit { () throws(LuaError) in
            try evaluateInterruptibly(lua, arguments: arguments, showsResults)
        }
    }

    /// Runs `body` with the clock of `--time-limit`, which may run already.
    func withTimeLimit<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        guard let timeLimit, !timeLimit.isRunning else { return try body() }
        let runs = timeLimit.start(
            LuaInterrupter.function, host: state.interrupter.host, reason: ScriptRuntime.Stop.timeLimit.rawValue)
        if !runs { console.err("ampsh: the system has no thread for --time-limit: there is no limit\n") }
        defer { timeLimit.stop() }
        return try body()
    }

    private func evaluateInterruptibly(
        _ lua: LuaThread, arguments: Int, _ showsResults: Bool
    ) throws(LuaError) {
        interrupts.drain()
        let interrupter = state.interrupter
        meter.reset()
        wayOut.writesBefore = opener.statistics.writes
        progress.begin()
        declaredWrites.codeBegins()
        Self.arm(interrupts, interrupter)
        defer {
            declaredWrites.codeEnded()
            interrupts.disarm()
            progress.end()
            stopped = account(writes: opener.statistics.writes - wayOut.writesBefore)
            // A write that the stop itself cut short is no failed output.
            if stopped != nil { _ = console.takeFailureOfOthers() }
            state.clearInterrupt()
        }
        let first = lua.top - arguments
        try lua.call(arguments: arguments, results: nil, traceback: true)
        if showsResults { try runtime.expandFound(from: first, of: lua) }
    }

    /// Why code is being stopped, and what it did until then; nil when it is not.
    func account(writes: WriteOutcomes) -> (ending: Ending, account: String)? {
        let ending: Ending
        let reason: String
        switch state.interruptReason.flatMap(ScriptRuntime.Stop.init(rawValue:)) {
        case nil, .exit: return nil
        case .interrupt: (ending, reason) = (.stopped(by: SIGINT), "interrupted")
        case .signal:
            let number = interrupts.ending ?? SIGTERM
            (ending, reason) = (.stopped(by: number), "ended by \(SignalRule.name(of: number))")
        case .timeLimit: (ending, reason) = (.ended(.timeLimit), TimeLimit.message(settings.timeLimit))
        }
        return (ending, InterruptSummary.text(reason, work: meter.account, writes: writes))
    }

    /// From here on Ctrl-C and what ends the process stop Lua code.
    private static func arm(_ interrupts: InterruptSignal, _ interrupter: LuaInterrupter) {
        interrupts.arm(
            LuaInterrupter.function, host: interrupter.host, reason: ScriptRuntime.Stop.interrupt.rawValue,
            ending: ScriptRuntime.Stop.signal.rawValue)
    }

    /// Runs a body that may call a `__tostring`, while Ctrl-C stops Lua code.
    private static func interruptible(
        _ state: LuaState, _ interrupts: InterruptSignal, _ body: () throws -> Void
    ) throws {
        interrupts.drain()
        arm(interrupts, state.interrupter)
        defer {
            interrupts.disarm()
            state.clearInterrupt()
        }
        try body()
    }
}
