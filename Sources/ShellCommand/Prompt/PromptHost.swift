import APIClient
import LuaBridge
import ManagementAPI
import Printing
import Repl
import ScriptRuntime
import Terminal

/// What the prompt and the functions of `shell` ask of the session around them.
struct PromptHost {
    /// Owns the prompt's context, which owns this.
    unowned let session: ShellSession
    let start: Startup
    let environment: ProcessEnvironment

    /// All closures.
    var host: ReplHost {
        let session = session
        var host = ReplHost()
        host.prompt = { [self] in prompt }
        host.call = { [unowned session] thread throws(LuaError) in try session.evaluate(thread, arguments: 0) }
        host.describe = { [unowned session] _, error in session.words(of: error)[0] }
        host.account = { [unowned session] error in session.words(of: error).dropFirst().first }
        host.isEnding = { InterruptSignal.ending != nil }
        host.scriptEnd = { [unowned session] error in
            session.runtime.scriptEnd(error).map { end in
                (end.message ?? "").split(separator: "\n").map(String.init)
            }
        }
        host.isInterrupt = { [unowned session] error in session.runtime.apiError(error)?.kind == .interrupted }
        host.help = { [unowned session] name in session.runtime.help(named: name) }
        host.helpOfValue = { [unowned session] thread, index in session.runtime.help(at: index, of: thread) }
        host.wait = { [unowned session] thread, seconds in
            session.runtime.pushFunction("sleep", on: thread)
            thread.push(seconds)
            try thread.call(arguments: 1, results: 0)
        }
        host.readScript = { [memory = session.state.memory] path in
            ScriptText.code(of: try ScriptFile.read(path, memory: memory))
        }
        host.beginScript = { [unowned session] path, code in
            try session.beginScript(ScriptHeader(of: code), "@\(path)")
        }
        host.traffic = { [unowned session] in session.traffic }
        host.isPage = { [unowned session] thread, index in session.runtime.isPage(at: index, of: thread) }
        host.pushNextPage = { [unowned session] thread, index in
            try session.runtime.pushNextPage(after: index, of: thread)
        }
        host.profiles = { [self] in targets.rows(present: self.session.presentTarget) }
        host.switchProfile = { [self] name in try switchTarget(to: name) }
        host.environment = { [self] in
            EnvironmentReport(
                sources: start.sources, settings: self.session.settings, target: self.session.presentTarget,
                keyring: self.session.keyring, changed: changedOptions
            ).rows
        }
        host.holdsKey = { [unowned session] text in session.opener.holdsKey(text) }
        host.argumentError = { message in
            RaisedError(APIError(kind: .argument, message: message, method: "", path: ""))
        }
        host.nearest = { name, names in Spelling.nearest(to: name, among: names) }
        host.runEditor = { [environment] path in try EditorProcess(environment: environment).run(on: path) }
        host.optionsChanged = { [unowned session] options in
            session.progress.isOn = options.showsProgress && !options.isPlain
        }
        complete(&host)
        host.temporaryFolder = environment.variable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        host.home = start.paths.home
        host.isQuiet = session.settings.isQuiet
        host.isRestricted = session.settings.isRestricted
        return host
    }

    /// What Tab and the hint behind the cursor know of the API.
    private func complete(_ host: inout ReplHost) {
        let session = session
        let completion = PromptCompletion(
            runtime: session.runtime, observer: session.observer, target: { [unowned session] in session.service },
            profiles: { [self] in
                targets.rows(present: self.session.presentTarget).filter(\.canBeOffered).map(\.name)
            },
            sandboxPage: { [unowned session] path, identity in session.sandboxPage(path, of: identity) })
        host.hint = completion.hint
        host.signature = completion.signature
        host.summary = { [unowned session] thread, index in session.runtime.summary(at: index, of: thread) }
        // A command and its function run where interrupts are armed already.
        host.refresh = { () throws(LuaError) in
            try completion.refresh { thread throws(LuaError) in try thread.call(arguments: 1, results: nil) }
        }
    }

    /// What holds by now and was not so at the start.
    private var changedOptions: [OptionID: String] {
        let printer = session.context.evaluator.printer
        var changed: [OptionID: String] = [:]
        if printer.pager != session.settings.pager { changed[.pager] = printer.pager ?? "none" }
        if printer.format != session.settings.output { changed[.output] = printer.format.rawValue }
        return changed
    }

    /// A protected profile is red, a sandbox green.
    private var prompt: String {
        let style: Style =
            switch session.presentTarget {
            case .sandbox: .green
            case .live(let live) where live.isProtected: .red
            case .live(let live): live.colour?.style ?? .yellow
            }
        let isReadOnly = session.settings.isReadOnly ? " (read-only)" : ""
        let text = "ampsh \(session.presentTarget.shownLabel)\(isReadOnly)>"
        return StyledText(text, style).rendered(colour: session.console.usesColour(.output)) + " "
    }

    private var targets: NamedTargets { NamedTargets(sources: start.sources, first: session.settings.target) }

    private func switchTarget(to name: String) throws -> String {
        let target: Target
        do { target = try targets.target(named: name) } catch { throw CommandError("\(error)") }
        if target != session.presentTarget {
            do { try session.switchTarget(to: target) } catch { throw CommandError("\(error)") }
        }
        return Banner(target: target, isReadOnly: session.settings.isReadOnly).place
    }
}
