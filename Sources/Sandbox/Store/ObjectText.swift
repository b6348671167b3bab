/// The texts of an object that answers show.
public struct ObjectText: Sendable, Equatable {
    /// What the first generation that has such objects answers.
    public var record: [UInt8]
    /// What later generations add; empty where that is nothing, or where it was not asked for.
    public var later: [UInt8]
}
