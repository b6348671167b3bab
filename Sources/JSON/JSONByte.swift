/// The bytes that have a meaning in JSON.
@usableFromInline
enum JSONByte {
    @inlinable static var quote: UInt8 { 0x22 }
    @inlinable static var comma: UInt8 { 0x2C }
    @inlinable static var minus: UInt8 { 0x2D }
    @inlinable static var point: UInt8 { 0x2E }
    @inlinable static var zero: UInt8 { 0x30 }
    @inlinable static var nine: UInt8 { 0x39 }
    @inlinable static var colon: UInt8 { 0x3A }
    @inlinable static var openBracket: UInt8 { 0x5B }
    @inlinable static var backslash: UInt8 { 0x5C }
    @inlinable static var closeBracket: UInt8 { 0x5D }
    @inlinable static var f: UInt8 { 0x66 }
    @inlinable static var n: UInt8 { 0x6E }
    @inlinable static var t: UInt8 { 0x74 }
    @inlinable static var u: UInt8 { 0x75 }
    @inlinable static var openBrace: UInt8 { 0x7B }
    @inlinable static var closeBrace: UInt8 { 0x7D }
}
