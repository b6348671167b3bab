/// Bytes that are put together piece by piece, and counted as they grow.
public struct HeldBytes: Sendable {
    /// What was put together so far.
    public private(set) var bytes: [UInt8] = []
    /// How many there will be, as far as anybody said so: growing goes no further before there are more.
    public var expected = 0
    /// What stands for them.
    public let memory: HeldMemory

    /// None yet.
    public init(of account: MemoryAccount) {
        memory = HeldMemory(of: account)
    }

    /// Makes room for `capacity` bytes in all.
    public mutating func reserve(_ capacity: Int) throws(NotEnoughMemory) {
        guard capacity > bytes.capacity else { return }
        // Both are there while the bytes are moved.
        let old = memory.bytes
        try memory.grow(by: capacity)
        bytes.reserveCapacity(capacity)
        memory.shrink(by: old)
    }

    /// Appends bytes.
    public mutating func append(_ more: UnsafeRawBufferPointer) throws(NotEnoughMemory) {
        try makeRoom(for: more.count)
        bytes.append(contentsOf: more)
    }

    /// Appends bytes.
    public mutating func append(_ more: [UInt8]) throws(NotEnoughMemory) {
        try makeRoom(for: more.count)
        bytes.append(contentsOf: more)
    }

    /// Appends a byte.
    public mutating func append(_ byte: UInt8) throws(NotEnoughMemory) {
        try makeRoom(for: 1)
        bytes.append(byte)
    }

    private mutating func makeRoom(for more: Int) throws(NotEnoughMemory) {
        let (needed, overflows) = bytes.count.addingReportingOverflow(more)
        guard !overflows else { throw NotEnoughMemory() }
        guard needed > bytes.capacity else { return }
        do throws(NotEnoughMemory) {
            let usual = max(2 * bytes.capacity, needed, 256)
            try reserve(needed <= expected ? min(usual, expected) : usual)
        } catch {
            // Less than the usual growth may still fit; too little would move the bytes with every append.
            try reserve(max(bytes.capacity + bytes.capacity / 8, needed))
        }
    }
}
