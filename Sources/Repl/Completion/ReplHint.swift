public import Terminal

/// Candidates of the host for the text before the cursor.
public struct ReplHint {
    /// The candidates.
    public var result: CompletionResult
    /// Whether names found in Lua are left out.
    public var isComplete: Bool

    /// A hint.
    public init(_ result: CompletionResult, isComplete: Bool) {
        self.result = result
        self.isComplete = isComplete
    }
}
