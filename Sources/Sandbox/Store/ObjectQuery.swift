/// Which objects of a resource are asked for, newest first.
public struct ObjectQuery: Sendable, Equatable {
    /// The resource.
    public var resource: String
    /// Where the page begins.
    public var start: PageStart
    /// How many at most.
    public var limit: Int
    /// Whether what later generations add is wanted too.
    public var isWhole = false
    /// Whether deleted ones are.
    public var includesDeleted = true
    /// Only those of this project.
    public var project: String?
    /// Only those with this key.
    public var key: String?
    /// Only those whose fields hold these texts.
    public var fields: [String: String] = [:]

    /// All objects of a resource from a place on.
    public init(_ resource: String, from start: PageStart = .newest, limit: Int = .max) {
        self.resource = resource
        self.start = start
        self.limit = limit
    }
}

/// Where a page of a list begins.
public enum PageStart: Sendable, Equatable {
    /// At the newest.
    case newest
    /// After what these numbers tell of the last item before it, which need not be there any more.
    case after([Int64])
    /// After this many items.
    case offset(Int64)
}
