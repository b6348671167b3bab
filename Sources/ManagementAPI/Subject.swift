/// The object that a write changes: which call reads it.
public struct Subject: Sendable, Hashable {
    /// The id of the endpoint of the same generation that reads it; it takes path arguments of the same names.
    public let call: String

    /// Declares how the object is read.
    public init(readBy call: String) { self.call = call }
}
