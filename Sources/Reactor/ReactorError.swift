/// Why a reactor could not be made.
public enum ReactorError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The system gave no pipe; usually too many files are open. `errno` is the system's number.
    case noPipe(errno: Int32)

    /// One readable line.
    public var description: String {
        switch self {
        case .noPipe(let number): "cannot make a pipe to wait on (errno \(number))"
        }
    }
}
