package import LuaBridge
package import Repl

/// A host that does what nobody asks about; a test says what it does otherwise.
package final class StubReplHost: ReplHost {
    package init() {}

    package var onPrompt: () -> String = { "> " }
    package func prompt() -> String { onPrompt() }
    package var onContinuationPrompt: () -> String = { ">> " }
    package func continuationPrompt() -> String { onContinuationPrompt() }
    package var onCall: (LuaThread) throws(LuaError) -> Void = { thread throws(LuaError) in
        try thread.call(arguments: 0, results: nil, traceback: true)
    }
    package func call(_ thread: LuaThread) throws(LuaError) { try onCall(thread) }
    package var onWillRun: (String) -> Void = { _ in }
    package func willRun(_ entry: String) { onWillRun(entry) }
    package var onTakeChanges: () -> [String] = { [] }
    package func takeChanges() -> [String] { onTakeChanges() }
    package var onUndo: (Int64?, LuaThread) throws -> Void = { _, _ in throw CommandError("there is nothing to undo") }
    package func undo(_ run: Int64?, _ thread: LuaThread) throws { try onUndo(run, thread) }
    package func pushRuns(_ thread: LuaThread) throws { throw CommandError("there are no runs") }
    package var onDescribe: (LuaThread, LuaError) -> String = { _, error in error.message }
    package func describe(_ thread: LuaThread, _ error: LuaError) -> String { onDescribe(thread, error) }
    package var onScriptEnd: (LuaError) -> [String]? = { _ in nil }
    package func scriptEnd(_ error: LuaError) -> [String]? { onScriptEnd(error) }
    package var onAccount: (LuaError) -> String? = { _ in nil }
    package func account(_ error: LuaError) -> String? { onAccount(error) }
    package var onIsEnding: () -> Bool = { false }
    package func isEnding() -> Bool { onIsEnding() }
    package var onIsInterrupt: (LuaError) -> Bool = { _ in false }
    package func isInterrupt(_ error: LuaError) -> Bool { onIsInterrupt(error) }
    package var onHelp: (String) -> String? = { _ in nil }
    package func help(_ name: String) -> String? { onHelp(name) }
    package var onHelpOfValue: (LuaThread, Int) -> String? = { _, _ in nil }
    package func helpOfValue(_ thread: LuaThread, _ index: Int) -> String? { onHelpOfValue(thread, index) }
    package var onHelpOfObject: (LuaThread, Int, String?) -> String? = { _, _, _ in nil }
    package func helpOfObject(_ thread: LuaThread, _ index: Int, field: String?) -> String? {
        onHelpOfObject(thread, index, field)
    }
    package var onFields: (LuaPath, Bool) -> [(name: String, summary: String)] = { _, _ in [] }
    package func fields(of path: LuaPath, isItem: Bool) -> [(name: String, summary: String)] { onFields(path, isItem) }
    package var onValues: (String) -> [String] = { _ in [] }
    package func values(ofField name: String) -> [String] { onValues(name) }
    package var onIDHint: (LuaError) -> String? = { _ in nil }
    package func idHint(_ error: LuaError) -> String? { onIDHint(error) }
    package var onLookUpID: (LuaError) -> String? = { _ in nil }
    package func lookUpID(_ error: LuaError) -> String? { onLookUpID(error) }
    package var onHint: (CompletionContext) -> ReplHint? = { _ in nil }
    package func hint(_ place: CompletionContext) -> ReplHint? { onHint(place) }
    package var onSignature: (CompletionContext) -> String? = { _ in nil }
    package func signature(_ place: CompletionContext) -> String? { onSignature(place) }
    package var onSummary: (LuaThread, Int) -> String? = { _, _ in nil }
    package func summary(_ thread: LuaThread, _ index: Int) -> String? { onSummary(thread, index) }
    package var onRefresh: () throws(LuaError) -> String = { () throws(LuaError) in "there is nothing to list" }
    package func refresh() throws(LuaError) -> String { try onRefresh() }
    package var onWait: (LuaThread, Double) throws -> Void = { _, _ in throw CommandError("nothing can wait here") }
    package func wait(_ thread: LuaThread, _ seconds: Double) throws { try onWait(thread, seconds) }
    package var onReadScript: (String) throws -> [UInt8] = { path in throw CommandError("\(path) cannot be read here") }
    package func readScript(_ path: String) throws -> [UInt8] { try onReadScript(path) }
    package var onScripts: () -> [ScriptRow] = { [] }
    package func scripts() -> [ScriptRow] { onScripts() }
    package var onScript: (String) throws -> (path: String, announcement: String) = { name in
        throw CommandError("no script is called \(name)")
    }
    package func script(_ name: String, _ thread: LuaThread) throws -> (path: String, announcement: String) {
        try onScript(name)
    }
    package var onScriptArguments: (String, [String], String) -> ScriptArguments = { _, _, _ in ScriptArguments() }
    package func scriptArguments(_ name: String, _ words: [String], _ word: String) -> ScriptArguments {
        onScriptArguments(name, words, word)
    }
    package var onBeginScript: (String, [UInt8]) throws -> () -> Void = { _, _ in {} }
    package func beginScript(_ path: String, _ code: [UInt8]) throws -> () -> Void { try onBeginScript(path, code) }
    package var onNow: () -> ContinuousClock.Instant = { .now }
    package func now() -> ContinuousClock.Instant { onNow() }
    package var onTraffic: () -> Traffic = { Traffic() }
    package func traffic() -> Traffic { onTraffic() }
    package var onIsPage: (LuaThread, Int) -> Bool = { _, _ in false }
    package func isPage(_ thread: LuaThread, _ index: Int) -> Bool { onIsPage(thread, index) }
    package var onPushNextPage: (LuaThread, Int) throws -> Bool = { _, _ in false }
    package func pushNextPage(_ thread: LuaThread, _ index: Int) throws -> Bool { try onPushNextPage(thread, index) }
    package var onProfiles: () -> [ProfileRow] = { [] }
    package func profiles() -> [ProfileRow] { onProfiles() }
    package var onSwitchProfile: (String) throws -> String = { name in throw CommandError("no profile \(name)") }
    package func switchProfile(_ name: String) throws -> String { try onSwitchProfile(name) }
    package var onEnvironment: () -> [EnvironmentRow] = { [] }
    package func environment() -> [EnvironmentRow] { onEnvironment() }
    package var onHoldsKey: (String) -> Bool = { _ in false }
    package func holdsKey(_ text: String) -> Bool { onHoldsKey(text) }
    package var onArgumentError: (String) -> any Error = { CommandError($0) }
    package func argumentError(_ message: String) -> any Error { onArgumentError(message) }
    package var onNearest: (String, [String]) -> String? = { _, _ in nil }
    package func nearest(_ name: String, _ names: [String]) -> String? { onNearest(name, names) }
    package var onRunEditor: (String) throws -> Int32 = { _ in throw CommandError("there is no editor here") }
    package func runEditor(_ path: String) throws -> Int32 { try onRunEditor(path) }
    package var onOptionsChanged: (PromptOptions) -> Void = { _ in }
    package func optionsChanged(_ options: PromptOptions) { onOptionsChanged(options) }
    package var temporaryFolder: String = "/tmp"
    package var home: String? = nil
    package var isQuiet: Bool = false
    package var isRestricted: Bool = false
}
