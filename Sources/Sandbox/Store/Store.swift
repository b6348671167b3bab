/// Where the objects of one sandbox are kept.
///
/// The rules see a store only through these calls, and each call to ``write(_:)`` is all or nothing.
public protocol Store {
    /// Asks one question.
    func read<Answer>(_ body: (any StoreReader) throws -> Answer) throws -> Answer

    /// Runs `body` alone among all writers of all processes; what it throws undoes what it did.
    func write<Answer>(_ body: (any StoreWriter) throws -> Answer) throws -> Answer
}

/// What the rules may ask of a store.
public protocol StoreReader {
    /// The record of an object of a resource: its JSON text.
    func object(_ id: Int64, of resource: String) throws -> [UInt8]?

    /// Where an object belongs; nil where there is none of this id.
    func facts(_ id: Int64, of resource: String) throws -> ObjectFacts?

    /// Hands up to `limit` objects of a page to `body`, newest first.
    func objects(
        of resource: String, from start: PageStart, limit: Int,
        _ body: (Int64, UnsafeRawBufferPointer) throws -> Void
    ) throws

    /// Whether a project has an object of a resource with this key.
    func hasObject(of resource: String, key: String, inProject project: String) throws -> Bool

    /// The highest id given to an object of a resource so far; 0 where there is none.
    func highestID(of resource: String) throws -> Int64
}

/// What the rules may do to a store.
public protocol StoreWriter: StoreReader {
    /// Adds a project; does nothing where it is there.
    func addProject(_ id: String, at time: UnixMilliseconds) throws

    /// Adds an object. Its id and, in its project, its key must be new; its project must be there.
    func addObject(_ object: StoredObject, at time: UnixMilliseconds) throws

    /// Gives an object that is there another record.
    func replaceObject(_ id: Int64, of resource: String, record: [UInt8], at time: UnixMilliseconds) throws
}

/// An object as it is kept: its record, and what must be found or kept unique.
public struct StoredObject: Sendable, Equatable {
    /// The resource that it is an object of: `experiments`.
    public var resource: String
    /// Its number; unique in its resource.
    public var id: Int64
    /// The project that owns it.
    public var project: String
    /// The name that no other object of its resource and project has; nil where there is no such rule.
    public var key: String?
    /// Whether it was deleted.
    public var isDeleted: Bool
    /// The JSON text of the API's answer.
    public var record: [UInt8]

    /// An object that is there.
    public init(
        resource: String, id: Int64, project: String, key: String? = nil, isDeleted: Bool = false, record: [UInt8]
    ) {
        self.resource = resource
        self.id = id
        self.project = project
        self.key = key
        self.isDeleted = isDeleted
        self.record = record
    }
}

/// Milliseconds since the beginning of 1970, UTC.
public typealias UnixMilliseconds = Int64

/// Where a page of a list begins. Lists go from the newest object, which has the highest id, to the oldest.
public enum PageStart: Sendable, Equatable {
    /// At the newest object.
    case newest
    /// At the first object older than the one of this id, which need not exist.
    case below(id: Int64)
    /// After this many objects.
    case offset(Int64)
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
