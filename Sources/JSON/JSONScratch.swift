/// Memory for a string whose escapes had to be resolved; reused from string to string.
@usableFromInline
struct JSONScratch {
    private var base: UnsafeMutableRawPointer?
    private var capacity = 0
    private var count = 0

    @usableFromInline
    init() {}

    /// Gives the memory back. Buffers handed out before are dead then.
    @usableFromInline
    func free() {
        base?.deallocate()
    }

    /// What has been appended since the last ``clear()``; valid until the next change.
    var contents: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    mutating func clear() {
        count = 0
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
        room(for: bytes.count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    mutating func append(_ scalar: Unicode.Scalar) {
        for byte in UTF8.encode(scalar).unsafelyUnwrapped {
            room(for: 1).storeBytes(of: byte, as: UInt8.self)
            count += 1
        }
    }

    /// The place after the contents, with at least `more` bytes there.
    private mutating func room(for more: Int) -> UnsafeMutableRawPointer {
        if let base, count + more <= capacity { return base + count }
        capacity = max(2 * capacity, count + more, 256)
        let grown = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 1)
        if let base {
            grown.copyMemory(from: base, byteCount: count)
            base.deallocate()
        }
        base = grown
        return grown + count
    }
}
