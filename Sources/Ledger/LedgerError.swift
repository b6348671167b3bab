/// Why the ledger cannot be used.
public enum LedgerError: Error, Sendable, Equatable {
    /// The system or the database says no.
    case unavailable(path: String, reason: String)
    /// It holds no ledger, or a broken one.
    case damaged(path: String, reason: String)
    /// A newer version of the shell made it.
    case newer(path: String)
    /// Another process writes, and does not end.
    case busy(path: String)
    /// It is a link, or somebody else's, or others may use it.
    case notPrivate(path: String, reason: String)
    /// No run has the number.
    case noRun(Int64)
    /// A file that is to be imported is not what `runs export` writes.
    case notAnExport(line: Int, reason: String)
    /// The run of the file is here already.
    case isHere(number: Int64)
}

extension LedgerError: CustomStringConvertible {
    /// A sentence that says what to do next where something can be done.
    public var description: String {
        switch self {
        case .unavailable(let path, let reason): "the ledger \(path) cannot be used: \(reason)"
        case .damaged(let path, let reason):
            "the ledger \(path) is damaged (\(reason)); move it away and a new one is begun: its runs cannot be undone then"
        case .newer(let path): "the ledger \(path) was made by a newer version of ampsh"
        case .busy(let path): "the ledger \(path) is being written by another process that does not end"
        case .notPrivate(let path, let reason): "the ledger \(path) \(reason)"
        case .noRun(let number): "there is no run \(number); ampsh runs lists them"
        case .notAnExport(let line, let reason): "line \(line) is nothing that ampsh runs export writes: \(reason)"
        case .isHere(let number): "this run is here already, as run \(number)"
        }
    }
}
