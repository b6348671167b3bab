/// How to find what a call made that must not be sent twice, when its answer was lost.
public struct Lookup: Sendable, Hashable {
    /// The list that shows what was made, newest first: the id of an endpoint of the same generation.
    public let list: String
    /// The fields of the body that name what is made: no two objects of the service share the values of all of them.
    public let identity: [String]
    /// The fields of the answer that are false on what was just made.
    public let falseWhenNew: [String]

    /// Declares where to look, and by which fields.
    public init(in list: String, by identity: [String], falseWhenNew: [String] = []) {
        self.list = list
        self.identity = identity
        self.falseWhenNew = falseWhenNew
    }
}
