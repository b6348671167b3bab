/// One step towards a Lua value, as a ``LuaValueBuilder`` takes it: `clua_Step` of CLua.h, word by word.
@frozen
public struct LuaStep {
    @usableFromInline var head: UInt64
    @usableFromInline var value: UInt64

    /// `CLUA_STEP_NULL` and so on, which a test compares.
    @usableFromInline
    enum Kind: UInt64, CaseIterable {
        case null, `false`, `true`, integer, number, string, key, array, object, end, copiedString, copiedKey
    }

    /// `CLUA_STEP_BITS`.
    @usableFromInline static var bits: UInt64 { 4 }

    @inlinable
    @inline(__always)
    init(_ kind: Kind, size: Int = 0, value: UInt64 = 0) {
        head = kind.rawValue | UInt64(truncatingIfNeeded: size) &<< Self.bits
        self.value = value
    }

    /// What stands for null in an array; in an object no field, and no more one that the same key made before.
    @inlinable public static var null: LuaStep { LuaStep(.null) }

    /// The end of the innermost array or object.
    @inlinable public static var end: LuaStep { LuaStep(.end) }

    /// A boolean.
    @inlinable
    @inline(__always)
    public static func bool(_ value: Bool) -> LuaStep { value ? LuaStep(.true) : LuaStep(.false) }

    /// An integer.
    @inlinable
    @inline(__always)
    public static func integer(_ value: Int64) -> LuaStep {
        LuaStep(.integer, value: UInt64(bitPattern: value))
    }

    /// A float.
    @inlinable
    @inline(__always)
    public static func number(_ value: Double) -> LuaStep { LuaStep(.number, value: value.bitPattern) }

    /// A string; its bytes are copied when the step is taken.
    @inlinable
    @inline(__always)
    public static func string(_ bytes: UnsafeRawBufferPointer) -> LuaStep { LuaStep(.string, bytes) }

    /// The key of the value that follows.
    @inlinable
    @inline(__always)
    public static func key(_ bytes: UnsafeRawBufferPointer) -> LuaStep { LuaStep(.key, bytes) }

    /// The beginning of an array that has so many items, as far as that is known.
    @inlinable
    @inline(__always)
    public static func array(count: Int) -> LuaStep { LuaStep(.array, size: count) }

    /// The beginning of an object that has so many fields, as far as that is known.
    @inlinable
    @inline(__always)
    public static func object(count: Int) -> LuaStep { LuaStep(.object, size: count) }

    @inlinable
    @inline(__always)
    init(_ kind: Kind, _ bytes: UnsafeRawBufferPointer) {
        self.init(kind, size: bytes.count, value: UInt64(UInt(bitPattern: bytes.baseAddress)))
    }
}
