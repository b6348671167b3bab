import GRDB

/// One table for the objects of all resources. Records are the JSON text of the API's answer; the columns beside a
/// record repeat what must be found or kept unique.
enum SchemaVersion2 {
    static let tables = ["sandbox", "project", "object"]

    /// Moves the objects of version 1 into it.
    static func migrate(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE object (
                    number INTEGER PRIMARY KEY,
                    resource TEXT NOT NULL,
                    id INTEGER NOT NULL,
                    project TEXT NOT NULL REFERENCES project (id),
                    key TEXT,
                    deleted INTEGER NOT NULL,
                    created_at INTEGER NOT NULL,
                    modified_at INTEGER NOT NULL,
                    record TEXT NOT NULL,
                    UNIQUE (resource, id),
                    UNIQUE (resource, project, key)
                ) STRICT;
                INSERT INTO object (resource, id, project, key, deleted, created_at, modified_at, record)
                    SELECT 'deployments', deployment.id, project, NULL, deleted, project.created_at, project.created_at,
                        record
                    FROM deployment JOIN project ON project.id = project ORDER BY deployment.id;
                INSERT INTO object (resource, id, project, key, deleted, created_at, modified_at, record)
                    SELECT 'experiments', id, project, key, 0, created_at, modified_at, record
                    FROM experiment ORDER BY id;
                DROP TABLE deployment;
                DROP TABLE experiment;
                PRAGMA user_version = 2;
                """)
    }
}
