/// Where the objects of one sandbox are kept.
///
/// The rules see a store only through these calls, and each call to ``write(_:)`` is all or nothing.
public protocol Store {
    /// Asks one question.
    func read<Answer>(_ body: (any StoreReader) throws -> Answer) throws -> Answer

    /// Asks several questions, which one state of the store answers.
    func readTogether<Answer>(_ body: (any StoreReader) throws -> Answer) throws -> Answer

    /// Runs `body` alone among all writers of all processes; what it throws undoes what it did.
    func write<Answer>(_ body: (any StoreWriter) throws -> Answer) throws -> Answer
}

/// What the rules may ask of a store.
public protocol StoreReader {
    /// The texts of an object of a resource; `whole` says whether those of later generations are wanted too.
    func record(_ id: Int64, of resource: String, whole: Bool) throws -> ObjectText?

    /// An object of a resource with all that is kept of it.
    func object(_ id: Int64, of resource: String) throws -> StoredObject?

    /// What an object is, by its id among those that have keys; nil where there is none.
    func resource(ofKeyed id: Int64) throws -> String?

    /// Where an object belongs; nil where there is none of this id.
    func facts(_ id: Int64, of resource: String) throws -> ObjectFacts?

    /// Hands the objects of a page to `body`, newest first: the id, the record, and what later generations add where it
    /// is asked for.
    func objects(
        _ query: ObjectQuery, _ body: (Int64, UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws -> Void
    ) throws

    /// The resource of the object of a project that has this key; nil where none has.
    func resource(ofKey key: String, inProject project: String) throws -> String?

    /// The same with its id.
    func name(ofKey key: String, inProject project: String) throws -> (id: Int64, resource: String)?

    /// The highest id given so far: among all objects that have keys, or among those of a resource that has none.
    func highestID(of resource: String, hasKeys: Bool) throws -> Int64

    /// The texts that belong to a member of an object, in their order.
    func inclusions(_ place: InclusionPlace) throws -> [UInt8]?

    /// A version of an object that is not its last.
    func pastVersion(_ number: Int64, of object: Int64) throws -> StoredVersion?

    /// The versions of an object but its last, newest first.
    func pastVersions(of object: Int64) throws -> [StoredVersion]

    /// Hands versions to `body`, newest first.
    func versions(_ query: VersionQuery, _ body: (StoredVersion) throws -> Void) throws
}

/// What the rules may do to a store.
public protocol StoreWriter: StoreReader {
    /// Adds a project; does nothing where it is there.
    func addProject(_ id: String, at time: UnixMilliseconds) throws

    /// Adds an object. Its id and its key must be new; its project must be there.
    func addObject(_ object: StoredObject) throws

    /// Gives an object that is there what `object` holds, but for its resource, id, project and time of making.
    func replaceObject(_ object: StoredObject) throws

    /// Removes an object with its versions; what belongs to its members stays for one that takes its place.
    func removeObject(_ id: Int64, of resource: String) throws

    /// Removes all objects and projects.
    func removeEverything() throws

    /// Keeps a version that is the last no more; does nothing with one that is.
    func addPastVersion(_ version: StoredVersion) throws

    /// Keeps the texts that belong to a member of an object; nil removes them.
    func setInclusions(_ place: InclusionPlace, _ items: [UInt8]?) throws

    /// Gives all that belongs to a member of an object to a member of another name; nil removes it.
    func moveInclusions(of object: Int64, member: String, to name: String?) throws
}

/// Milliseconds since the beginning of 1970, UTC.
public typealias UnixMilliseconds = Int64
