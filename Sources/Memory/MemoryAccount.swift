import Synchronization

/// What one script may hold: the bytes of its Lua values, and those that the host holds for it, against one limit.
///
/// The first are counted by Lua's allocator on the thread of the state, the second by whoever holds something, on any
/// thread. Without a limit nothing is refused, and both are still counted.
public final class MemoryAccount: Sendable {
    /// The words that Lua's allocator shares: `clua_Memory` of CLua.h.
    private enum Word: Int, CaseIterable {
        /// Bytes that Lua holds. Only the allocator changes it.
        case lua
        /// Bytes that the host holds.
        case held
        /// The most that both may be together, 0 for no limit.
        case limit
    }

    // Never exchanged, and what it points to are atomics.
    private nonisolated(unsafe) let words: UnsafeMutablePointer<Atomic<Int>>

    /// An account of which nothing is used yet.
    public init(limit: Int? = nil) {
        words = .allocate(capacity: Word.allCases.count)
        for word in Word.allCases { (words + word.rawValue).initialize(to: Atomic(0)) }
        self.limit = limit
    }

    deinit { words.deallocate() }

    /// The words for Lua's allocator, which lives no longer than the account.
    public var shared: UnsafeMutableRawPointer { UnsafeMutableRawPointer(words) }

    /// The most bytes that may be held; nil for no limit.
    public var limit: Int? {
        get {
            let limit = load(.limit)
            return limit == 0 ? nil : limit
        }
        set { words[Word.limit.rawValue].store(newValue ?? 0, ordering: .relaxed) }
    }

    /// Bytes of Lua's values.
    public var luaBytes: Int { load(.lua) }

    /// Bytes that the host holds.
    public var heldBytes: Int { load(.held) }

    /// Whether more is held than may be, as it can be by what is not refused.
    public var isExceeded: Bool {
        let limit = load(.limit)
        return limit != 0 && load(.lua) + load(.held) > limit
    }

    /// Counts `bytes` more that the host wants to hold; false, and nothing is counted, where they do not fit.
    public func take(_ bytes: Int) -> Bool {
        guard bytes > 0 else { return true }
        var held = load(.held)
        while true {
            let (sum, overflows) = held.addingReportingOverflow(bytes)
            let limit = load(.limit)
            guard !overflows, limit == 0 || sum <= limit - load(.lua) else { return false }
            let (exchanged, original) = words[Word.held.rawValue].weakCompareExchange(
                expected: held, desired: sum, ordering: .relaxed)
            if exchanged { return true }
            held = original
        }
    }

    /// Counts `bytes` more that the host holds already.
    public func charge(_ bytes: Int) {
        words[Word.held.rawValue].wrappingAdd(bytes, ordering: .relaxed)
    }

    /// Counts `bytes` fewer.
    public func give(_ bytes: Int) {
        words[Word.held.rawValue].wrappingSubtract(bytes, ordering: .relaxed)
    }

    private func load(_ word: Word) -> Int { words[word.rawValue].load(ordering: .relaxed) }
}
