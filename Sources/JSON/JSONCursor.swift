/// A place in a JSON text that moves over one token at a time.
///
/// Invariant: `start <= next <= end`. Nothing is read at or after `end`.
@usableFromInline
@frozen
struct JSONCursor {
    @usableFromInline var next: UnsafeRawPointer
    @usableFromInline let start: UnsafeRawPointer
    @usableFromInline let end: UnsafeRawPointer
    @usableFromInline let surrogates: JSONSurrogates
    /// Halves of surrogate pairs that were replaced.
    @usableFromInline var replacements = 0

    @inlinable
    init(start: UnsafeRawPointer, end: UnsafeRawPointer, surrogates: JSONSurrogates = .refused) {
        self.next = start
        self.start = start
        self.end = end
        self.surrogates = surrogates
    }

    /// The first byte that is no white space, with `next` on it; throws at the end of the text.
    @inlinable
    @inline(__always)
    mutating func token(expected: JSONError.Expectation) throws(JSONError) -> UInt8 {
        while next < end {
            let byte = next.load(as: UInt8.self)
            // One comparison lets every token through; only the four white space bytes go on.
            guard byte <= 0x20, Self.isWhiteSpace(byte) else { return byte }
            next += 1
        }
        throw error(.endOfText(expected: expected))
    }

    /// Moves over `:`.
    @inlinable
    @inline(__always)
    mutating func colon() throws(JSONError) {
        let byte = try token(expected: .colon)
        guard byte == JSONByte.colon else { throw error(.unexpectedByte(byte, expected: .colon)) }
        next += 1
    }

    /// Moves over a key, which begins at the next token.
    @inlinable
    @inline(__always)
    mutating func key(
        expected: JSONError.Expectation, scratch: inout JSONScratch
    ) throws(JSONError) -> UnsafeRawBufferPointer {
        let byte = try token(expected: expected)
        guard byte == JSONByte.quote else { throw error(.unexpectedByte(byte, expected: expected)) }
        next += 1
        return try string(scratch: &scratch)
    }

    /// Moves over `text`, which must stand here in full.
    @inlinable
    mutating func literal(_ text: StaticString) throws(JSONError) {
        let length = text.utf8CodeUnitCount
        var matched = 0
        while matched < length {
            guard next + matched < end else { throw mismatch(text, after: matched) }
            let byte = (next + matched).load(as: UInt8.self)
            guard byte == text.utf8Start[matched] else { throw mismatch(text, after: matched) }
            matched += 1
        }
        next += length
    }

    /// Nothing but white space may follow.
    @inlinable
    mutating func finish() throws(JSONError) {
        while next < end {
            let byte = next.load(as: UInt8.self)
            guard Self.isWhiteSpace(byte) else { throw error(.unexpectedByte(byte, expected: .end)) }
            next += 1
        }
    }

    @inlinable
    @inline(__always)
    static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// A problem at the cursor.
    @usableFromInline
    @inline(never)
    func error(_ kind: JSONError.Kind) -> JSONError {
        JSONError(kind, at: next - start, of: UnsafeRawBufferPointer(start: start, count: end - start))
    }

    @usableFromInline
    @inline(never)
    func mismatch(_ text: StaticString, after matched: Int) -> JSONError {
        var place = self
        place.next += matched
        let expected = JSONError.Expectation.literal("\(text)")
        guard place.next < end else { return place.error(.endOfText(expected: expected)) }
        return place.error(.unexpectedByte(place.next.load(as: UInt8.self), expected: expected))
    }
}
