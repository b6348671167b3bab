/// The id of an object, to compare: the same whether it came as a number or as the text of one.
public enum ObjectID: Hashable, Sendable, CustomStringConvertible {
    /// Digits as a 64-bit number writes them.
    case number(Int64)
    /// Any other text.
    case text([UInt8])

    /// The text of the id.
    public var description: String {
        switch self {
        case .number(let number): String(number)
        case .text(let utf8): String(decoding: utf8, as: UTF8.self)
        }
    }

    /// About how many bytes a set needs for it.
    public var memory: Int {
        switch self {
        case .number: 64
        case .text(let utf8): 96 + utf8.count
        }
    }

    /// The id of a text; nil for the empty one.
    public init?(_ utf8: UnsafeRawBufferPointer) {
        guard let first = utf8.first else { return nil }
        // Up to 18 digits cannot overflow. With a leading zero it is another text than the number's.
        if utf8.count <= 18, first != UInt8(ascii: "0") || utf8.count == 1, utf8.allSatisfy(\.isASCIIDigit) {
            self = .number(utf8.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) })
        } else {
            self = .text(Array(utf8))
        }
    }

    /// The id of a text; nil for the empty one.
    public init?(_ text: String) {
        var text = text
        guard let id = text.withUTF8({ Self(UnsafeRawBufferPointer($0)) }) else { return nil }
        self = id
    }

    /// The id of a number.
    public init(_ number: Int64) {
        // Beyond 18 digits as the text of it would be.
        self = (0..<1_000_000_000_000_000_000).contains(number) ? .number(number) : .text(Array(String(number).utf8))
    }
}
