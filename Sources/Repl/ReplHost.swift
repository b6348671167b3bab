public import LuaBridge

/// What the prompt asks of the shell around it. All are called on the main thread.
public protocol ReplHost: AnyObject {
    /// The prompt; colour sequences may stand in it.
    func prompt() -> String
    /// The prompt of a line that goes on.
    func continuationPrompt() -> String
    /// Calls the function on top and leaves its results, interrupts armed. Stack: [-1, +?, e]
    func call(_ thread: LuaThread) throws(LuaError)
    /// An entry is about to run; what it changes belongs together.
    func willRun(_ entry: String)
    /// What the entry that ran last has changed, in lines that a terminal may be given; empty where it
    /// changed nothing. Told once.
    func takeChanges() -> [String]
    /// Takes a run back, the last one where none is named. Runs inside a host function and throws why it cannot.
    func undo(_ run: Int64?, _ thread: LuaThread) throws
    /// Pushes the runs that changed something, as a list to be shown. Stack: [-0, +1, e]
    func pushRuns(_ thread: LuaThread) throws
    /// One readable line for a raised value.
    func describe(_ thread: LuaThread, _ error: LuaError) -> String
    /// What a script says that ended itself by raising, line by line; nil for a failure.
    func scriptEnd(_ error: LuaError) -> [String]?
    /// What the code had done when it was stopped, where `describe` says something else.
    func account(_ error: LuaError) -> String?
    /// Whether the process is to end: then no more line is read or run.
    func isEnding() -> Bool
    /// Whether the error is Ctrl-C, which is no failure where it is the way to end something.
    func isInterrupt(_ error: LuaError) -> Bool
    /// Help about the name of something that is there no more, or never was a value; nil where there is none.
    func help(_ name: String) -> String?
    /// Help about the value at an index; nil where there is none. Stack: [-0, +0, m]
    func helpOfValue(_ thread: LuaThread, _ index: Int) -> String?
    /// Help about what an answer's table at an index is, or about a field of it; nil for anything else.
    /// Stack: [-0, +0, m]
    func helpOfObject(_ thread: LuaThread, _ index: Int, field: String?) -> String?
    /// Completion that knows more than names (parameters, ids); nil leaves it to names.
    func hint(_ place: CompletionContext) -> ReplHint?
    /// The fields of what the function at a path returns, or of an item of that, each with a line about it.
    func fields(of path: LuaPath, isItem: Bool) -> [(name: String, summary: String)]
    /// The values that a field of this name may have; none where nobody knows.
    func values(ofField name: String) -> [String]
    /// Where a call was given a key in place of an id: what is known of that, in a line.
    func idHint(_ error: LuaError) -> String?
    /// The same, where the service has to be asked; interrupts are armed.
    func lookUpID(_ error: LuaError) -> String?
    /// How the call around the cursor is written; nil where nobody knows it.
    func signature(_ place: CompletionContext) -> String?
    /// One line about the value at an index, for lists of names. It leaves the stack as it is and runs no code.
    func summary(_ thread: LuaThread, _ index: Int) -> String?
    /// Lists anew what Tab knows of the present target, and says in a line how much it is; interrupts are armed.
    func refresh() throws(LuaError) -> String
    /// Waits that many seconds; throws when Ctrl-C ends it. Runs inside a host function.
    func wait(_ thread: LuaThread, _ seconds: Double) throws
    /// The bytes of a script, as Lua may load them.
    func readScript(_ path: String) throws -> [UInt8]
    /// The scripts that are found by name, each with a line about it.
    func scripts() -> [ScriptRow]
    /// The file of the script of a name, and which one it is, in words. From here on its modules are found. Stack: [-0, +0, m]
    func script(_ name: String, _ thread: LuaThread) throws -> (path: String, announcement: String)
    /// What may stand next after the name of a script and words that are whole.
    func scriptArguments(_ name: String, _ words: [String], _ word: String) -> ScriptArguments
    /// A script is about to run: holds its code to what its header declares.
    /// - Returns: to be called when it has ended.
    func beginScript(_ path: String, _ code: [UInt8]) throws -> () -> Void
    /// The time, for how long a line took.
    func now() -> ContinuousClock.Instant
    /// What was sent and received so far, at all targets.
    func traffic() -> Traffic
    /// Whether the value at an index is a page of a list. Stack: [-0, +0, m]
    func isPage(_ thread: LuaThread, _ index: Int) -> Bool
    /// Pushes the page after the page at an index; false when it is the last. Runs inside a host function, asks the
    /// service and throws what the call raises. Stack: [-0, +(0|1), e]
    func pushNextPage(_ thread: LuaThread, _ index: Int) throws -> Bool
    /// The targets that `.profile` knows.
    func profiles() -> [ProfileRow]
    /// Makes the target of that name the present one, or throws why not and changes nothing.
    /// - Returns: a line about the new target.
    func switchProfile(_ name: String) throws -> String
    /// The variables and options that hold, and who said so.
    func environment() -> [EnvironmentRow]
    /// Whether a key that this process has stands in a text, in whatever form: it is then kept out of every file.
    func holdsKey(_ text: String) -> Bool
    /// What a function of `shell` raises for a wrong argument.
    func argumentError(_ message: String) -> any Error
    /// The name nearest to a wrong one.
    func nearest(_ name: String, _ names: [String]) -> String?
    /// Runs the user's editor on a file and waits for its end.
    /// - Returns: its exit code.
    func runEditor(_ path: String) throws -> Int32
    /// Called when `.set` has changed something.
    func optionsChanged(_ options: PromptOptions)
    /// The folder for short-lived files.
    var temporaryFolder: String { get }
    /// The home folder, for `~/` in file names.
    var home: String? { get }
    /// The names of modules that `require` finds without a file.
    var modules: [String] { get }
    /// `-q`: times of slow lines are not shown unasked.
    var isQuiet: Bool { get }
    /// Scripts are not trusted: what reads and writes files or changes the target is refused.
    var isRestricted: Bool { get }
}

extension ReplHost {
    /// None.
    public var modules: [String] { [] }
}
