public import LuaBridge
public import Repl

/// A host that does what nobody asks about; a test says what it does otherwise.
public final class StubReplHost: ReplHost {
    public init() {}

    public var onPrompt: () -> String = { "> " }
    public func prompt() -> String { onPrompt() }
    public var onContinuationPrompt: () -> String = { ">> " }
    public func continuationPrompt() -> String { onContinuationPrompt() }
    public var onCall: (LuaThread) throws(LuaError) -> Void = { thread throws(LuaError) in
        try thread.call(arguments: 0, results: nil, traceback: true)
    }
    public func call(_ thread: LuaThread) throws(LuaError) { try onCall(thread) }
    public var onDescribe: (LuaThread, LuaError) -> String = { _, error in error.message }
    public func describe(_ thread: LuaThread, _ error: LuaError) -> String { onDescribe(thread, error) }
    public var onScriptEnd: (LuaError) -> [String]? = { _ in nil }
    public func scriptEnd(_ error: LuaError) -> [String]? { onScriptEnd(error) }
    public var onAccount: (LuaError) -> String? = { _ in nil }
    public func account(_ error: LuaError) -> String? { onAccount(error) }
    public var onIsEnding: () -> Bool = { false }
    public func isEnding() -> Bool { onIsEnding() }
    public var onIsInterrupt: (LuaError) -> Bool = { _ in false }
    public func isInterrupt(_ error: LuaError) -> Bool { onIsInterrupt(error) }
    public var onHelp: (String) -> String? = { _ in nil }
    public func help(_ name: String) -> String? { onHelp(name) }
    public var onHelpOfValue: (LuaThread, Int) -> String? = { _, _ in nil }
    public func helpOfValue(_ thread: LuaThread, _ index: Int) -> String? { onHelpOfValue(thread, index) }
    public var onHint: (CompletionContext) -> ReplHint? = { _ in nil }
    public func hint(_ place: CompletionContext) -> ReplHint? { onHint(place) }
    public var onSignature: (CompletionContext) -> String? = { _ in nil }
    public func signature(_ place: CompletionContext) -> String? { onSignature(place) }
    public var onSummary: (LuaThread, Int) -> String? = { _, _ in nil }
    public func summary(_ thread: LuaThread, _ index: Int) -> String? { onSummary(thread, index) }
    public var onRefresh: () throws(LuaError) -> String = { () throws(LuaError) in "there is nothing to list" }
    public func refresh() throws(LuaError) -> String { try onRefresh() }
    public var onWait: (LuaThread, Double) throws -> Void = { _, _ in throw CommandError("nothing can wait here") }
    public func wait(_ thread: LuaThread, _ seconds: Double) throws { try onWait(thread, seconds) }
    public var onReadScript: (String) throws -> [UInt8] = { path in throw CommandError("\(path) cannot be read here") }
    public func readScript(_ path: String) throws -> [UInt8] { try onReadScript(path) }
    public var onBeginScript: (String, [UInt8]) throws -> () -> Void = { _, _ in {} }
    public func beginScript(_ path: String, _ code: [UInt8]) throws -> () -> Void { try onBeginScript(path, code) }
    public var onNow: () -> ContinuousClock.Instant = { .now }
    public func now() -> ContinuousClock.Instant { onNow() }
    public var onTraffic: () -> Traffic = { Traffic() }
    public func traffic() -> Traffic { onTraffic() }
    public var onIsPage: (LuaThread, Int) -> Bool = { _, _ in false }
    public func isPage(_ thread: LuaThread, _ index: Int) -> Bool { onIsPage(thread, index) }
    public var onPushNextPage: (LuaThread, Int) throws -> Bool = { _, _ in false }
    public func pushNextPage(_ thread: LuaThread, _ index: Int) throws -> Bool { try onPushNextPage(thread, index) }
    public var onProfiles: () -> [ProfileRow] = { [] }
    public func profiles() -> [ProfileRow] { onProfiles() }
    public var onSwitchProfile: (String) throws -> String = { name in throw CommandError("no profile \(name)") }
    public func switchProfile(_ name: String) throws -> String { try onSwitchProfile(name) }
    public var onEnvironment: () -> [EnvironmentRow] = { [] }
    public func environment() -> [EnvironmentRow] { onEnvironment() }
    public var onHoldsKey: (String) -> Bool = { _ in false }
    public func holdsKey(_ text: String) -> Bool { onHoldsKey(text) }
    public var onArgumentError: (String) -> any Error = { CommandError($0) }
    public func argumentError(_ message: String) -> any Error { onArgumentError(message) }
    public var onNearest: (String, [String]) -> String? = { _, _ in nil }
    public func nearest(_ name: String, _ names: [String]) -> String? { onNearest(name, names) }
    public var onRunEditor: (String) throws -> Int32 = { _ in throw CommandError("there is no editor here") }
    public func runEditor(_ path: String) throws -> Int32 { try onRunEditor(path) }
    public var onOptionsChanged: (PromptOptions) -> Void = { _ in }
    public func optionsChanged(_ options: PromptOptions) { onOptionsChanged(options) }
    public var temporaryFolder: String = "/tmp"
    public var home: String? = nil
    public var isQuiet: Bool = false
    public var isRestricted: Bool = false
}
