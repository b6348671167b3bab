import GRDB

extension LedgerError {
    /// What `error` says about the ledger at `path`.
    init(_ error: any Error, path: String) {
        if let error = error as? LedgerError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .unavailable(path: path, reason: "\(error)")
            return
        }
        let words = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .damaged(path: path, reason: "it is no database")
        case .SQLITE_CORRUPT: self = .damaged(path: path, reason: words)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        case _ where error.extendedResultCode == .SQLITE_IOERR_SHORT_READ: self = .damaged(path: path, reason: words)
        default: self = .unavailable(path: path, reason: words)
        }
    }
}
