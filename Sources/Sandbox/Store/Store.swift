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
    /// The record of an experiment: its JSON text.
    func experiment(_ id: Int64) throws -> [UInt8]?

    /// Hands up to `limit` experiments of a page to `body`, newest first.
    func experiments(from start: PageStart, limit: Int, _ body: (Int64, UnsafeRawBufferPointer) -> Void) throws

    /// Hands up to `limit` deployments of a page to `body`, newest first.
    func deployments(from start: PageStart, limit: Int, _ body: (Int64, UnsafeRawBufferPointer) -> Void) throws

    /// Where a deployment belongs; nil where there is none of this id.
    func deployment(_ id: Int64) throws -> DeploymentFacts?

    /// Whether a project has an experiment of this key.
    func hasExperiment(key: String, inProject project: String) throws -> Bool

    /// The highest id given to an experiment so far; 0 where there is none.
    func highestExperimentID() throws -> Int64
}

/// What the rules may do to a store.
public protocol StoreWriter: StoreReader {
    /// Adds a project; does nothing where it is there.
    func addProject(_ id: String, at time: UnixMilliseconds) throws

    /// Adds an experiment. Its id and, in its project, its key must be new; its project must be there.
    func addExperiment(_ id: Int64, project: String, key: String, record: [UInt8], at time: UnixMilliseconds) throws

    /// Gives an experiment that is there another record.
    func replaceExperiment(_ id: Int64, record: [UInt8], at time: UnixMilliseconds) throws

    /// Adds a deployment. Its id must be new; its project must be there.
    func addDeployment(_ id: Int64, facts: DeploymentFacts, record: [UInt8]) throws
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

/// What the rules need to know of a deployment.
public struct DeploymentFacts: Sendable, Equatable {
    /// The project that owns it.
    public var project: String
    /// Whether it was deleted.
    public var isDeleted: Bool

    /// Facts of one deployment.
    public init(project: String, isDeleted: Bool = false) {
        self.project = project
        self.isDeleted = isDeleted
    }
}
