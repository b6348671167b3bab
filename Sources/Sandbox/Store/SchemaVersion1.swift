import GRDB

/// The tables of ampsh 0.1: one for each resource of that time.
enum SchemaVersion1 {
    static let tables = ["sandbox", "project", "deployment", "experiment"]

    /// Makes the tables in an empty database and marks its header; changes nothing where they are there.
    static func create(in database: Database, at time: UnixMilliseconds) throws {
        guard try !database.tableExists("sandbox") else { return }
        try database.execute(
            sql: """
                CREATE TABLE sandbox (created_at INTEGER NOT NULL) STRICT;
                CREATE TABLE project (
                    id TEXT NOT NULL PRIMARY KEY, created_at INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE deployment (
                    id INTEGER PRIMARY KEY,
                    project TEXT NOT NULL REFERENCES project (id),
                    deleted INTEGER NOT NULL,
                    record TEXT NOT NULL
                ) STRICT;
                CREATE TABLE experiment (
                    id INTEGER PRIMARY KEY,
                    project TEXT NOT NULL REFERENCES project (id),
                    key TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    modified_at INTEGER NOT NULL,
                    record TEXT NOT NULL,
                    UNIQUE (project, key)
                ) STRICT;
                """)
        try database.execute(sql: "INSERT INTO sandbox (created_at) VALUES (?)", arguments: [time])
        try database.execute(sql: "PRAGMA application_id = \(SandboxSchema.applicationID)")
        try database.execute(sql: "PRAGMA user_version = 1")
    }
}
