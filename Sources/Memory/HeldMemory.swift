import Synchronization

/// A part of an account that stands for something that the host holds: it is given back when the last one who has it lets
/// it go.
public final class HeldMemory: Sendable {
    /// Where it is counted.
    public let account: MemoryAccount
    private let count = Atomic<Int>(0)

    /// Nothing yet.
    public init(of account: MemoryAccount) {
        self.account = account
    }

    /// So many bytes.
    public convenience init(_ bytes: Int, of account: MemoryAccount) throws(NotEnoughMemory) {
        self.init(of: account)
        try grow(by: bytes)
    }

    deinit { account.give(bytes) }

    /// How many bytes it stands for.
    public var bytes: Int { count.load(ordering: .relaxed) }

    /// Stands for `more` bytes more, where the account has them.
    public func grow(by more: Int) throws(NotEnoughMemory) {
        guard account.take(more) else { throw NotEnoughMemory() }
        count.wrappingAdd(more, ordering: .relaxed)
    }

    /// Stands for `more` bytes more that are held already.
    public func charge(by more: Int) {
        account.charge(more)
        count.wrappingAdd(more, ordering: .relaxed)
    }

    /// Stands for `fewer` bytes fewer.
    public func shrink(by fewer: Int) {
        count.wrappingSubtract(fewer, ordering: .relaxed)
        account.give(fewer)
    }
}
