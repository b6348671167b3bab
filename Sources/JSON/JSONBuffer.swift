#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Text under construction: memory that grows at its end, and has one owner.
struct JSONBuffer: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init() {
        capacity = 256
        start = .allocate(capacity: capacity)
    }

    deinit { start.deallocate() }

    /// The text, lent.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// Makes room for `more` bytes.
    @inline(__always)
    mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(by: more) }
    }

    /// Appends a byte for which there is room.
    @inline(__always)
    mutating func put(_ byte: UInt8) {
        assert(count < capacity)
        start[count] = byte
        count += 1
    }

    /// Appends bytes for which there is room.
    @inline(__always)
    mutating func put(_ bytes: UnsafeRawBufferPointer) {
        assert(capacity - count >= bytes.count)
        guard let source = bytes.baseAddress else { return }
        memcpy(start + count, source, bytes.count)
        count += bytes.count
    }

    /// Appends bytes for which there is room as far as they are plain content of a string; answers how many are.
    @inline(__always)
    mutating func putPlain(_ bytes: UnsafeRawBufferPointer) -> Int {
        assert(capacity - count >= bytes.count)
        guard let source = bytes.baseAddress else { return 0 }
        let plain =
            JSONScan.copyPlain(from: source, to: source + bytes.count, into: UnsafeMutableRawPointer(start + count))
            - source
        count += plain
        return plain
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        put(byte)
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count)
        put(bytes)
    }

    mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ bytes: some Sequence<UInt8>) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { append(UnsafeRawBufferPointer($0)) }
        if isDone == nil { for byte in bytes { append(byte) } }
    }

    mutating func append(repeating byte: UInt8, count repetitions: Int) {
        reserve(repetitions)
        (start + count).initialize(repeating: byte, count: repetitions)
        count += repetitions
    }

    @inline(never)
    private mutating func grow(by more: Int) {
        let wider = max(capacity * 2, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: wider)
        memcpy(moved, start, count)
        start.deallocate()
        start = moved
        capacity = wider
    }
}
