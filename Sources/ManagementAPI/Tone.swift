/// How a value strikes a reader; whoever prints it chooses the colour.
public enum Tone: String, Sendable, Hashable, CaseIterable {
    /// Nothing special.
    case plain
    /// It is on, it runs.
    case good
    /// It is off, and does not matter now.
    case faint
    /// It waits for somebody.
    case waiting
    /// It has come to its end.
    case finished
    /// It is gone, or should not be so.
    case bad
}
