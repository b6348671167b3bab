import GRDB

/// The tables of the ledger.
enum LedgerSchema {
    /// Brings a new or older file to the present version.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("runs and changes") { database in
            try database.execute(
                sql: """
                    CREATE TABLE run (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        uuid TEXT NOT NULL UNIQUE,
                        begun INTEGER NOT NULL,
                        ended INTEGER,
                        target TEXT NOT NULL,
                        target_label TEXT NOT NULL,
                        generation TEXT NOT NULL,
                        kind TEXT NOT NULL,
                        what TEXT NOT NULL,
                        script TEXT,
                        arguments TEXT NOT NULL,
                        note TEXT,
                        version TEXT NOT NULL,
                        undoes TEXT,
                        whole INTEGER NOT NULL DEFAULT 0,
                        resumed INTEGER NOT NULL DEFAULT 0,
                        imported INTEGER NOT NULL DEFAULT 0
                    );
                    CREATE INDEX run_undoes ON run (undoes) WHERE undoes IS NOT NULL;
                    CREATE TABLE change (
                        run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
                        number INTEGER NOT NULL,
                        target TEXT NOT NULL,
                        generation TEXT NOT NULL,
                        resource TEXT NOT NULL,
                        object TEXT,
                        key TEXT,
                        project TEXT,
                        call TEXT NOT NULL,
                        path TEXT NOT NULL,
                        body TEXT NOT NULL,
                        place TEXT,
                        before TEXT,
                        unknown_before TEXT,
                        losses TEXT,
                        sent INTEGER NOT NULL,
                        ended INTEGER,
                        outcome TEXT,
                        message TEXT,
                        error TEXT,
                        attempts INTEGER NOT NULL DEFAULT 0,
                        steps TEXT,
                        repeated_by INTEGER,
                        PRIMARY KEY (run, number)
                    ) WITHOUT ROWID;
                    CREATE INDEX change_key ON change (key);
                    """)
        }
        return migrator
    }

    /// Whether every table is there.
    static func isWhole(_ database: Database) throws -> Bool {
        try ["run", "change"].allSatisfy { try database.tableExists($0) }
    }
}
