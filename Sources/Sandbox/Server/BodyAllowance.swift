import Synchronization

/// How many bytes the bodies under way may have, all connections together.
final class BodyAllowance: Sendable {
    private let limit: Int
    private let taken = Mutex(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes so many bytes more; false where they are too many.
    func take(_ bytes: Int) -> Bool {
        taken.withLock { taken in
            guard bytes <= limit - taken else { return false }
            taken += bytes
            return true
        }
    }

    func giveBack(_ bytes: Int) {
        taken.withLock { $0 -= bytes }
    }
}
