public import Changes
import GRDB
import Synchronization

/// The runs and changes of this user, in a SQLite file or in memory.
///
/// Several processes may have the same file open. What ``keep(_:)`` was told survives the end of the process, however it ends,
/// and a power cut.
public final class Ledger: Sendable {
    /// What is kept by one write.
    public struct Batch: Sendable {
        /// How a change ended.
        public struct End: Sendable {
            /// Its place in the run.
            public var number: Int
            /// When, in milliseconds since 1970.
            public var time: Int64
            /// How.
            public var outcome: RecordedChange.Outcome
            /// What went wrong; nil where nothing did.
            public var message: String?
            /// The kind of the error.
            public var errorKind: String?
            /// How often it was sent.
            public var attempts: Int
            /// What came of its requests, where it is made of several.
            public var steps: [RecordedChange.Step]
            /// The id of what it made; nil where it made nothing.
            public var madeID: String?

            /// An end.
            public init(
                number: Int, time: Int64, outcome: RecordedChange.Outcome, message: String? = nil,
                errorKind: String? = nil,
                attempts: Int, steps: [RecordedChange.Step] = [], madeID: String? = nil
            ) {
                self.number = number
                self.time = time
                self.outcome = outcome
                self.message = message
                self.errorKind = errorKind
                self.attempts = attempts
                self.steps = steps
                self.madeID = madeID
            }
        }

        /// The number of the run.
        public var run: Int64
        /// When the changes are about to be sent, in milliseconds since 1970.
        public var time: Int64
        /// Where they go.
        public var target: String
        /// Changes that are about to be sent.
        public var changes: [RecordedChange]
        /// Changes of the run that have ended.
        public var ends: [End]

        /// A batch of one run.
        public init(run: Int64, time: Int64, target: String, changes: [RecordedChange] = [], ends: [End] = []) {
            self.run = run
            self.time = time
            self.target = target
            self.changes = changes
            self.ends = ends
        }
    }

    /// The file; nil for one in memory.
    public let path: String?
    let connection: DatabaseQueue
    private let locks: RunLocks?
    /// The runs of this process, where there is no file to hold their locks in.
    private let running = Mutex<Set<Int64>>([])

    /// Opens the ledger, and makes it where nothing is there.
    public init(path: String) throws(LedgerError) {
        try LedgerFile(path: path).prepare()
        self.path = path
        connection = try Self.reporting(path) {
            let connection = try DatabaseQueue(path: path, configuration: Self.configuration)
            try connection.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            return connection
        }
        locks = RunLocks(path: path + "-running")
        try migrate(path)
    }

    /// A ledger that ends with the process.
    public init() throws(LedgerError) {
        path = nil
        connection = try Self.reporting(Self.memory) { try DatabaseQueue(configuration: Self.configuration) }
        locks = nil
        try migrate(Self.memory)
    }

    /// Whether there is a ledger at `path`: nothing is made by the question.
    public static func isThere(_ path: String) -> Bool { LedgerFile(path: path).isThere }

    private func migrate(_ path: String) throws(LedgerError) {
        try Self.reporting(path) {
            if try connection.read({ try LedgerSchema.migrator.hasBeenSuperseded($0) }) {
                throw LedgerError.newer(path: path)
            }
            if try connection.read({ try !LedgerSchema.migrator.hasCompletedMigrations($0) }) {
                try LedgerSchema.migrator.migrate(connection)
            }
            guard try connection.read(LedgerSchema.isWhole) else {
                throw LedgerError.damaged(path: path, reason: "tables are missing")
            }
        }
    }

    static let memory = ":memory:"

    /// How long a write waits for another process.
    private static let patience = 10.0

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { database in
            // What was kept is on the disk before a byte leaves.
            try database.execute(sql: "PRAGMA synchronous = FULL")
        }
        return configuration
    }

    static func reporting<Value>(_ path: String, _ body: () throws -> Value) throws(LedgerError) -> Value {
        do { return try body() } catch { throw LedgerError(error, path: path) }
    }

    // MARK: - Writing

    /// Begins a run, and answers its number. It goes on until ``end(_:at:)`` or the end of the process.
    public func begin(_ run: RunRecord) throws(LedgerError) -> Int64 {
        let number = try Self.reporting(path ?? Self.memory) {
            try connection.write { try RunRow.insert(run, into: $0) }
        }
        hold(number)
        return number
    }

    /// Takes up a run again.
    public func resume(_ number: Int64) throws(LedgerError) {
        try Self.reporting(path ?? Self.memory) {
            try connection.write {
                try $0.execute(
                    sql: "UPDATE run SET resumed = resumed + 1, ended = NULL WHERE number = ?", arguments: [number])
            }
        }
        hold(number)
    }

    /// A run has ended.
    ///
    /// - Parameter isWhole: whether an undo took back all that its run did.
    public func end(_ number: Int64, at time: Int64, isWhole: Bool = false) throws(LedgerError) {
        defer {
            locks?.release(number)
            running.withLock { _ = $0.remove(number) }
        }
        try Self.reporting(path ?? Self.memory) {
            try connection.write {
                try $0.execute(
                    sql: "UPDATE run SET ended = ?, whole = ? WHERE number = ?", arguments: [time, isWhole, number])
            }
        }
    }

    /// Keeps a batch, and returns when it is on the disk.
    public func keep(_ batch: Batch) throws(LedgerError) {
        try Self.reporting(path ?? Self.memory) { try connection.write { try ChangeRow.write(batch, to: $0) } }
    }

    /// Keeps a batch on a thread of the ledger's, in the order of the calls; `done` is called there, with why it could not be
    /// kept, or nil.
    public func keepLater(_ batch: Batch, done: @escaping @Sendable (LedgerError?) -> Void) {
        let path = path ?? Self.memory
        connection.asyncWriteWithoutTransaction { database in
            do {
                try database.inTransaction(.immediate) {
                    try ChangeRow.write(batch, to: database)
                    return .commit
                }
                done(nil)
            } catch {
                done(LedgerError(error, path: path))
            }
        }
    }

    private func hold(_ number: Int64) {
        if let locks { _ = locks.hold(number) } else { running.withLock { _ = $0.insert(number) } }
    }

    /// Whether the process of a run is there and goes on.
    func isRunning(_ number: Int64) -> Bool {
        locks?.isHeld(number) ?? running.withLock { $0.contains(number) }
    }
}
