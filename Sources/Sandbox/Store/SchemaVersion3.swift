import GRDB
import JSON

/// One space of ids and keys for all objects that have keys; versions; what belongs to members; what later generations show.
enum SchemaVersion3 {
    /// Adds to each object of version 2 what v1 shows of it.
    static func migrate(_ database: Database) throws {
        try database.execute(
            sql: """
                ALTER TABLE object RENAME TO former;
                CREATE TABLE object (
                    number INTEGER PRIMARY KEY,
                    resource TEXT NOT NULL,
                    id INTEGER NOT NULL,
                    project TEXT NOT NULL REFERENCES project (id),
                    key TEXT,
                    deleted INTEGER NOT NULL,
                    version INTEGER NOT NULL,
                    author TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    modified_at INTEGER NOT NULL,
                    record TEXT NOT NULL,
                    later TEXT NOT NULL,
                    unshown TEXT NOT NULL,
                    UNIQUE (resource, id)
                ) STRICT;
                """)
        try moveObjects(database)
        try database.execute(
            sql: """
                DROP TABLE former;
                CREATE UNIQUE INDEX object_key ON object (key, project) WHERE key IS NOT NULL;
                CREATE UNIQUE INDEX object_keyed ON object (id) WHERE key IS NOT NULL;
                CREATE INDEX object_project ON object (project, resource, id);
                CREATE TABLE moment (
                    at INTEGER NOT NULL,
                    object INTEGER NOT NULL,
                    number INTEGER NOT NULL,
                    PRIMARY KEY (at, object, number)
                ) STRICT, WITHOUT ROWID;
                INSERT INTO moment (at, object, number)
                    SELECT modified_at, id, version FROM object WHERE version > 0 ORDER BY 1, 2, 3;
                CREATE TABLE version (
                    object INTEGER NOT NULL,
                    number INTEGER NOT NULL,
                    created_at INTEGER NOT NULL,
                    author TEXT NOT NULL,
                    configuration TEXT NOT NULL,
                    UNIQUE (object, number)
                ) STRICT;
                CREATE TABLE inclusion (
                    object INTEGER NOT NULL,
                    member TEXT NOT NULL,
                    list TEXT NOT NULL,
                    items TEXT NOT NULL,
                    PRIMARY KEY (object, member, list)
                ) STRICT, WITHOUT ROWID;
                PRAGMA user_version = 3;
                """)
    }

    private static func moveObjects(_ database: Database) throws {
        let adding = try database.makeStatement(
            sql: """
                INSERT INTO object (resource, id, project, key, deleted, version, author, created_at, modified_at, record,
                    later, unshown) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')
                """)
        let rows = try Row.fetchCursor(
            database,
            sql:
                "SELECT resource, id, project, key, deleted, created_at, modified_at, record FROM former ORDER BY number"
        )
        while let row = try rows.next() {
            let resource: String = row[0]
            let record: String = row[7]
            let isExperiment = resource == "experiments"
            let object = try? JSONValue(parsing: record.utf8).objectValue
            let shown = object.map { Self.later(of: resource, $0, created: row[5], modified: row[6]) ?? [:] }
            // A record that cannot be read stays as it is, to be reported when it is met.
            try adding.execute(arguments: [
                resource, row[1] as Int64, row[2] as String, row[3] as String?, row[4] as Int64, isExperiment ? 1 : 0,
                isExperiment ? Author.sandbox.id : "", row[5] as Int64, row[6] as Int64, record,
                shown.map { JSONValue.object($0).description } ?? "",
            ])
        }
    }

    /// What v1 shows beside of an object of which only the beta's answer is known; nil where that is nothing.
    static func later(of resource: String, _ record: JSONObject, created: Int64, modified: Int64) -> JSONObject? {
        switch resource {
        case "experiments": experiment(record, created: created, modified: modified)
        case "deployments": deployment(record)
        default: nil
        }
    }

    /// An experiment that has begun, or is active, gives variants to everybody; another to nobody, as a new one.
    private static func experiment(_ record: JSONObject, created: Int64, modified: Int64) -> JSONObject {
        let isGiven = record["enabled"] == true || record["startDate"]?.stringValue != nil
        let id = record["id"]?.stringValue ?? ""
        return [
            "evaluationMode": "remote",
            "bucketingSalt": .string(StableText.letters(8, from: id)),
            "bucketingUnit": "User",
            "rolloutPercentage": .integer(isGiven ? 100 : 0),
            "parentDependencies": nil,
            "tags": [],
            "deleted": false,
            "experimentType": "a-b-test",
            "deliveryMethod": "feature",
            "decision": nil,
            "decisionReason": nil,
            "rolledOutVariant": nil,
            "createdBy": .string(Author.sandbox.email),
            "lastModifiedBy": .string(Author.sandbox.email),
            "createdAt": .string(TimeText.moment(created)),
            "lastModifiedAt": .string(TimeText.moment(modified)),
        ]
    }

    private static func deployment(_ record: JSONObject) -> JSONObject {
        ["type": record["key"]?.stringValue?.hasPrefix("server-") == true ? "server" : "client"]
    }
}
