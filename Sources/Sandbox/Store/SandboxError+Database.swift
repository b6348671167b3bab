import GRDB

extension SandboxError {
    /// What `error`, thrown while `action` was tried on the store at `path`, says about it.
    init(_ error: any Error, path: String, action: Action) {
        if let error = error as? SandboxError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .unavailable(path: path, action: action, reason: "\(error)")
            return
        }
        let words = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .damaged(path: path, reason: .notADatabase)
        case .SQLITE_CORRUPT: self = .damaged(path: path, reason: .corrupt(detail: words))
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        // A page that should be there is not.
        case _ where error.extendedResultCode == .SQLITE_IOERR_SHORT_READ:
            self = .damaged(path: path, reason: .corrupt(detail: words))
        default: self = .unavailable(path: path, action: action, reason: words)
        }
    }
}
