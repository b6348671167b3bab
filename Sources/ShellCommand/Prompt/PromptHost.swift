import APIClient
import APICompletion
import JSON
import Ledger
import LuaBridge
import ManagementAPI
import Printing
import Repl
import ScriptRuntime
import Terminal

/// What the prompt and the functions of `shell` ask of the session around them.
final class PromptHost: ReplHost {
    let temporaryFolder: String
    let home: String?
    let isQuiet: Bool
    let isRestricted: Bool
    private let session: ShellSession
    private let start: Startup
    private let variables: ProcessEnvironment
    private let completion: PromptCompletion
    /// The entry that is about to run.
    private var entry = ""
    /// How often the way back was said.
    private var shownHints = 0
    private static let hints = 3

    init(session: ShellSession, start: Startup, environment: ProcessEnvironment) {
        self.session = session
        self.start = start
        variables = environment
        temporaryFolder = environment.variable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        home = start.paths.home
        isQuiet = session.settings.isQuiet
        isRestricted = session.settings.isRestricted
        let targets = NamedTargets(sources: start.sources, first: session.settings.target)
        // What sees answers is the session's own: it may not keep the session, whose end closes the sandbox.
        let (service, opener) = (session.service, session.opener)
        completion = PromptCompletion(
            runtime: session.runtime, observer: session.observer, target: { service },
            profiles: { targets.rows(present: session.presentTarget).filter(\.canBeOffered).map(\.name) },
            sandboxPage: { path, identity in opener.sandboxPage(path, of: identity) })
    }

    // MARK: - Running code

    func continuationPrompt() -> String { ">> " }

    func call(_ thread: LuaThread) throws(LuaError) {
        session.changes.beginEntry(entry)
        entry = ""
        defer { session.changes.endRun() }
        try session.evaluate(thread, arguments: 0, showsResults: true)
    }

    func willRun(_ entry: String) { self.entry = entry }

    func takeChanges() -> [String] {
        var lines = EntryChanges(changes: session.changes.takeEntry(), catalogue: session.service.catalogue).lines
            .map { TextFilter.visible($0, allowing: []) }
        guard !lines.isEmpty, shownHints < Self.hints else { return lines }
        shownHints += 1
        lines[lines.count - 1] +=
            "   "
            + StyledText(".undo takes it back", .dim).rendered(
                colour: session.console.usesColour(.output))
        return lines
    }

    func undo(_ run: Int64?, _ thread: LuaThread) throws {
        let isLive = if case .live = session.presentTarget { true } else { false }
        // One object of a sandbox is not worth a question.
        let request = UndoRequest(run: run, asksFrom: isLive ? 1 : 2)
        _ = try ChangeProgram.raisable { try UndoCommand(session: session).undo(request, on: thread) }
    }

    func pushRuns(_ thread: LuaThread) throws {
        let runs = try ChangeProgram.raisable { try session.changes.recorder.ledger().runs() }
        try session.runtime.push(json: JSONValue.array(runs.map { .object($0.row) }).encoded(), on: thread)
    }

    func describe(_ thread: LuaThread, _ error: LuaError) -> String { session.words(of: error)[0] }

    func account(_ error: LuaError) -> String? { session.words(of: error).dropFirst().first }

    func scriptEnd(_ error: LuaError) -> [String]? {
        session.runtime.scriptEnd(error).map { end in
            (end.message ?? "").split(separator: "\n").map(String.init)
        }
    }

    func isEnding() -> Bool { InterruptSignal.ending != nil }

    func isInterrupt(_ error: LuaError) -> Bool { session.runtime.apiError(error)?.kind == .interrupted }

    func wait(_ thread: LuaThread, _ seconds: Double) throws {
        session.runtime.pushFunction("sleep", on: thread)
        thread.push(seconds)
        try thread.call(arguments: 1, results: 0)
    }

    func readScript(_ path: String) throws -> [UInt8] {
        ScriptText.code(of: try ScriptFile.read(path, memory: session.state.memory))
    }

    func beginScript(_ path: String, _ code: [UInt8]) throws -> () -> Void {
        try session.beginScript(ScriptHeader(of: code), "@\(path)")
    }

    func scripts() -> [ScriptRow] {
        let shelf = ScriptShelf(paths: start.paths).scripts
        let counts = Dictionary(grouping: shelf, by: \.name).mapValues(\.count)
        return shelf.map { script in
            ScriptRow(
                name: counts[script.name] == 1 ? script.name : script.qualified, summary: script.card().what)
        }
    }

