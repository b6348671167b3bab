import Changes
import Platform

/// What `ampsh undo` and `ampsh resume` are asked for.
struct UndoRequest: Sendable, Equatable {
    /// Which run; nil for the last that can be.
    var run: Int64?
    /// Only objects whose key fits this pattern.
    var only: String?
    /// Only show what would be done.
    var isList = false
    /// Failures in a row after which no more is begun.
    var stopAfter: Int?
    /// Lines at a time.
    var concurrency: Int?
    /// From how many lines on somebody is asked; an undo at the prompt asks less.
    var asksFrom = 1
}

extension UndoRequest {
    /// Whether an object is meant: by its key, else by its id.
    func fits(_ object: ChangedObject) -> Bool {
        guard let only else { return true }
        return fnmatch(only, object.key ?? object.id ?? "", 0) == 0
    }
}
