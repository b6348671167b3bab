/// What an object was after one of its changes.
public struct StoredVersion: Sendable, Equatable {
    /// The object's id.
    public var object: Int64
    /// 1 for the first.
    public var number: Int64
    /// When it came to be.
    public var at: UnixMilliseconds
    /// The id of the user who made it.
    public var author: String
    /// What it holds.
    public var content: Content

    /// What a version holds.
    public enum Content: Sendable, Equatable {
        /// The JSON text of its configuration.
        case past([UInt8])
        /// What the object, of this resource, is now.
        case last(resource: String, ObjectText)
    }
}

/// Which versions are asked for, newest first.
public struct VersionQuery: Sendable, Equatable {
    /// Only those from this time on.
    public var from: UnixMilliseconds = .min
    /// Only those before this time.
    public var until: UnixMilliseconds = .max
    /// Where the page begins; a place is a time, an object and a number.
    public var start = PageStart.newest
    /// How many at most.
    public var limit = Int.max

    /// All versions.
    public init() {}
}
