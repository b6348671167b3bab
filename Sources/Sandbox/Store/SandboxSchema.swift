import GRDB

/// The tables of a sandbox file, and how a file of an older version gets them.
enum SandboxSchema {
    /// In the header of the file, so that no other database is taken for a sandbox: "amps".
    static let applicationID = 0x616D_7073

    /// In the header of the file: the last migration that it has been through.
    static let version = 3

    /// The tables of this version, those first that others refer to.
    private static let tables = ["sandbox", "project", "object", "moment", "version", "inclusion"]

    /// Brings a database of any older version to this one, an empty one too; each step whole or not at all. What was kept
    /// in the file is kept.
    static func migrate(_ connection: some DatabaseWriter, at time: UnixMilliseconds) throws {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { try SchemaVersion1.create(in: $0, at: time) }
        migrator.registerMigration("2") { try SchemaVersion2.migrate($0) }
        migrator.registerMigration("3") { try SchemaVersion3.migrate($0) }
        try migrator.migrate(connection)
    }

    /// The last migration that a database says it has been through.
    static func version(of database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    /// What makes a database no sandbox that this version can read or bring up to date; nil where nothing does.
    static func damage(of database: Database) throws -> SandboxError.Damage? {
        let found = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        guard found == applicationID else { return .otherProgram(applicationID: found) }
        let version = try self.version(of: database)
        guard (1...Self.version).contains(version) else { return .unknownVersion(version) }
        let needed =
            switch version {
            case 1: SchemaVersion1.tables
            case 2: SchemaVersion2.tables
            default: tables
            }
        let names = try Set(String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'"))
        return needed.first { !names.contains($0) }.map { .missingTable($0) }
    }

    /// Removes all that users made; what is said of the file itself stays.
    static func removeEverything(from database: Database) throws {
        for table in tables.dropFirst().reversed() { try database.execute(sql: "DELETE FROM \(table)") }
    }

    /// Removes every object and puts what a new sandbox holds in place.
    static func refill(_ database: Database, with content: SandboxStore.Content, at time: UnixMilliseconds) throws {
        for table in tables.reversed() { try database.execute(sql: "DELETE FROM \(table)") }
        try database.execute(sql: "INSERT INTO sandbox (created_at) VALUES (?)", arguments: [time])
        switch content {
        case .demoData: try DemoData.fill(SQLiteSession(database: database), at: time)
        case .nothing: break
        }
    }
}
