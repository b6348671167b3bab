import Platform

/// Why bytes could not be written to standard output.
public enum ConsoleError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The reader of the pipe has gone (EPIPE): the shell ends quietly with 0.
    case closed
    /// The process is being ended, and nobody reads what it writes.
    case blocked
    /// Anything else, such as a full disk; `errno`'s number.
    case failed(errno: Int32)

    /// The problem in words.
    public var description: String {
        switch self {
        case .closed: "standard output was closed"
        case .blocked: "cannot write to standard output: nobody reads it"
        case .failed(let number): "cannot write to standard output: \(String(cString: strerror(number)))"
        }
    }
}
