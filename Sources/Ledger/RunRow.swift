import GRDB
import JSON
import ManagementAPI

/// A run as a row of its table.
enum RunRow {
    static func insert(_ run: RunRecord, into database: Database) throws -> Int64 {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO run (uuid, begun, ended, target, target_label, generation, kind, what, script, arguments, note,
                    version, undoes, resumed, imported) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(
            arguments: [
                run.uuid, run.begun, run.ended, run.target, run.targetLabel, run.generation.rawValue, run.kind.rawValue,
                run.what, run.script.map { JSONValue.object($0.json).description },
                JSONValue.array(run.arguments.map { .string($0) }).description, run.note, run.version, run.undoes,
                run.resumed, run.isImported,
            ])
        return database.lastInsertedRowID
    }

    static let columns = """
        number, uuid, begun, ended, target, target_label, generation, kind, what, script, arguments, note, version, undoes,
        resumed, imported
        """

    static func run(_ row: Row) -> RunRecord {
        var run = RunRecord(
            uuid: row["uuid"], begun: row["begun"], target: row["target"], targetLabel: row["target_label"],
            generation: Generation(rawValue: row["generation"]) ?? .beta,
            kind: RunRecord.Kind(rawValue: row["kind"]) ?? .script, what: row["what"],
            script: (row["script"] as String?).flatMap { RunRecord.Script(json: JSONValue(text: $0)) },
            arguments: (JSONValue(text: row["arguments"])?.arrayValue ?? []).compactMap(\.stringValue),
            note: row["note"], version: row["version"], undoes: row["undoes"])
        run.number = row["number"]
        run.ended = row["ended"]
        run.resumed = row["resumed"]
        run.isImported = row["imported"]
        return run
    }
}

extension RunRecord.Script {
    /// As a JSON object.
    var json: JSONObject {
        var object: JSONObject = ["path": .string(path), "sha256": .string(hash)]
        object["repository"] = repository.map { .string($0) }
        object["commit"] = commit.map { .string($0) }
        return object
    }

    /// From the JSON object; nil where it is none.
    init?(json: JSONValue?) {
        guard let path = json?["path"]?.stringValue, let hash = json?["sha256"]?.stringValue else { return nil }
        self.init(
            path: path, hash: hash, repository: json?["repository"]?.stringValue, commit: json?["commit"]?.stringValue)
    }
}

extension JSONValue {
    /// The value of a text; nil where it is none.
    init?(text: String?) {
        guard let text, let value = try? JSONValue(parsing: Array(text.utf8)) else { return nil }
        self = value
    }
}
