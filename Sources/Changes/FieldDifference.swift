public import JSON
public import ManagementAPI

/// One thing in which two objects differ: a field, or a part of one.
public struct FieldDifference: Sendable, Hashable {
    /// What became of the value, in words.
    public enum Words: Sendable, Hashable {
        /// Another value; nil where there is none.
        case value(String?, String?)
        /// Items of a list in which the order does not count.
        case items(added: [String], removed: [String])
        /// Relative weights by member: those that differ, and the shares of all of them where the weights do not say them.
        case weights([Weight], shares: Shares?)
        /// An item of an ordered list that stands elsewhere; places from 1.
        case place(Int, Int)
    }

    /// One member's weight.
    public struct Weight: Sendable, Hashable {
        /// The member: a variant's key.
        public let key: String
        /// Nil where it has none.
        public let before: String?
        /// Nil where it has none.
        public let after: String?
    }

    /// How all members share: `75/25`.
    public struct Shares: Sendable, Hashable {
        /// In the members' order of before.
        public let before: String
        /// In the members' order of after.
        public let after: String
    }

    /// Where it stands, as Lua finds it in the state before, or after where it was not there before.
    public let path: ValuePath
    /// Where it stands, for people: records by their names.
    public let label: String
    /// The value before; nil where there is none. Of an item that moved, its place.
    public let before: JSONValue?
    /// The value after; nil where there is none.
    public let after: JSONValue?
    /// What became of it.
    public let words: Words

    init(_ place: FieldPlace, _ before: JSONValue?, _ after: JSONValue?, _ words: Words) {
        path = place.path
        label = place.words.description
        self.before = before
        self.after = after
        self.words = words
    }

    /// The field of the object that it stands in; nil where the whole is no object.
    public var field: String? {
        if case .field(let name)? = path.steps.first { name } else { nil }
    }
}
