import Repl

/// What completion asks about Lua values and files while it decides.
struct CompletionKnowledge {
    /// A function of the host.
    struct Function {
        var shape: CallShape
        /// The identity of the target that it calls.
        var target: String
    }

    /// The function of the host that a path leads to.
    var function: (LuaPath) -> Function?
    /// The object of a resource in the variable or field that a path leads to; an id alone is an object without a label.
    var object: (LuaPath, _ resource: String) -> KnownObject?
    /// The names of the profiles of the config file.
    var profiles: () -> [String]
    /// The objects that were seen.
    var snapshot: Snapshot
}
