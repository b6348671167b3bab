import Memory
import Platform

/// Text under construction: memory that grows at its end, and has one owner.
struct JSONBuffer: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>?
    private var capacity = 0
    private(set) var count = 0
    /// Where it is counted; nil for nowhere.
    let account: MemoryAccount?

    init(account: MemoryAccount?) {
        self.account = account
    }

    deinit {
        free(start)
        account?.give(capacity)
    }

    /// The text, lent.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// Makes room for `more` bytes, where the account and the system have them.
    @inline(__always)
    mutating func reserve(_ more: Int) throws(JSONWriteError) {
        if capacity - count < more { try grow(by: more) }
    }

    /// Appends a byte for which there is room.
    @inline(__always)
    mutating func put(_ byte: UInt8) {
        assert(count < capacity)
        start.unsafelyUnwrapped[count] = byte
        count += 1
    }

    /// Appends bytes for which there is room.
    @inline(__always)
    mutating func put(_ bytes: UnsafeRawBufferPointer) {
        assert(capacity - count >= bytes.count)
        guard let source = bytes.baseAddress else { return }
        memcpy(start.unsafelyUnwrapped + count, source, bytes.count)
        count += bytes.count
    }

    /// Appends bytes for which there is room as far as they are plain content of a string; answers how many are.
    @inline(__always)
    mutating func putPlain(_ bytes: UnsafeRawBufferPointer) -> Int {
        assert(capacity - count >= bytes.count)
        guard let source = bytes.baseAddress else { return 0 }
        let plain =
            JSONScan.copyPlain(
                from: source, to: source + bytes.count,
                into: UnsafeMutableRawPointer(start.unsafelyUnwrapped + count)) - source
        count += plain
        return plain
    }

    /// Forgets the text, and keeps its room.
    mutating func clear() { count = 0 }

    @inline(__always)
    mutating func append(_ byte: UInt8) throws(JSONWriteError) {
        try reserve(1)
        put(byte)
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) throws(JSONWriteError) {
        try reserve(bytes.count)
        put(bytes)
    }

    mutating func append(_ text: StaticString) throws(JSONWriteError) {
        try append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ bytes: some Collection<UInt8>) throws(JSONWriteError) {
        try reserve(bytes.count)
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { put(UnsafeRawBufferPointer($0)) }
        if isDone == nil { for byte in bytes { put(byte) } }
    }

    mutating func append(repeating byte: UInt8, count repetitions: Int) throws(JSONWriteError) {
        try reserve(repetitions)
        (start.unsafelyUnwrapped + count).initialize(repeating: byte, count: repetitions)
        count += repetitions
    }

    @inline(never)
    private mutating func grow(by more: Int) throws(JSONWriteError) {
        let (needed, overflows) = count.addingReportingOverflow(more)
        guard !overflows else { throw .noMemory }
        // Twice as much, or where that does not fit a little more, so that growing stays rare.
        for wider in [max(capacity &* 2, needed, 256), max(capacity + capacity / 8, needed)] {
            guard account?.take(wider - capacity) ?? true else { continue }
            guard let moved = realloc(start, wider) else {
                account?.give(wider - capacity)
                continue
            }
            start = moved.assumingMemoryBound(to: UInt8.self)
            capacity = wider
            return
        }
        throw .noMemory
    }
}
