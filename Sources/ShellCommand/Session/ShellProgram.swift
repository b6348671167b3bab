import LuaBridge
import Printing
import Repl
import ScriptRuntime
import Terminal

/// What the command line asks for: runs its pieces in a session, and opens the prompt.
struct ShellProgram {
    private let session: ShellSession
    private let start: Startup
    private let interrupts: InterruptSignal
    /// What the prompt and the functions of `shell` share.
    private let context: ReplContext

    /// Adds the table `shell` to the session.
    init(_ session: ShellSession, start: Startup, interrupts: InterruptSignal) {
        self.session = session
        self.start = start
        self.interrupts = interrupts
        if !session.settings.isRestricted { RunFunctions(session: session).install() }
        let context = ReplContext(
            state: session.state, console: session.console, printer: session.printer,
            host: PromptHost(session: session, start: start, environment: ProcessEnvironment()))
        self.context = context
        session.help.beyond = { [weak context] thread, index in context?.helpBeyond(thread, index) }
        session.help.show = { [weak context, console = session.console] text in
            guard let context, context.isPromptOpen else { return try ShellSession.write(text, to: console) }
            context.showText(text, to: .output)
        }
        session.runtime.install("shell") { [runtime = session.runtime] lua in
            ShellTable(context).push(on: lua) { runtime.describe(on: lua, $0) }
        }
    }

    /// Runs what the command line asks for, in stock lua's order, and returns the exit code.
    func run(_ run: LuaRun) throws -> Int32 {
        let (state, runtime) = (session.state, session.runtime)
        interrupts.beginSession()
        session.observer.isOn = run.opensPrompt
        if run.showsVersion { try session.console.out(Version.line(lua: LuaState.version) + "\n") }
        setArguments(run)
        ScriptPath(script: run.script, paths: start.paths).install(on: state.main)
        if session.settings.isRestricted {
            // Last: what is installed after it would be there.
            try runtime.restrict(to: Restriction(module: ModuleFolder(script: run.script, memory: state.memory).module))
        }
        // One limit for all that the command line asks for; at the prompt each entry has its own.
        session.changes.beginScript(
            run.text, arguments: run.scriptArguments.map { String(decoding: $0, as: UTF8.self) })
        var ending = session.withTimeLimit { runScripts(run) }
        if run.opensPrompt { session.changes.endRun() }
        state.clearInterrupt()
        if run.opensPrompt, ending != .closedOutput, interrupts.ending == nil {
            interrupts.promptIsOpen(true)
            switch PromptSession(session: session, context: context, start: start, interrupts: interrupts).run() {
            case .left(let number): ending = .left(number)
            case .outputClosed: ending = .ended(.done)
            }
            interrupts.promptIsOpen(false)
            session.declaredWrites.forgetTold()
        }
        return session.wayOut.end(ending)
    }

    /// Runs the pieces of the command line up to the first that fails.
    private func runScripts(_ run: LuaRun) -> ShellSession.Ending {
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
        case .standardInput:
            return runFile(name: "=stdin", run) { try ScriptFile.readStandardInput(memory: session.state.memory) }
        case .file(let path):
            let name = String(decoding: path, as: UTF8.self)
            return runFile(name: "@\(name)", run) { try ScriptFile.read(path, name, memory: session.state.memory) }
        }
    }

    /// `-e`: an expression prints its values, anything else is run.
    private func execute(_ code: [UInt8]) -> ShellSession.Ending {
        let lua = session.state.main
        return session.ending {
            let name = "=(command line)"
            session.scriptHeaders.note(ScriptHeader(of: code), of: name)
            do throws(LuaError) {
                try lua.load(Array("return ".utf8) + code, name: name)
            } catch {
                try lua.load(code, name: name)
            }
            try session.evaluate(lua, arguments: 0, showsResults: true)
            removeFiles(from: lua)
            try session.printer.print(lua, count: lua.top, to: session.console)
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

    private func require(_ module: [UInt8]) -> ShellSession.Ending {
        let lua = session.state.main
        return session.ending {
            lua.rawGetGlobal("require")
            lua.push(bytes: module)
            try session.evaluate(lua, arguments: 1)
            // As stock lua does, the module becomes a global of its name.
            lua.setTop(1)
            lua.rawSetGlobal(String(decoding: module, as: UTF8.self))
        }
    }

    private func runFile(name: String, _ run: LuaRun, _ read: () throws -> [UInt8]) -> ShellSession.Ending {
        let lua = session.state.main
        return session.ending {
            let file = try read()
            if name.hasPrefix("@") { session.changes.note(script: String(name.dropFirst()), text: file) }
            let end = try session.beginScript(ScriptHeader(of: file), name)
            // What its finalizers send when the state is closed is the script's too; only at a prompt others type.
            defer { if run.opensPrompt { end() } }
            if session.settings.isRestricted, !session.settings.isQuiet, let notice = session.declaredWrites.notice {
                session.console.errVisible("ampsh: \(notice)\n")
            }
            try lua.load(ScriptText.code(of: file), name: name)
            try lua.reserve(run.scriptArguments.count + 1)
            for argument in run.scriptArguments { lua.push(bytes: argument) }
            try session.evaluate(lua, arguments: run.scriptArguments.count)
        }
    }

    /// Lua's `arg`.
    private func setArguments(_ run: LuaRun) {
        let lua = session.state.main
        lua.pushTable(items: run.words.count)
        for (offset, word) in run.words.enumerated() {
            lua.push(bytes: word)
            lua.rawSet(run.firstIndex + offset, at: -2)
        }
        lua.rawSetGlobal("arg")
    }
}
