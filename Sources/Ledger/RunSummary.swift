import Changes

/// A run with the counts of what became of its changes.
public struct RunSummary: Sendable, Hashable {
    /// Where a run stands.
    public enum State: String, Sendable {
        /// Its process is there and goes on.
        case running
        /// It came to its end, and all its changes were done.
        case complete
        /// Some were not done, or nobody can tell, or its process was killed.
        case incomplete
    }

    /// The run.
    public var run: RunRecord
    /// Changes that were done.
    public var applied = 0
    /// Changes of which nothing was done.
    public var failed = 0
    /// Changes of which some requests were done.
    public var partly = 0
    /// Changes of which nobody can tell.
    public var unknown = 0
    /// Changes that are under way.
    public var open = 0
    /// Whether its process is there.
    public var isRunning = false
    /// The number of the run that took it back; nil where none did.
    public var undoneBy: Int64?

    /// All of its changes.
    public var changes: Int { applied + failed + partly + unknown + open }

    /// Where it stands.
    public var state: State {
        if isRunning { return .running }
        return failed + partly + unknown + open == 0 && !wasKilled ? .complete : .incomplete
    }

    /// Whether its process is gone without having come to the run's end: what it would have done further is not known.
    public var wasKilled: Bool { !isRunning && run.ended == nil }

    /// The same in words: `complete, resumed once, undone by 42`.
    public var stateWords: String {
        var words = [state.rawValue]
        if wasKilled { words.append("killed") }
        if run.resumed > 0 { words.append(run.resumed == 1 ? "resumed once" : "resumed \(run.resumed) times") }
        if let undoneBy { words.append("undone by \(undoneBy)") }
        return words.joined(separator: ", ")
    }
}
