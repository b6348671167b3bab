/// Where texts are kept that belong to a member of an object and stand in no answer about the object.
public struct InclusionPlace: Sendable, Equatable {
    /// The object's id.
    public var object: Int64
    /// The member's key.
    public var member: String
    /// Which of its lists.
    public var list: String
}
