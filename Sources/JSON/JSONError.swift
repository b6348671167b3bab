/// What is wrong with a JSON text, and where.
public struct JSONError: Error, Sendable, Equatable {
    /// What the grammar allows at a place.
    public enum Expectation: Sendable, Equatable {
        /// The beginning of a value.
        case value
        /// The quotation mark that begins a key.
        case key
        /// The quotation mark that begins a key, or `}`.
        case keyOrObjectEnd
        /// `:`
        case colon
        /// `,` or `]`
        case commaOrArrayEnd
        /// `,` or `}`
        case commaOrObjectEnd
        /// A decimal digit.
        case digit
        /// More of a string, up to its closing quotation mark.
        case stringEnd
        /// A character that may follow a backslash.
        case escape
        /// A hexadecimal digit of a `\u` escape.
        case hexDigit
        /// The literal `true`, `false` or `null`, in full.
        case literal(String)
        /// Nothing: the value is complete.
        case end
    }

    /// What is wrong.
    public enum Kind: Sendable, Equatable {
        /// The text ends where something is still to come.
        case endOfText(expected: Expectation)
        /// A byte that cannot stand at its place.
        case unexpectedByte(UInt8, expected: Expectation)
        /// A number that begins with a superfluous 0.
        case leadingZero
        /// A number too large for a 64-bit float.
        case numberOutOfRange
        /// A byte below 0x20 in a string, where only its escape is allowed.
        case controlByteInString(UInt8)
        /// Bytes in a string that are no UTF-8.
        case invalidUTF8
        /// A `\u` escape of one half of a surrogate pair without the other.
        case loneSurrogate(UInt16)
        /// Arrays and objects nested deeper than the reader's limit.
        case tooDeep(limit: Int)
    }

    /// What is wrong.
    public let kind: Kind
    /// Bytes before the place.
    public let offset: Int
    /// The line of the place, from 1; a line ends at each line feed.
    public let line: Int
    /// The place in its line, from 1, in Unicode characters (scalars).
    public let column: Int

    /// A problem at a place that is known already.
    public init(kind: Kind, offset: Int, line: Int, column: Int) {
        self.kind = kind
        self.offset = offset
        self.line = line
        self.column = column
    }

    /// A problem at byte `offset` of `text`; counts the line and column.
    @usableFromInline
    init(_ kind: Kind, at offset: Int, of text: UnsafeRawBufferPointer) {
        var line = 1
        var column = 1
        for byte in text.prefix(offset) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                // Continuation bytes belong to a character that is counted already.
                column += 1
            }
        }
        self.init(kind: kind, offset: offset, line: line, column: column)
    }
}
