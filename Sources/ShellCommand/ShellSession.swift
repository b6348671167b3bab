import APIClient
import LuaBridge
import ManagementAPI
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
    private let start: Startup
    private let interrupts: InterruptSignal
    let opener: TargetOpener
    private let meter = WorkMeter()
    /// The line about long work.
    let progress: ProgressDisplay
    /// How the last piece of code was stopped; nil when it was not.
    private var stopped: (exit: ExitCode, account: String)?
    /// Which changes may be sent; nil for all.
    let restrictedWrites: RestrictedWrites?
    private let timeLimit: Watchdog?
    private let holder = SessionHolder()
    /// What the prompt and the functions of `shell` share.
    private(set) lazy var context = ReplContext(
        state: state, console: console,
        printer: ResourcePrinter.make(settings, holder) { [state, interrupts] body in
            try Self.interruptible(state, interrupts, body)
        },
        host: PromptHost(session: self, start: start, environment: ProcessEnvironment()).host)

    init(
        settings: Settings, start: Startup, keyring: Keyring, console: Console, interrupts: InterruptSignal
    ) throws {
        self.settings = settings
        self.start = start
        self.keyring = keyring
        presentTarget = settings.target
        self.console = console
        self.interrupts = interrupts
        let state = try LuaState()
        self.state = state
        state.memoryLimit = settings.memoryLimit
        timeLimit = settings.timeLimit.map { TimeLimit.watchdog(for: $0) }
        let restrictedWrites = settings.isRestricted ? RestrictedWrites() : nil
        self.restrictedWrites = restrictedWrites
        let question = TerminalQuestion(console: console)
        let protection = ProtectedWrites(
            answersYes: settings.answersYes, canAsk: question.canBeAsked, meter: meter, ask: question.answer)
        let opener = TargetOpener(
            settings: settings, start: start, keyring: keyring, reactor: try Reactor(),
            gates: { target in
                Gates(
                    isHalted: { [weak state] in state?.interruptReason != nil },
                    [restrictedWrites?.gate, protection.gate(at: target)].compactMap { $0 })
            },
            notice: { console.errVisible("ampsh: \($0)\n") })
        self.opener = opener
        progress = ProgressDisplay(
            console: console, reactor: opener.reactor, meter: meter, isOn: !settings.isQuiet,
            statistics: { [unowned opener] in opener.statistics })
        let target = try opener.main()
        service = target
        let holder = holder
        let terminal = TerminalWatch(console: console, interrupts: interrupts)
        let warnings = WarningSwitch { console.errVisible("Lua warning: \($0)\n") }
        runtime = try ScriptRuntime(
            state: state, target: target, reactor: opener.reactor,
            services: RuntimeServices(
                write: { bytes in
                    try Self.raisable { try bytes.withUnsafeBytes { try console.outVisible($0) } }
                },
                prettyPrint: { thread, index in
                    let text = try holder.context?.evaluator.printer.display(thread, at: index, console: console)
                    try Self.raisable { try console.out(text ?? []) }
                },
                warn: warnings.receive,
                readFile: { path in try ScriptFile.read(path) },
                connect: { [opener] in try opener.connect($0) }, observer: observer),
            interrupts: terminal.interruptSource { [unowned opener] in opener.writesInFlight },
            meter: meter)
        holder.runtime = runtime
        let context = context
        holder.context = context
        runtime.install("shell") { [runtime] lua in
            ShellTable(context).push(on: lua) { runtime.describe(on: lua, $0) }
        }
        terminal.install(in: state)
    }

    /// Runs what the command line asks for, in stock lua's order, and answers the exit code.
    func run(_ run: LuaRun) throws -> Int32 {
        observer.isOn = run.opensPrompt
        if run.showsVersion { try console.out(Version.line(lua: LuaState.version) + "\n") }
        setArguments(run)
        ScriptPath(script: run.script, paths: start.paths).install(in: state)
        if settings.isRestricted {
            // Last: what is installed after it would be there.
            try runtime.restrict(to: Restriction(module: ModuleFolder(script: run.script).module))
        }
        // One limit for all that the command line asks for; at the prompt each entry has its own.
        var code = withTimeLimit { runScripts(run) }
        state.clearInterrupt()
        if run.opensPrompt, code != .closedOutput {
            switch PromptSession(session: self, start: start, interrupts: interrupts).run() {
            case .left(let number): code = .left(number)
            case .outputClosed: code = .ended(.done)
            }
        }
        return finish(code)
    }

    /// A closed output raises a value that is recognised when nobody catches it.
    private static func raisable(_ write: () throws -> Void) throws {
        do { try write() } catch ConsoleError.closed { throw OutputFailure() }
    }

    // MARK: - Running code

    /// Calls the function on the stack, all results kept, while Ctrl-C and the time limit stop Lua code.
    func evaluate(_ lua: LuaThread, arguments: Int) throws(LuaError) {
        try withTimeLimit { () throws(LuaError) in try evaluateInterruptibly(lua, arguments: arguments) }
    }

    /// Runs `body` with the clock of `--time-limit`, which may run already.
    private func withTimeLimit<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        guard let timeLimit, !timeLimit.isRunning else { return try body() }
        let runs = timeLimit.start(
            LuaInterrupter.function, host: state.interrupter.host, reason: ScriptRuntime.Stop.timeLimit.rawValue)
        if !runs { console.err("ampsh: the system has no thread for --time-limit: there is no limit\n") }
        defer { timeLimit.stop() }
        return try body()
    }

    private func evaluateInterruptibly(_ lua: LuaThread, arguments: Int) throws(LuaError) {
        interrupts.drain()
        let interrupter = state.interrupter
        meter.reset()
        let before = opener.statistics.writes
        progress.begin()
        interrupts.arm(
            LuaInterrupter.function, host: interrupter.host, reason: ScriptRuntime.Stop.interrupt.rawValue)
        defer {
            interrupts.disarm()
            progress.end()
            stopped = account(writes: opener.statistics.writes - before)
            state.clearInterrupt()
        }
        try lua.call(arguments: arguments, results: nil, traceback: true)
    }

    /// Why code is being stopped, and what it did until then; nil when it is not.
    private func account(writes: WriteOutcomes) -> (exit: ExitCode, account: String)? {
        switch state.interruptReason.flatMap(ScriptRuntime.Stop.init(rawValue:)) {
        case nil: return nil
        case .interrupt: return (.interrupted, InterruptAccount.text(work: meter.account, writes: writes))
        case .timeLimit:
            let reason = TimeLimit.message(settings.timeLimit)
            return (.timeLimit, InterruptAccount.text(reason, work: meter.account, writes: writes))
        }
    }

    /// Runs a body that may call a `__tostring`, while Ctrl-C stops Lua code.
    private static func interruptible(
        _ state: LuaState, _ interrupts: InterruptSignal, _ body: () throws -> Void
    ) throws {
        interrupts.drain()
        interrupts.arm(
            LuaInterrupter.function, host: state.interrupter.host, reason: ScriptRuntime.Stop.interrupt.rawValue)
        defer {
            interrupts.disarm()
            state.clearInterrupt()
        }
        try body()
    }

    /// Runs one piece and turns what it throws into an ending.
    func ending(_ body: () throws -> Void) -> Ending {
        defer { state.main.setTop(0) }
        do {
            try body()
            return .ended(.done)
        } catch ConsoleError.closed {
            return .closedOutput
        } catch let error as LuaError {
            return report(error)
        } catch {
            console.errVisible("ampsh: \(error)\n")
            return .ended(ExitCode(of: error))
        }
    }

    private func report(_ error: LuaError) -> Ending {
        if runtime.isClosedOutput(error) {
            guard InterruptSignal.hasNotedWrite else { return .closedOutput }
            // Silence would look like a bulk edit that was done.
            console.err("ampsh: standard output was closed after changes were sent; the script ended there\n")
            return .ended(.failure)
        }
        let facts = runtime.apiError(error)
        let text = message(of: error)
        if let stopped {
            console.errVisible("ampsh: \(text)\n")
            return .ended(stopped.exit)
        }
        // Time may run out in what comes after: a value's own __tostring.
        if let late = account(writes: WriteOutcomes()) {
            console.errVisible("ampsh: \(late.account)\n")
            return .ended(late.exit)
        }
        if let end = runtime.scriptEnd(error) {
            if let message = end.message { console.errVisible("\(message)\n") }
            return .left(end.code)
        }
        let trace = error.traceback.map { "\n\($0)" } ?? ""
        console.errVisible("ampsh: \(text)\(trace)\n")
        return .ended(ExitCode(uncaughtErrorKind: facts?.kind.rawValue))
    }

    /// What the code that ran last raised, in words; when it was stopped, with what it had done.
    func message(of error: LuaError) -> String {
        guard let stopped else {
            let message = runtime.message(of: error)
            guard message == "not enough memory", let limit = settings.memoryLimit else { return message }
            return "\(message): Lua may use \(limit) bytes (--memory-limit)"
        }
        // An error of a call that was under way then is news; that it was stopped is not, nor that a handler was too.
        if runtime.apiError(error)?.kind == .interrupted || error.kind == .handler { return stopped.account }
        return "\(runtime.message(of: error))\n\(stopped.account)"
    }

    /// Hands out what is written, and closes the state, which runs finalizers; these may not keep the process.
    private func finish(_ ending: Ending) -> Int32 {
        let code: Int32 =
            switch ending {
            case .ended(let code): code.rawValue
            case .left(let code): code
            case .closedOutput: ExitCode.done.rawValue
            }
        // First, and for as long as it takes: a reader may be slow, and a large state takes long to take down.
        let failed = failedFlush(code)
        interrupts.exit(within: 1, code: failed ?? code)
        state.close()
        interrupts.stay()
        return failed ?? failedFlush(code) ?? code
    }

    /// Hands out what is written. Where that fails it is told, and this is what to end with in place of `code`.
    private func failedFlush(_ code: Int32) -> Int32? {
        do throws(ConsoleError) {
            try console.flush()
            return nil
        } catch {
            guard error != .closed else { return ExitCode.done.rawValue }
            console.err("ampsh: \(error)\n")
            return code == ExitCode.done.rawValue ? ExitCode.failure.rawValue : code
        }
    }
}
