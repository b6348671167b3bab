import APIClient
import ScriptRuntime

/// What is said about an interrupt: what is waited for, and what was done.
enum InterruptSummary {
    /// Sourced when changes on their way are waited for; nil when there are none. `hurry` is what ends the wait.
    static func waiting(forWrites count: Int, hurry: String = "Ctrl-C again") -> String? {
        guard count > 0 else { return nil }
        return "waiting for \(changes(count)) in flight; \(hurry) ends now"
    }

    /// Sourced at the end: why it ended, how far the work was, and what became of each change of the run.
    static func text(_ reason: String = "interrupted", work: WorkCount, writes: WriteOutcomes) -> String {
        var parts: [String] = []
        if work.kind != .calls {
            parts.append(work.total.map { "\(work.done) of \($0) done" } ?? "\(work.done) done")
        }
        if writes.count > 0 {
            parts.append("\(changes(writes.applied)) applied")
            if writes.notApplied > 0 { parts.append("\(writes.notApplied) not applied") }
            parts.append("\(writes.unknown) unknown")
        }
        return parts.isEmpty ? reason : "\(reason): " + parts.joined(separator: ", ")
    }

    private static func changes(_ count: Int) -> String { count == 1 ? "1 change" : "\(count) changes" }
}
