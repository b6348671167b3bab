/// Writes JSON text, value by value, to the end of ``bytes``.
///
/// Commas, colons and line breaks are the writer's; that containers are closed and that each member has a key is the
/// caller's. After a throw the text is incomplete and of no use.
public struct JSONWriter: Sendable {
    /// The text so far.
    public internal(set) var bytes: [UInt8] = []

    /// Spaces per level; nil writes everything on one line without spaces.
    @usableFromInline let indent: Int?
    @usableFromInline var depth = 0
    /// Whether a value stands before the next one in the same container.
    @usableFromInline var needsComma = false
    /// Whether the next value follows its key on the same line.
    @usableFromInline var followsKey = false

    /// A writer of compact text, or of one with `indent` spaces for each level.
    public init(indent: Int? = nil) {
        self.indent = indent
    }

    /// Makes room for `count` bytes more.
    public mutating func reserveCapacity(_ count: Int) {
        bytes.reserveCapacity(bytes.count + count)
    }

    /// Writes `null`.
    public mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        separate()
        bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
    }

    /// Opens an array.
    public mutating func beginArray() { open(JSONByte.openBracket) }

    /// Closes the innermost container, an array.
    public mutating func endArray() { close(JSONByte.closeBracket) }

    /// Opens an object.
    public mutating func beginObject() { open(JSONByte.openBrace) }

    /// Closes the innermost container, an object.
    public mutating func endObject() { close(JSONByte.closeBrace) }

    /// Writes `text` as it is in place of a value; that it is one complete JSON value is the caller's word.
    public mutating func raw(_ text: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: text)
    }

    mutating func separate() {
        if followsKey {
            followsKey = false
        } else {
            if needsComma { bytes.append(JSONByte.comma) }
            if indent != nil, depth > 0 { breakLine() }
        }
        needsComma = true
    }

    private mutating func open(_ byte: UInt8) {
        separate()
        bytes.append(byte)
        depth += 1
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) {
        depth -= 1
        // An empty container stays on its line.
        if indent != nil, needsComma { breakLine() }
        bytes.append(byte)
        needsComma = true
    }

    private mutating func breakLine() {
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: (indent ?? 0) * depth))
    }
}

/// Why a value has no JSON text.
public enum JSONWriteError: Error, Sendable, Equatable {
    /// NaN or an infinity.
    case notFinite(Double)
    /// A string that is no UTF-8, from byte `offset` on.
    case invalidUTF8(offset: Int)
}

extension JSONWriteError: CustomStringConvertible {
    /// What is wrong.
    public var description: String {
        switch self {
        case .notFinite(let value) where value.isNaN: "NaN has no JSON text"
        case .notFinite: "infinity has no JSON text"
        case .invalidUTF8(let offset): "the string is not valid UTF-8 at byte \(offset + 1)"
        }
    }
}
