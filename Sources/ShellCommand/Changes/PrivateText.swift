import Ledger
import Platform

/// Files that hold what was changed: for their owner alone, whole or not at all.
enum PrivateText {
    /// Puts the text in the place of the file.
    static func write(_ text: [UInt8], to path: String) throws(LedgerError) {
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        var rest = text[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Platform.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let problem = failure(path)
                close(descriptor)
                unlink(draft)
                throw problem
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0, close(descriptor) == 0, rename(draft, path) == 0 else { throw failure(path) }
    }

    private static func failure(_ path: String) -> LedgerError {
        .unavailable(path: path, reason: String(cString: strerror(errno)))
    }
}
