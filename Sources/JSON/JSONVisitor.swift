/// Receives the parts of one JSON text in order.
///
/// A value inside an object follows its ``key(_:)``. Buffers live only as long as the call; their bytes are valid
/// UTF-8. A repeated key is reported as often as it comes. Make it a struct: the reader is specialised for it.
public protocol JSONVisitor {
    /// What the visitor may throw to stop the reader; `Never` where it takes everything.
    associatedtype Failure: Error

    /// `null`
    mutating func null() throws(Failure)
    /// `true` or `false`
    mutating func bool(_ value: Bool) throws(Failure)
    /// A number without fraction and exponent that fits 64 bits.
    mutating func integer(_ value: Int64) throws(Failure)
    /// Any other number; always finite.
    mutating func number(_ value: Double) throws(Failure)
    /// A string, its escapes resolved.
    mutating func string(_ utf8: UnsafeRawBufferPointer) throws(Failure)
    /// The key of the next value, its escapes resolved.
    mutating func key(_ utf8: UnsafeRawBufferPointer) throws(Failure)
    /// `[`
    mutating func beginArray() throws(Failure)
    /// `]` of an array of `count` values.
    mutating func endArray(count: Int) throws(Failure)
    /// `{`
    mutating func beginObject() throws(Failure)
    /// `}` of an object of `count` members, repeated keys included.
    mutating func endObject(count: Int) throws(Failure)
}

/// Why a reader stopped.
public enum JSONReadError<VisitorFailure: Error>: Error {
    /// The text is no JSON.
    case text(JSONError)
    /// The visitor threw.
    case visitor(VisitorFailure)
}
