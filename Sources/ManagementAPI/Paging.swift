/// How a list is handed out page by page.
public struct Paging: Sendable, Hashable {
    /// The field of an answer that holds the items.
    public let wrapper: String
    /// The field of an answer that names the next page.
    public let nextCursor: String
    /// The parameter that takes it.
    public let cursor: String
    /// The parameter for the number of items on a page.
    public let limit: String
    /// Items that a page holds at most; more are taken as this many.
    public let greatestLimit: Int
    /// Whether what was deleted is listed.
    public let deleted: Deleted

    /// Whether a list holds what was deleted.
    public enum Deleted: Sendable, Hashable {
        /// Always.
        case listed
        /// Never.
        case leftOut
        /// Where the parameter of this name is true.
        case askedFor(by: String)
    }

    /// Declares how a list is paged.
    public init(
        wrapper: String, nextCursor: String = "nextCursor", cursor: String = "cursor", limit: String = "limit",
        greatestLimit: Int = 1000, deleted: Deleted = .leftOut
    ) {
        self.wrapper = wrapper
        self.nextCursor = nextCursor
        self.cursor = cursor
        self.limit = limit
        self.greatestLimit = greatestLimit
        self.deleted = deleted
    }
}
