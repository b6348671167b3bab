/// How what a call reads lies in an object that another call reads whole: the one that the path names first.
public enum View: Sendable, Hashable {
    /// The objects in a list of the object, or one of them.
    public struct Members: Sendable, Hashable {
        /// The field with the list.
        public let list: String
        /// The items' field that tells them from each other.
        public let key: String
        /// Fields that the call shows with an item, and the objects' field that holds their values by the items' keys.
        public let beside: [String: String]

        /// Declares the list.
        public init(of list: String, by key: String, beside: [String: String]) {
            self.list = list
            self.key = key
            self.beside = beside
        }
    }

    /// The objects in a list of the object, or the one that the path names.
    case members(Members)
    /// Texts that belong to one object of the list, and stand in no object.
    case inclusions(of: String, by: String)
    /// The objects that the field of ids names.
    case references(String)
    /// The versions of the object, newest first, or the one that the path names.
    case versions
    /// The versions of all objects that have some, newest first: from the time in a parameter on, and until before that in another.
    case allVersions(from: String, until: String)
}
