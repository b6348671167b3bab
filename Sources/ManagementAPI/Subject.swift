/// The object that a write changes: which call reads it.
public struct Subject: Sendable, Hashable {
    /// One item of a list of an object.
    public struct Item: Sendable, Hashable {
        /// The field of the object that holds the list.
        public let list: String
        /// The items' field that tells them from each other.
        public let key: String
        /// The parameter of the write that names the item.
        public let parameter: String

        /// Declares an item.
        public init(of list: String, by key: String, from parameter: String) {
            self.list = list
            self.key = key
            self.parameter = parameter
        }
    }

    /// The id of the endpoint of the same generation that reads it; it takes path arguments of the same names.
    public let call: String
    /// The item that is changed, where it is not the whole of what is read.
    public let item: Item?

    /// Declares how the object is read.
    public init(readBy call: String, item: Item? = nil) {
        self.call = call
        self.item = item
    }
}
