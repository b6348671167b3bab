public import Terminal

/// Candidates of the host for the text before the cursor.
public struct ReplHint {
    public var result: CompletionResult
    /// Whether names found in Lua are left out.
    public var isComplete: Bool

    public init(_ result: CompletionResult, isComplete: Bool) {
        self.result = result
        self.isComplete = isComplete
    }
}
