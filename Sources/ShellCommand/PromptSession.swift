import APIClient
import LuaBridge
import ManagementAPI
import Repl
import Sandbox
import ScriptRuntime
import Terminal

/// The prompt of a session: banner, rc file, history and what the prompt asks of the shell.
struct PromptSession {
    let session: ShellSession
    let start: Startup
    let interrupts: InterruptSignal

    func run() -> ExitCode {
        let session = session
        var host = ReplHost()
        host.prompt = { prompt }
        host.call = { thread throws(LuaError) in try session.evaluate(thread, arguments: 0) }
        host.describe = { _, error in session.message(of: error) }
        host.help = help
        complete(&host)
        let history = session.settings.historyFile.map { path in
            HistoryFile(path: path) { problem in session.console.errVisible("ampsh: \(problem)\n") }
        }
        let editor = LineEditor(
            console: session.console, interrupts: interrupts,
            userFile: session.settings.runsRC ? start.paths.editorFile : nil)
        let context = ReplContext(
            state: session.state, console: session.console, printer: session.printer, host: host)
        let loop = ReplLoop(context: context, editor: editor, history: history)
        runRC()
        _ = loop.run(banner: session.settings.isQuiet || !session.console.isTerminal(.input) ? "" : banner)
        return .done
    }

    /// What Tab and the hint behind the cursor know of the API.
    private func complete(_ host: inout ReplHost) {
        let session = session
        let completion = PromptCompletion(
            runtime: session.runtime, observer: session.observer, target: { session.target },
            profiles: { start.sources.profiles?.profiles.map(\.name) ?? [] },
            sandboxPage: session.sandboxPage)
        host.hint = completion.hint
        host.signature = completion.signature
        host.summary = { thread, index in session.runtime.summary(at: index, of: thread) }
        host.refresh = { () throws(LuaError) in
            try completion.refresh { thread throws(LuaError) in try session.evaluate(thread, arguments: 1) }
        }
        host.home = start.paths.home
    }

    // MARK: - Where am I

    /// A protected profile is red, a sandbox green.
    private var prompt: String {
        let text = "ampsh \(session.target.name)> "
        let style: Style =
            switch session.settings.target {
            case .sandbox: .green
            case .live(let live) where live.isProtected: .red
            case .live(let live): live.colour?.style ?? .yellow
            }
        return StyledText(String(text.dropLast()), style).rendered(colour: session.console.usesColour(.output)) + " "
    }

    /// At most four lines: what this is, what it talks to, what is there, how to get help.
    private var banner: String {
        var lines = [Version.line(lua: LuaState.version)]
        let readOnly = session.settings.isReadOnly ? " (read-only: every call that writes is refused)" : ""
        switch session.settings.target {
        case .sandbox(let path):
            lines.append("sandbox \(path)\(readOnly)")
            if let contents = contents(of: path) { lines.append(contents) }
        case .live(let live):
            lines.append("\(live.profile.map { "profile \($0), " } ?? "")\(live.url.text)\(readOnly)")
        }
        lines.append("help() shows what there is, .help the commands; Tab completes, Ctrl-D leaves")
        return TextFilter.visible(lines.joined(separator: "\n"), keepingColours: false) + "\n"
    }

    /// What the sandbox holds, or why it cannot be used. A throw-away one would be another one here.
    private func contents(of path: String) -> String? {
        guard path != Target.throwAwaySandbox else { return nil }
        do throws(SandboxError) {
            let info = try Sandbox(path: path).info()
            return "\(info.experiments) experiments in \(info.projects) projects, \(info.deployments) deployments"
        } catch {
            return SandboxAdvice.text(for: error)
        }
    }

    // MARK: - Help

    /// Help about a name such as `experiments.get`, found by raw access; the text of a Lua function is not kept.
    private func help(_ subject: String, _ wantsSource: Bool) -> String? {
        let lua = session.state.main
        if subject.isEmpty {
            return "help(x) or x? shows what a function or a resource is for; x?? the text of a Lua function\n"
        }
        let top = lua.top
        defer { lua.setTop(top) }
        lua.pushGlobals()
        for part in subject.split(separator: ".") {
            guard lua.type(at: -1) == .table else { return nil }
            lua.rawGet(String(part), at: -1)
        }
        return session.runtime.help(at: -1, of: lua)
    }

    // MARK: - The rc file

    private func runRC() {
        guard session.settings.runsRC, let path = start.paths.rcFile else { return }
        let lua = session.state.main
        defer { lua.setTop(0) }
        do {
            guard let bytes = try rcBytes(path) else { return }
            try lua.load(ScriptText.code(of: bytes), name: "@\(path)")
            try session.evaluate(lua, arguments: 0)
        } catch let error as LuaError {
            session.console.errVisible("ampsh: \(path): \(session.runtime.message(of: error))\n")
        } catch {
            session.console.errVisible("ampsh: \(error)\n")
        }
    }

    private func rcBytes(_ path: String) throws -> [UInt8]? {
        do throws(ScriptFile.Unreadable) { return try ScriptFile.read(path) } catch {
            if error.isMissing { return nil }
            throw error
        }
    }
}
