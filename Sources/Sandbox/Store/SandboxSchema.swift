import GRDB

/// The tables of a sandbox file. Any change here is a new ``version``.
enum SandboxSchema {
    /// In the header of the file, so that no other database is taken for a sandbox: "amps".
    static let applicationID = 0x616D_7073

    /// In the header of the file.
    static let version = 1

    /// Each table with what creates it. Records are the JSON text of the API's answer; the columns beside a record
    /// repeat what must be found or kept unique.
    static let tables: [(name: String, sql: String)] = [
        (
            "sandbox",
            "CREATE TABLE sandbox (created_at INTEGER NOT NULL) STRICT"
        ),
        (
            "project",
            "CREATE TABLE project (id TEXT NOT NULL PRIMARY KEY, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID"
        ),
        (
            "deployment",
            """
            CREATE TABLE deployment (
                id INTEGER PRIMARY KEY,
                project TEXT NOT NULL REFERENCES project (id),
                deleted INTEGER NOT NULL,
                record TEXT NOT NULL
            ) STRICT
            """
        ),
        (
            "experiment",
            """
            CREATE TABLE experiment (
                id INTEGER PRIMARY KEY,
                project TEXT NOT NULL REFERENCES project (id),
                key TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                modified_at INTEGER NOT NULL,
                record TEXT NOT NULL,
                UNIQUE (project, key)
            ) STRICT
            """
        ),
    ]

    /// Makes the tables in an empty database and marks its header.
    static func create(in database: Database, at time: UnixMilliseconds) throws {
        for table in tables { try database.execute(sql: table.sql) }
        try database.execute(sql: "INSERT INTO sandbox (created_at) VALUES (?)", arguments: [time])
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }

    /// What makes a database no sandbox of this version; nil where nothing does.
    static func damage(of database: Database) throws -> SandboxError.Damage? {
        let found = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        guard found == applicationID else { return .otherProgram(applicationID: found) }
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard version == Self.version else { return .otherVersion(found: version, known: Self.version) }
        let names = try Set(String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'"))
        return tables.first { !names.contains($0.name) }.map { .missingTable($0.name) }
    }

    /// Removes every object and puts what a new sandbox holds in place.
    static func refill(_ database: Database, with content: SandboxStore.Content, at time: UnixMilliseconds) throws {
        for table in tables.reversed() { try database.execute(sql: "DELETE FROM \(table.name)") }
        try database.execute(sql: "INSERT INTO sandbox (created_at) VALUES (?)", arguments: [time])
        switch content {
        case .demoData: try DemoData.fill(SQLiteSession(database: database), at: time)
        case .nothing: break
        }
    }
}
