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
    let target: APITarget
    let printer: ValuePrinter
    let runtime: ScriptRuntime
    private let start: Startup
    private let interrupts: InterruptSignal
    private let opener: TargetOpener
    private let meter = WorkMeter()
    /// The line about long work.
    let progress: ProgressDisplay
    /// What the last piece of code did until it was interrupted; nil when it was not.
    private var interruptAccount: String?

    init(
        settings: Settings, start: Startup, keyring: Keyring, console: Console, interrupts: InterruptSignal
    ) throws {
        self.settings = settings
        self.start = start
        self.console = console
        self.interrupts = interrupts
        let state = try LuaState()
        self.state = state
        state.memoryLimit = settings.memoryLimit
        let question = TerminalQuestion(console: console)
        let protection = ProtectedWrites(
            answersYes: settings.answersYes, canAsk: question.canBeAsked, meter: meter, ask: question.answer)
        let opener = TargetOpener(
            settings: settings, start: start, keyring: keyring, reactor: try Reactor(),
            control: { target in
                CallControl(
                    isHalted: { [weak state] in state?.interruptReason != nil }, refusal: protection.refusal(at: target))
            },
            notice: { console.errVisible("ampsh: \($0)\n") })
        self.opener = opener
        progress = ProgressDisplay(
            console: console, reactor: opener.reactor, meter: meter, isOn: !settings.isQuiet,
            statistics: { [unowned opener] in opener.statistics })
        target = try opener.main()
        let holder = RuntimeHolder()
        printer = ResourcePrinter.make(settings, holder)
        let warnings = WarningSwitch { console.errVisible("Lua warning: \($0)\n") }
        runtime = try ScriptRuntime(
            state: state, target: target, reactor: opener.reactor,
            services: RuntimeServices(
                write: { bytes in
                    try Self.raisable { try bytes.withUnsafeBytes { try console.outVisible($0) } }
                },
                prettyPrint: { [printer] thread, index in
                    let text = printer.display(
                        thread, at: index, width: console.width, colour: console.usesColour(.output))
                    try Self.raisable { try console.out(text) }
                },
                warn: warnings.receive,
                readFile: { path in try ScriptFile.read(path) },
                connect: { [opener] in try opener.connect($0) }),
            interrupts: InterruptSource(
                wakeDescriptor: interrupts.wakeDescriptor, drain: interrupts.drain,
                presses: { interrupts.presses }, hostWaits: interrupts.hostWaits,
                sparesWrites: { [unowned opener] in
                    if let text = InterruptAccount.waiting(forWrites: opener.writesInFlight) {
                        console.err("ampsh: \(text)\n")
                    }
                }),
            meter: meter)
        holder.runtime = runtime
        state.watchTerminal(isShared: console.canShowTransient) { use in
            switch use {
            case .before: console.eraseTransient()
            case .afterLine: console.noteOutput(endsLine: true)
            case .withinLine: console.noteOutput(endsLine: false)
            case .childInterrupted: interrupts.press()
            }
        }
    }

    /// Runs what the command line asks for, in stock lua's order, and answers the exit code.
    func run(_ run: LuaRun) throws -> ExitCode {
        if run.showsVersion { try console.out(Version.line(lua: LuaState.version) + "\n") }
        setArguments(run)
        ScriptPath(script: run.script, paths: start.paths).install(in: state)
        var code = runScripts(run)
        if run.opensPrompt, code != .closedOutput {
            code = .ended(PromptSession(session: self, start: start, interrupts: interrupts).run())
        }
        return finish(code)
    }

    /// A closed output raises a value that is recognised when nobody catches it.
    private static func raisable(_ write: () throws -> Void) throws {
        do { try write() } catch ConsoleError.closed { throw OutputFailure() }
    }

    // MARK: - Running code

    /// How a piece of code ended.
    enum Ending: Equatable {
        case ended(ExitCode)
        /// Standard output was closed: nobody is there to read more.
        case closedOutput
    }

    private func runScripts(_ run: LuaRun) -> Ending {
        for preliminary in run.preliminaries {
            let ending =
                switch preliminary {
                case .execute(let code): execute(code)
                case .require(let module): require(module)
                }
            guard ending == .ended(.done) else { return ending }
        }
        switch run.script {
        case .none: return .ended(.done)
        case .standardInput: return runFile(name: "=stdin", run) { try ScriptFile.readStandardInput() }
        case .file(let path):
            let name = String(decoding: path, as: UTF8.self)
            return runFile(name: "@\(name)", run) { try ScriptFile.read(name) }
        }
    }

    /// `-e`: an expression prints its values, anything else is run.
    private func execute(_ code: [UInt8]) -> Ending {
        let lua = state.main
        return ending {
            let name = "=(command line)"
            do throws(LuaError) {
                try lua.load(Array("return ".utf8) + code, name: name)
            } catch {
                try lua.load(code, name: name)
            }
            try evaluate(lua, arguments: 0)
            removeFiles(from: lua)
            try printer.print(lua, count: lua.top, to: console)
        }
    }

    /// `io.write` answers its file, which nobody asked to see, and which has no JSON text.
    private func removeFiles(from lua: LuaThread) {
        for index in stride(from: lua.top, to: 0, by: -1)
        where lua.type(at: index) == .userdata && lua.pushMetafield("__name", of: index) {
            let isFile = lua.string(at: -1) == "FILE*"
            lua.pop()
            if isFile { lua.remove(at: index) }
        }
    }

    private func require(_ module: [UInt8]) -> Ending {
        let lua = state.main
        return ending {
            lua.rawGetGlobal("require")
            lua.push(bytes: module)
            try evaluate(lua, arguments: 1)
            // As stock lua does, the module becomes a global of its name.
            lua.setTop(1)
            lua.rawSetGlobal(String(decoding: module, as: UTF8.self))
        }
    }

    private func runFile(name: String, _ run: LuaRun, _ read: () throws -> [UInt8]) -> Ending {
        let lua = state.main
        return ending {
            try lua.load(ScriptText.code(of: read()), name: name)
            try lua.reserve(run.scriptArguments.count + 1)
            for argument in run.scriptArguments { lua.push(bytes: argument) }
            try evaluate(lua, arguments: run.scriptArguments.count)
        }
    }

    /// Calls the function on the stack, all results kept, while Ctrl-C stops Lua code.
    func evaluate(_ lua: LuaThread, arguments: Int) throws(LuaError) {
        interrupts.drain()
        let interrupter = state.interrupter
        meter.reset()
        let before = opener.statistics.writes
        console.noteOutput(endsLine: true)
        progress.begin()
        interrupts.arm(
            LuaInterrupter.function, host: interrupter.host, reason: ScriptRuntime.Stop.interrupt.rawValue)
        defer {
            interrupts.disarm()
            progress.end()
            let wasInterrupted = state.interruptReason == ScriptRuntime.Stop.interrupt.rawValue
            interruptAccount =
                wasInterrupted
                ? InterruptAccount.text(work: meter.account, writes: opener.statistics.writes - before) : nil
            state.clearInterrupt()
        }
        try lua.call(arguments: arguments, results: nil, traceback: true)
    }

    /// Runs one piece and turns what it throws into an ending.
    private func ending(_ body: () throws -> Void) -> Ending {
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
            return .ended(.failure)
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
        if interruptAccount != nil {
            console.errVisible("ampsh: \(message(of: error))\n")
            return .ended(.interrupted)
        }
        let trace = error.traceback.map { "\n\($0)" } ?? ""
        console.errVisible("ampsh: \(message(of: error))\(trace)\n")
        return .ended(ExitCode(uncaughtErrorKind: facts?.kind.rawValue))
    }

    /// What the code that ran last raised, in words; when it was interrupted, with what it had done.
    func message(of error: LuaError) -> String {
        guard let interruptAccount else { return runtime.message(of: error) }
        // An error of a call that was under way then is news; that it was interrupted is not.
        if runtime.apiError(error)?.kind == .interrupted { return interruptAccount }
        return "\(runtime.message(of: error))\n\(interruptAccount)"
    }

    /// Closes the state, which runs finalizers, and hands out what is written; neither may keep the process.
    private func finish(_ ending: Ending) -> ExitCode {
        let code: ExitCode = if case .ended(let code) = ending { code } else { .done }
        interrupts.exit(within: 1, code: code.rawValue)
        state.close()
        do throws(ConsoleError) {
            try console.flush()
        } catch {
            guard error != .closed else { return .done }
            console.err("ampsh: \(error)\n")
            return code == .done ? .failure : code
        }
        return code
    }

    /// Lua's `arg`.
    private func setArguments(_ run: LuaRun) {
        let lua = state.main
        lua.pushTable(items: run.words.count)
        for (offset, word) in run.words.enumerated() {
            lua.push(bytes: word)
            lua.rawSet(run.firstIndex + offset, at: -2)
        }
        lua.rawSetGlobal("arg")
    }
}

/// Lets the printer reach the runtime, which is made after it.
final class RuntimeHolder {
    var runtime: ScriptRuntime?
}
