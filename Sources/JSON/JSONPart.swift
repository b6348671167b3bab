/// One part of a JSON text that was read: a scalar, a key, or the beginning or the end of a container. Two words, so that
/// whoever builds something of many of them need not convert them.
@frozen
public struct JSONPart: Sendable {
    /// What it is. Texts lie in the text that was read; copied ones had escapes, and lie among the copies.
    public enum Kind: UInt64, Sendable {
        case null, `false`, `true`, integer, number, string, key, array, object, end, copiedString, copiedKey
    }

    @usableFromInline
    @inline(__always)
    static var kindBits: UInt64 { 4 }

    /// The kind in the lowest four bits; above, the length of a text, or how many values a container has: of an object the
    /// nulls not counted.
    @usableFromInline let head: UInt64
    /// The bits of a number, where a text begins, or of a container the place of its end among the parts.
    @usableFromInline let value: UInt64

    @inline(__always)
    init(_ kind: Kind, size: Int = 0, value: UInt64 = 0) {
        head = kind.rawValue | UInt64(truncatingIfNeeded: size) &<< Self.kindBits
        self.value = value
    }

    @inlinable var kind: Kind { Kind(rawValue: head & (1 &<< Self.kindBits - 1)) ?? .null }

    /// Where a text lies.
    @inlinable var range: Range<Int> {
        let start = Int(truncatingIfNeeded: value)
        return start..<start + Int(truncatingIfNeeded: head &>> Self.kindBits)
    }
}
