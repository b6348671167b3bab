/// An object as it is kept: its texts, and what must be found or kept unique.
///
/// The texts hold a JSON object each, no two of them the same field: what the first generation that has such objects shows,
/// what later ones show beside, and what no answer shows.
public struct StoredObject: Sendable, Equatable {
    /// The resource that it is an object of: `experiments`.
    public var resource: String
    /// Its number: unique among all objects that have keys, or in its resource where those have none.
    public var id: Int64
    /// The project that owns it.
    public var project: String
    /// The name that no other object of its project has; nil where there is no such rule.
    public var key: String?
    /// Whether it was deleted.
    public var isDeleted: Bool
    /// The number of its last version; 0 where such objects have none.
    public var version: Int64
    /// The id of the user who made the last version.
    public var author: String
    /// When it was made.
    public var createdAt: UnixMilliseconds
    /// When its last version was made.
    public var modifiedAt: UnixMilliseconds
    /// The JSON text of the answer of the first generation that has such objects.
    public var record: [UInt8]
    /// What later generations add to it; empty where they add nothing.
    public var later: [UInt8]
    /// What no answer shows; empty where there is nothing.
    public var unshown: [UInt8]

    /// An object that is there.
    public init(
        resource: String, id: Int64, project: String, key: String? = nil, isDeleted: Bool = false, version: Int64 = 1,
        author: String = "", createdAt: UnixMilliseconds = 0, modifiedAt: UnixMilliseconds = 0, record: [UInt8],
        later: [UInt8] = [], unshown: [UInt8] = []
    ) {
        self.resource = resource
        self.id = id
        self.project = project
        self.key = key
        self.isDeleted = isDeleted
        self.version = version
        self.author = author
        self.createdAt = createdAt
        self.modifiedAt = modifiedAt
        self.record = record
        self.later = later
        self.unshown = unshown
    }
}

/// What the rules need to know of an object that others refer to.
public struct ObjectFacts: Sendable, Equatable {
    /// The project that owns it.
    public var project: String
    /// Whether it was deleted.
    public var isDeleted: Bool

    /// Facts of one object.
    public init(project: String, isDeleted: Bool = false) {
        self.project = project
        self.isDeleted = isDeleted
    }
}
