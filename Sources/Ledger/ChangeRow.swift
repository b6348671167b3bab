import Changes
import GRDB
import JSON
import ManagementAPI

/// A change as a row of its table.
enum ChangeRow {
    static func write(_ batch: Ledger.Batch, to database: Database) throws {
        if !batch.changes.isEmpty {
            let insert = try database.cachedStatement(
                sql: """
                    INSERT INTO change (run, number, target, generation, resource, object, key, project, call, path, body, place,
                        before, unknown_before, losses, sent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            for change in batch.changes {
                try insert.execute(arguments: arguments(change, batch.run, batch.target, batch.time))
            }
        }
        guard !batch.ends.isEmpty else { return }
        let update = try database.cachedStatement(
            sql: """
                UPDATE change SET ended = ?, outcome = ?, message = ?, error = ?, attempts = ?, steps = ?,
                    object = coalesce(object, ?) WHERE run = ? AND number = ?
                """)
        for end in batch.ends {
            try update.execute(
                arguments: [
                    end.time, end.outcome.rawValue, end.message, end.errorKind, end.attempts,
                    end.steps.isEmpty ? nil : JSONValue.array(end.steps.map { .object($0.json) }).description,
                    end.madeID,
                    batch.run, end.number,
                ])
        }
    }

    private static func arguments(
        _ change: RecordedChange, _ run: Int64, _ target: String, _ time: Int64
    ) -> StatementArguments {
        [
            run, change.number, target, change.generation.rawValue, change.object.resource, change.object.id,
            change.object.key, change.object.project, change.call, JSONValue.object(change.path.json).description,
            JSONValue.object(change.body).description, change.place, change.before?.description, change.unknownBefore,
            change.losses.isEmpty ? nil : JSONValue.array(change.losses.map { .string($0) }).description, time,
        ]
    }

    static func change(_ row: Row) -> RecordedChange {
        var change = RecordedChange(
            number: row["number"],
            object: ChangedObject(
                resource: row["resource"], id: row["object"], key: row["key"], project: row["project"]),
            call: row["call"], generation: Generation(rawValue: row["generation"]) ?? .beta,
            path: (JSONValue(text: row["path"])?.objectValue ?? [:]).texts,
            body: JSONValue(text: row["body"])?.objectValue ?? [:],
            place: row["place"], before: JSONValue(text: row["before"]), unknownBefore: row["unknown_before"],
            losses: (JSONValue(text: row["losses"])?.arrayValue ?? []).compactMap(\.stringValue))
        change.outcome = (row["outcome"] as String?).flatMap { RecordedChange.Outcome(rawValue: $0) }
        change.message = row["message"]
        change.errorKind = row["error"]
        change.attempts = row["attempts"]
        change.steps = (JSONValue(text: row["steps"])?.arrayValue ?? []).compactMap { RecordedChange.Step(json: $0) }
        change.repeatedBy = row["repeated_by"]
        return change
    }
}

extension [String: String] {
    /// As a JSON object, in the order of the names.
    var json: JSONObject { JSONObject(sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }) }
}

extension JSONObject {
    /// The members that are texts.
    var texts: [String: String] {
        var texts: [String: String] = [:]
        for member in self { texts[member.key] = member.value.stringValue }
        return texts
    }
}

extension RecordedChange.Step {
    var json: JSONObject {
        var object: JSONObject = ["call": .string(call), "outcome": .string(outcome.rawValue)]
        object["item"] = item.map { .string($0) }
        object["message"] = message.map { .string($0) }
        return object
    }

    init?(json: JSONValue) {
        guard let call = json["call"]?.stringValue,
            let outcome = json["outcome"]?.stringValue.flatMap({ RecordedChange.Outcome(rawValue: $0) })
        else { return nil }
        self.init(call: call, item: json["item"]?.stringValue, outcome: outcome, message: json["message"]?.stringValue)
    }
}
