package import Repl

/// What completion asks about Lua values and files while it decides.
package struct CompletionKnowledge {
    /// A function of the host.
    package struct Function {
        var shape: CallShape
        /// The identity of the target that it calls.
        var target: String

        /// A function of that shape, which calls that target.
        package init(shape: CallShape, target: String) {
            self.shape = shape
            self.target = target
        }
    }

    /// The function of the host that a path leads to.
    var function: (LuaPath) -> Function?
    /// The object of a resource in the variable or field that a path leads to; an id alone is an object without a label.
    var object: (LuaPath, _ resource: String) -> KnownObject?
    /// The names of the profiles of the config file.
    var profiles: () -> [String]
    /// The objects that were seen.
    var snapshot: Snapshot

    /// What is known where.
    package init(
        function: @escaping (LuaPath) -> Function?, object: @escaping (LuaPath, _ resource: String) -> KnownObject?,
        profiles: @escaping () -> [String], snapshot: Snapshot
    ) {
        self.function = function
        self.object = object
        self.profiles = profiles
        self.snapshot = snapshot
    }
}
