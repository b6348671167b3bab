public import ManagementAPI

/// What the host calls a value of Lua, wherever scripts keep it: `experiments.get`, also as `staging.experiments.get`.
public struct FunctionName: Sendable, Equatable {
    /// Whose catalogue knows it.
    public let generation: Generation
    /// The name that `help` takes.
    public let name: String
    /// The identity of the target that a function of the API calls; nil for the shell's own functions.
    public let target: String?
}