    func script(_ name: String, _ thread: LuaThread) throws -> (path: String, announcement: String) {
        let script = try ScriptShelf(paths: start.paths).script(named: name)
        ScriptPath(script: .file(Array(script.path.utf8)), paths: start.paths).install(on: thread)
        return (script.path, script.announced)
    }

    func scriptArguments(_ name: String, _ words: [String], _ word: String) -> ScriptArguments {
        guard let script = try? ScriptShelf(paths: start.paths).script(named: name) else { return ScriptArguments() }
        return ScriptUsage(script.card().text).arguments(after: words, word) { [completion] prefix in
            completion.labels(prefix).map { ScriptRow(name: $0.label, summary: $0.title) }
        }
    }

    func now() -> ContinuousClock.Instant { .now }

    func traffic() -> Traffic { session.traffic }

    func isPage(_ thread: LuaThread, _ index: Int) -> Bool { session.runtime.isPage(at: index, of: thread) }

    func pushNextPage(_ thread: LuaThread, _ index: Int) throws -> Bool {
        try session.runtime.pushNextPage(after: index, of: thread)
    }

    func argumentError(_ message: String) -> any Error {
        RaisedError(APIError(kind: .argument, message: message, method: "", path: ""))
    }

    // MARK: - What the shell knows

    var modules: [String] { ScriptRuntime.libraryModules }

    func help(_ name: String) -> String? {
        session.runtime.help(named: name)
            ?? (isRestricted ? nil : ScriptShelf(paths: start.paths).help(named: name))
    }

    func helpOfValue(_ thread: LuaThread, _ index: Int) -> String? { session.runtime.help(at: index, of: thread) }

    func helpOfObject(_ thread: LuaThread, _ index: Int, field: String?) -> String? {
        session.runtime.helpOfObject(at: index, of: thread, field: field)
    }

    func hint(_ place: CompletionContext) -> ReplHint? { completion.hint(place) }

    func signature(_ place: CompletionContext) -> String? { completion.signature(place) }

    func fields(of path: LuaPath, isItem: Bool) -> [(name: String, summary: String)] {
        completion.fields(of: path, isItem: isItem)
    }

    func values(ofField name: String) -> [String] { completion.values(ofField: name) }

    func idHint(_ error: LuaError) -> String? {
        guard let failure = session.runtime.apiError(error), failure.kind == .notFound || failure.kind == .invalid
        else {
            return nil
        }
        return completion.idHint(failure.path, failure.method)
    }

    func lookUpID(_ error: LuaError) -> String? {
        guard let failure = session.runtime.apiError(error), failure.kind == .notFound || failure.kind == .invalid
        else {
            return nil
        }
        return completion.lookUpID(failure.path, failure.method) { [session] thread throws(LuaError) in
            try session.evaluate(thread, arguments: 1)
        }
    }

    func summary(_ thread: LuaThread, _ index: Int) -> String? { session.runtime.summary(at: index, of: thread) }

    func refresh() throws(LuaError) -> String {
        // A command and its function run where interrupts are armed already.
        try completion.refresh { thread throws(LuaError) in try thread.call(arguments: 1, results: nil) }
    }

    func nearest(_ name: String, _ names: [String]) -> String? { Spelling.nearest(to: name, among: names) }

    func holdsKey(_ text: String) -> Bool { session.opener.holdsKey(text) }

    func environment() -> [EnvironmentRow] {
        EnvironmentReport(
            sources: start.sources, settings: session.settings, target: session.presentTarget,
            keyring: session.keyring, changed: changedOptions
        ).rows
    }

    // MARK: - What the user changes

    func profiles() -> [ProfileRow] { targets.rows(present: session.presentTarget) }

    func switchProfile(_ name: String) throws -> String { try switchTarget(to: name) }

    func runEditor(_ path: String) throws -> Int32 { try EditorProcess(environment: variables).run(on: path) }

    func optionsChanged(_ options: PromptOptions) {
        session.progress.isOn = options.showsProgress && !options.isPlain
    }

    /// What holds by now and was not so at the start.
    private var changedOptions: [OptionID: String] {
        let printer = session.printer
        var changed: [OptionID: String] = [:]
        if printer.pager != session.settings.pager { changed[.pager] = printer.pager ?? "none" }
        if printer.format != session.settings.output { changed[.output] = printer.format.rawValue }
        return changed
    }

    /// A protected profile is red, a sandbox green.
    func prompt() -> String {
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
