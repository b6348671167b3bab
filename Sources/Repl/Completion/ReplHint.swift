public import Terminal

/// Candidates of the host for the text before the cursor.
public struct ReplHint {
    /// The candidates.
    public var result: CompletionResult
    /// Whether names found in Lua are left out.
    public var isComplete: Bool
    /// Whether the names of files follow, where a string is being typed.
    public var takesFile: Bool

    /// A hint.
    public init(_ result: CompletionResult, isComplete: Bool, takesFile: Bool = false) {
        self.result = result
        self.isComplete = isComplete
        self.takesFile = takesFile
    }
}
