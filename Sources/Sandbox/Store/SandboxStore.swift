import GRDB

/// The objects of one sandbox in a SQLite file, or in memory.
///
/// Several stores, also of several processes, may have the same file open. A write that returned survives the end of
/// the process, however it ends, and a power cut.
public final class SandboxStore: Store, Sendable {
    /// Where it is: a file, or `:memory:`.
    public let path: String

    private let connection: DatabaseQueue

    /// What a new store holds.
    public enum Content: Sendable {
        /// Two made-up projects with what they own.
        case demoData
        /// No project and no object.
        case nothing
    }

    private let content: Content

    /// The path of a store that ends with its process.
    public static let inMemory = ":memory:"

    /// How long a write waits for another process.
    private static let patience = 10.0

    /// Opens the sandbox at `path`; makes it, with `content`, where nothing is there.
    ///
    /// A file that is there and is no sound sandbox is `damaged`, and stays as it is.
    public init(path: String, content: Content = .demoData, now: UnixMilliseconds) throws(SandboxError) {
        try SandboxFile.checkPath(path)
        self.path = path
        self.content = content
        if path == Self.inMemory {
            connection = try Self.reporting(path, .createFile) {
                let connection = try DatabaseQueue(configuration: Self.configuration)
                try SandboxSchema.migrate(connection, at: now)
                try connection.write { try SandboxSchema.refill($0, with: content, at: now) }
                return connection
            }
        } else {
            try SandboxFile(path: path).createIfMissing(with: content, now: now)
            connection = try Self.reporting(path, .open) {
                let connection = try DatabaseQueue(path: path, configuration: Self.configuration)
                try connection.unsafeRead { try Self.check($0, path) }
                return connection
            }
            try bringUpToDate(at: now)
        }
    }

    private static func check(_ database: Database, _ path: String) throws {
        if let damage = try SandboxSchema.damage(of: database) {
            // Only a sandbox can be of a later version.
            if case .unknownVersion(let version) = damage, version > SandboxSchema.version {
                throw SandboxError.newer(path: path, version: version, known: SandboxSchema.version)
            }
            throw SandboxError.damaged(path: path, reason: damage)
        }
    }

    /// Migrates a file of an older version, which another process may be about to do as well.
    private func bringUpToDate(at now: UnixMilliseconds) throws(SandboxError) {
        let version = try Self.reporting(path, .open) { try connection.unsafeRead(SandboxSchema.version(of:)) }
        guard version < SandboxSchema.version else { return }
        try SandboxFile(path: path).withFolderLocked { () throws(SandboxError) in
            try Self.reporting(path, .migrate) { try SandboxSchema.migrate(connection, at: now) }
        }
    }

    /// Asks one question.
    public func read<Answer>(_ body: (any StoreReader) throws -> Answer) throws -> Answer {
        // One question is one statement, which sees one state of the file without a transaction around it.
        try connection.unsafeRead { try body(SQLiteSession(database: $0)) }
    }

    /// Asks several questions, which one state of the file answers.
    public func readTogether<Answer>(_ body: (any StoreReader) throws -> Answer) throws -> Answer {
        try connection.unsafeRead { database in
            try database.execute(sql: "BEGIN DEFERRED")
            defer { try? database.execute(sql: "ROLLBACK") }
            return try body(SQLiteSession(database: database))
        }
    }

    /// Runs `body` alone among all writers of all processes; what it throws undoes what it did.
    public func write<Answer>(_ body: (any StoreWriter) throws -> Answer) throws -> Answer {
        try connection.writeWithoutTransaction { database in
            var answer: Answer?
            // Immediate: a transaction that reads first and finds itself outrun by another writer cannot go on.
            try database.inTransaction(.immediate) {
                answer = try body(SQLiteSession(database: database))
                return .commit
            }
            guard let answer else { throw SandboxError.busy(path: path) }
            return answer
        }
    }

    /// Makes the store as it was when new: what a new one holds and nothing else. Other processes go on with the new content.
    public func reset(now: UnixMilliseconds) throws(SandboxError) {
        try Self.reporting(path, .write) {
            try connection.write { try SandboxSchema.refill($0, with: content, at: now) }
            // What the former content took is given back where no other process is in the way.
            try? connection.vacuum()
        }
    }

    /// Counts and facts of the store as it is now.
    public func info() throws(SandboxError) -> SandboxInfo {
        try Self.reporting(path, .read) {
            try connection.unsafeRead { database in
                func number(_ sql: String) throws -> Int64 { try Int64.fetchOne(database, sql: sql) ?? 0 }
                let counts = try Row.fetchAll(
                    database, sql: "SELECT resource, count(*) FROM object GROUP BY resource")
                return SandboxInfo(
                    path: path,
                    projects: Int(try number("SELECT count(*) FROM project")),
                    objects: Dictionary(uniqueKeysWithValues: counts.map { ($0[0], $0[1]) }),
                    byteCount: path == Self.inMemory
                        ? try number("PRAGMA page_count") * number("PRAGMA page_size")
                        : SandboxFile(path: path).byteCount,
                    createdAt: try number("SELECT created_at FROM sandbox"))
            }
        }
    }

    /// Runs `body`, and turns what SQLite reports into the error of this module.
    static func reporting<Result>(
        _ path: String, _ action: SandboxError.Action, _ body: () throws -> Result
    ) throws(SandboxError) -> Result {
        do { return try body() } catch { throw SandboxError(error, path: path, action: action) }
    }

    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "sandbox"
        configuration.busyMode = .timeout(patience)
        configuration.prepareDatabase { database in
            // The write-ahead log is on the disk before a commit returns.
            try database.execute(sql: "PRAGMA synchronous = FULL")
        }
        return configuration
    }
}
