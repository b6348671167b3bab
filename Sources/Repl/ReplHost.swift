public import LuaBridge

/// What the prompt asks of the shell around it. All are called on the main thread.
public struct ReplHost {
    /// What help there is for a name such as `experiments.get`; `source` asks for the text of a Lua function.
    public typealias Help = (_ subject: String, _ source: Bool) -> String?

    /// The prompt; colour sequences may stand in it.
    public var prompt: () -> String
    /// The prompt of a line that goes on.
    public var continuationPrompt: () -> String
    /// Calls the function on top and leaves its results, interrupts armed. Stack: [-1, +?, e]
    public var call: (LuaThread) throws(LuaError) -> Void
    /// One readable line for a raised value.
    public var describe: (LuaThread, LuaError) -> String
    /// Help about a name; nil where there is none.
    public var help: Help
    /// Completion that knows more than names (parameters, ids); nil leaves it to names.
    public var hint: (CompletionContext) -> ReplHint?
    /// How the call around the cursor is written; nil where nobody knows it.
    public var signature: (CompletionContext) -> String?
    /// One line about the value at an index, for lists of names. It leaves the stack as it is and runs no code.
    public var summary: (LuaThread, Int) -> String?
    /// Lists anew what Tab knows of the present target, and says in a line how much it is; interrupts are armed.
    public var refresh: () throws(LuaError) -> String
    /// The home folder, for `~/`.
    public var home: String?

    /// Stock behaviour everywhere; the shell replaces what it knows better.
    public init() {
        prompt = { "> " }
        continuationPrompt = { ">> " }
        call = { thread throws(LuaError) in try thread.call(arguments: 0, results: nil, traceback: true) }
        describe = { _, error in error.message }
        help = { _, _ in nil }
        hint = { _ in nil }
        signature = { _ in nil }
        summary = { _, _ in nil }
        refresh = { () throws(LuaError) in "there is nothing to list" }
    }
}
