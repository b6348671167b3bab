/// A script that is found by name, for completion.
public struct ScriptRow: Sendable, Equatable {
    /// What it is called.
    public var name: String
    /// One line about it.
    public var summary: String

    /// A row.
    public init(name: String, summary: String) {
        self.name = name
        self.summary = summary
    }
}

/// What may stand in the arguments of a script.
public struct ScriptArguments: Sendable, Equatable {
    /// Words, each with a line about it.
    public var words: [ScriptRow]
    /// Whether the name of a file may.
    public var takesFile: Bool

    /// Nothing but what is given.
    public init(words: [ScriptRow] = [], takesFile: Bool = false) {
        self.words = words
        self.takesFile = takesFile
    }
}
