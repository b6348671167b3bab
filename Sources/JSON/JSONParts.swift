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
        var recorder = JSONRecorder(of: text)
        defer { recorder.free() }
        do throws(JSONReadError<JSONRecorder.Failure>) {
            replaced = try JSONReader.read(text, surrogates: surrogates, into: &recorder)
        } catch {
            switch error {
            case .text(let problem): throw problem
            case .visitor(.tooMany): return nil
            }
        }
        parts = recorder.kept
        copies = recorder.copies
    }

    /// Tells a visitor of the outermost value, and of the members or items that it has; not of what is inside those. Of a
    /// container the count is not told.
    @inlinable
    public func tellOutermost<Visitor: JSONVisitor>(
        of text: UnsafeRawBufferPointer, _ visitor: inout Visitor
    ) where Visitor.Failure == Never {
        var depth = 0
        copies.withUnsafeBytes { copies in
            for part in parts {
                let kind = part.kind
                switch kind {
                case .array, .object:
                    depth += 1
                    if depth > 2 { continue }
                    if kind == .array { visitor.beginArray() } else { visitor.beginObject() }
                case .end:
                    depth -= 1
                    // Which of them ends is not kept; there is nothing to tell them apart for.
                    if depth < 2 { visitor.endObject(count: 0) }
                case _ where depth > 1: continue
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
