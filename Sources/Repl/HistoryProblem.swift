/// What is wrong with the history file. Told once; the shell works on without it.
public enum HistoryProblem: Sendable, Equatable, CustomStringConvertible {
    /// It cannot be opened or written; `errno`'s text.
    case unusable(path: String, reason: String)
    /// A pipe, a device or a folder stands there.
    case noFile(path: String)
    /// A symbolic link stands there.
    case link(path: String)
    /// It belongs to another user.
    case foreign(path: String)
    /// It was no history file and stands now under another name.
    case damaged(path: String, movedTo: String)

    /// The warning, one line.
    public var description: String {
        switch self {
        case .unusable(let path, let reason): "the history \(path) is off: \(reason)"
        case .noFile(let path): "the history \(path) is off: it is no regular file"
        case .link(let path):
            "the history \(path) is off: it is a symbolic link, which is not followed; AMPSH_HISTORY names another file"
        case .foreign(let path): "the history \(path) is off: it belongs to another user"
        case .damaged(let path, let other): "the history \(path) was damaged; it is now \(other), and a new one begins"
        }
    }
}
