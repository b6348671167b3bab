public import LuaBridge

/// What the prompt asks of the shell around it. All are called on the main thread.
public struct ReplHost {
    /// The prompt; colour sequences may stand in it.
    public var prompt: () -> String
    /// The prompt of a line that goes on.
    public var continuationPrompt: () -> String
    /// Calls the function on top and leaves its results, interrupts armed. Stack: [-1, +?, e]
    public var call: (LuaThread) throws(LuaError) -> Void
    /// One readable line for a raised value.
    public var describe: (LuaThread, LuaError) -> String
    /// What a script says that ended itself by raising, line by line; nil for a failure.
    public var scriptEnd: (LuaError) -> [String]?
    /// What the code had done when it was stopped, where `describe` says something else.
    public var account: (LuaError) -> String?
    /// Whether the process is to end: then no more line is read or run.
    public var isEnding: () -> Bool
    /// Whether the error is Ctrl-C, which is no failure where it is the way to end something.
    public var isInterrupt: (LuaError) -> Bool
    /// Help about the name of something that is there no more, or never was a value; nil where there is none.
    public var help: (_ name: String) -> String?
    /// Help about the value at an index; nil where there is none. Stack: [-0, +0, m]
    public var helpOfValue: (LuaThread, Int) -> String?
    /// Completion that knows more than names (parameters, ids); nil leaves it to names.
    public var hint: (CompletionContext) -> ReplHint?
    /// How the call around the cursor is written; nil where nobody knows it.
    public var signature: (CompletionContext) -> String?
    /// One line about the value at an index, for lists of names. It leaves the stack as it is and runs no code.
    public var summary: (LuaThread, Int) -> String?
    /// Lists anew what Tab knows of the present target, and says in a line how much it is; interrupts are armed.
    public var refresh: () throws(LuaError) -> String
    /// Waits that many seconds; throws when Ctrl-C ends it. Runs inside a host function.
    public var wait: (LuaThread, Double) throws -> Void
    /// The bytes of a script, as Lua may load them.
    public var readScript: (_ path: String) throws -> [UInt8]
    /// A script is about to run: holds its code to what its header declares.
    /// - Returns: to be called when it has ended.
    public var beginScript: (_ path: String, _ code: [UInt8]) throws -> () -> Void
    /// The time, for how long a line took.
    public var now: () -> ContinuousClock.Instant
    /// What was sent and received so far, at all targets.
    public var traffic: () -> Traffic
    /// Whether the value at an index is a page of a list. Stack: [-0, +0, m]
    public var isPage: (LuaThread, Int) -> Bool
    /// Pushes the page after the page at an index; false when it is the last. Runs inside a host function, asks the
    /// service and throws what the call raises. Stack: [-0, +(0|1), e]
    public var pushNextPage: (LuaThread, Int) throws -> Bool
    /// The targets that `.profile` knows.
    public var profiles: () -> [ProfileRow]
    /// Makes the target of that name the present one, or throws why not and changes nothing.
    /// - Returns: a line about the new target.
    public var switchProfile: (_ name: String) throws -> String
    /// The variables and options that hold, and who said so.
    public var environment: () -> [EnvironmentRow]
    /// Whether a key that this process has stands in a text, in whatever form: it is then kept out of every file.
    public var holdsKey: (_ text: String) -> Bool
    /// What a function of `shell` raises for a wrong argument.
    public var argumentError: (_ message: String) -> any Error
    /// The name nearest to a wrong one.
    public var nearest: (_ name: String, _ names: [String]) -> String?
    /// Runs the user's editor on a file and waits for its end.
    /// - Returns: its exit code.
    public var runEditor: (_ path: String) throws -> Int32
    /// Called when `.set` has changed something.
    public var optionsChanged: (PromptOptions) -> Void
    /// The folder for short-lived files.
    public var temporaryFolder: String
    /// The home folder, for `~/` in file names.
    public var home: String?
    /// `-q`: times of slow lines are not shown unasked.
    public var isQuiet: Bool
    /// Scripts are not trusted: what reads and writes files or changes the target is refused.
    public var isRestricted: Bool

    /// Stock behaviour everywhere; the shell replaces what it knows better.
    public init() {
        prompt = { "> " }
        continuationPrompt = { ">> " }
        call = { thread throws(LuaError) in try thread.call(arguments: 0, results: nil, traceback: true) }
        describe = { _, error in error.message }
        scriptEnd = { _ in nil }
        account = { _ in nil }
        isEnding = { false }
        isInterrupt = { _ in false }
        help = { _ in nil }
        helpOfValue = { _, _ in nil }
        hint = { _ in nil }
        signature = { _ in nil }
        summary = { _, _ in nil }
        refresh = { () throws(LuaError) in "there is nothing to list" }
        wait = { _, _ in throw CommandError("nothing can wait here") }
        readScript = { path in throw CommandError("\(path) cannot be read here") }
        beginScript = { _, _ in {} }
        now = { .now }
        traffic = { Traffic() }
        isPage = { _, _ in false }
        pushNextPage = { _, _ in false }
        profiles = { [] }
        switchProfile = { name in throw CommandError("no profile \(name)") }
        environment = { [] }
        holdsKey = { _ in false }
        argumentError = { CommandError($0) }
        nearest = { _, _ in nil }
        runEditor = { _ in throw CommandError("there is no editor here") }
        optionsChanged = { _ in }
        temporaryFolder = "/tmp"
        isQuiet = false
        isRestricted = false
    }
}
