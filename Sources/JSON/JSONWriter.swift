public import Memory

/// Writes JSON text, value by value.
///
/// Commas, colons and line breaks are the writer's; that containers are closed and that each member has a key is the
/// caller's. After a throw the text is incomplete and of no use.
public struct JSONWriter: ~Copyable {
    var buffer: JSONBuffer
    /// Spaces per level; nil writes everything on one line without spaces.
    let indent: Int?
    private var depth = 0
    /// Whether a value stands before the next one in the same container.
    private var needsComma = false
    /// Whether the next value follows its key on the same line.
    var followsKey = false

    /// A writer of compact text, or of one with `indent` spaces for each level. With an account the text is counted there,
    /// and what does not fit is refused with `noMemory`; without one only what the system does not have is.
    public init(indent: Int? = nil, account: MemoryAccount? = nil) {
        self.indent = indent
        buffer = JSONBuffer(account: account)
    }

    /// The text so far.
    public var bytes: [UInt8] { [UInt8](buffer.bytes) }

    /// The text, and what counts it; nil where there is no account.
    public consuming func finish() throws(JSONWriteError) -> (bytes: [UInt8], memory: HeldMemory?) {
        var memory: HeldMemory?
        if let account = buffer.account {
            do throws(NotEnoughMemory) { memory = try HeldMemory(buffer.count, of: account) } catch { throw .noMemory }
        }
        // With room for a line's end.
        var text: [UInt8] = []
        text.reserveCapacity(buffer.count + 1)
        text.append(contentsOf: buffer.bytes)
        return (text, memory)
    }

    /// Lends the text so far.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result { body(buffer.bytes) }

    /// Writes `null`.
    public mutating func null() throws(JSONWriteError) {
        try separate()
        try buffer.append("null")
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) throws(JSONWriteError) {
        try separate()
        try buffer.append(value ? "true" : "false")
    }

    /// Opens an array.
    public mutating func beginArray() throws(JSONWriteError) { try open(JSONByte.openBracket) }

    /// Closes the innermost container, an array.
    public mutating func endArray() throws(JSONWriteError) { try close(JSONByte.closeBracket) }

    /// Opens an object.
    public mutating func beginObject() throws(JSONWriteError) { try open(JSONByte.openBrace) }

    /// Closes the innermost container, an object.
    public mutating func endObject() throws(JSONWriteError) { try close(JSONByte.closeBrace) }

    /// Writes `text` as it is in place of a value; that it is one complete JSON value is the caller's word.
    public mutating func raw(_ text: some Collection<UInt8>) throws(JSONWriteError) {
        try separate()
        try buffer.append(text)
    }

    /// Whether all is written on one line without spaces.
    public var isCompact: Bool { indent == nil }

    /// Has `body` append the text of one value, and answer whether that is what it should be; else it is taken back. For a
    /// writer that has nothing yet.
    public mutating func take(_ body: ((UnsafeRawBufferPointer) -> Bool) -> Bool) -> Bool {
        assert(buffer.count == 0)
        let isWhole = body { bytes in
            do throws(JSONWriteError) {
                try buffer.append(bytes)
                return true
            } catch {
                return false
            }
        }
        if !isWhole { buffer.clear() }
        return isWhole
    }

    /// What stands between the value before and the next one, with room for `room` bytes after it.
    @inline(__always)
    mutating func separate(room: Int = 0) throws(JSONWriteError) {
        try buffer.reserve(room + 1)
        if followsKey {
            followsKey = false
        } else {
            if needsComma { buffer.put(JSONByte.comma) }
            if indent != nil, depth > 0 { try breakLine(room: room) }
        }
        needsComma = true
    }

    private mutating func open(_ byte: UInt8) throws(JSONWriteError) {
        try separate(room: 1)
        buffer.put(byte)
        depth += 1
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) throws(JSONWriteError) {
        depth -= 1
        // An empty container stays on its line.
        if indent != nil, needsComma { try breakLine() }
        try buffer.append(byte)
        needsComma = true
    }

    @inline(never)
    private mutating func breakLine(room: Int = 0) throws(JSONWriteError) {
        try buffer.append(0x0A)
        try buffer.append(repeating: 0x20, count: (indent ?? 0) * depth)
        try buffer.reserve(room)
    }
}

/// Why a value has no JSON text.
public enum JSONWriteError: Error, Sendable, Equatable {
    /// NaN or an infinity.
    case notFinite(Double)
    /// A string that is no UTF-8, from byte `offset` on.
    case invalidUTF8(offset: Int)
    /// The text has no room in the account, or in the system's memory.
    case noMemory
}

extension JSONWriteError: CustomStringConvertible {
    /// What is wrong.
    public var description: String {
        switch self {
        case .notFinite(let value) where value.isNaN: "NaN has no JSON text"
        case .notFinite: "infinity has no JSON text"
        case .noMemory: NotEnoughMemory().description
        case .invalidUTF8(let offset): "the string is not valid UTF-8 at byte \(offset + 1)"
        }
    }
}
