/// The parts of a JSON text that was read, for those who want its value later and need not read it again.
public struct JSONParts: Sendable {
    /// The parts in order; each container has its final size.
    public let parts: [JSONPart]
    /// The texts that had escapes.
    public let copies: [UInt8]
    /// How many halves of surrogate pairs were replaced.
    public let replaced: Int

    /// Texts of more parts than these are read twice: their parts would take more room than they save time.
    static let most = 2048

    /// Reads all of `text`; nil where it has too many parts.
    public init?(reading text: UnsafeRawBufferPointer, surrogates: JSONSurrogates) throws(JSONError) {
        // Two bytes of text for each part, but for lists of lists, is less than any that there is.
        var reader = JSONPartReader(
            text, surrogates: surrogates, capacity: min(Self.most, text.count / 2 + 8), keepsCopies: true)
        guard try !reader.read() else { return nil }
        parts = Array(reader.parts)
        copies = reader.copies
        replaced = reader.replaced
    }

    /// Tells a visitor of the outermost value, and of the members or items that it has; not of what is inside those. Of a
    /// container the count is not told.
    @inlinable
    public func tellOutermost<Visitor: JSONVisitor>(
        of text: UnsafeRawBufferPointer, _ visitor: inout Visitor
    ) where Visitor.Failure == Never {
        var depth = 0
        var place = 0
        copies.withUnsafeBytes { copies in
            while place < parts.count {
                let part = parts[place]
                let kind = part.kind
                place += 1
                switch kind {
                case .array, .object:
                    depth += 1
                    if kind == .array { visitor.beginArray() } else { visitor.beginObject() }
                    if depth == 2 { place = Int(truncatingIfNeeded: part.value) }
                case .end:
                    depth -= 1
                    // Which of them ends is not kept; there is nothing to tell them apart for.
                    visitor.endObject(count: 0)
                case .null: visitor.null()
                case .false: visitor.bool(false)
                case .true: visitor.bool(true)
                case .integer: visitor.integer(Int64(bitPattern: part.value))
                case .number: visitor.number(Double(bitPattern: part.value))
                case .string: visitor.string(UnsafeRawBufferPointer(rebasing: text[part.range]))
                case .copiedString: visitor.string(UnsafeRawBufferPointer(rebasing: copies[part.range]))
                case .key: visitor.key(UnsafeRawBufferPointer(rebasing: text[part.range]))
                case .copiedKey: visitor.key(UnsafeRawBufferPointer(rebasing: copies[part.range]))
                }
            }
        }
    }
}
