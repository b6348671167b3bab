/// What a pty test did not get to see.
public enum TerminalSessionError: Error, CustomStringConvertible {
    /// The text did not come before the deadline; what came instead.
    case timedOut(expected: String, seen: String)
    /// The program ended first.
    case ended(expected: String, seen: String)
    /// The program could not be started; errno.
    case cannotStart(String, Int32)

    /// What was seen instead.
    public var description: String {
        switch self {
        case .timedOut(let expected, let seen):
            "no \(expected.debugDescription) in time; seen: \(seen.debugDescription)"
        case .ended(let expected, let seen):
            "ended before \(expected.debugDescription); seen: \(seen.debugDescription)"
        case .cannotStart(let path, let number): "cannot start \(path): errno \(number)"
        }
    }
}
