import Changes
import GRDB
import JSON
import ManagementAPI

/// A run as JSON lines, to be kept elsewhere or taken up on another machine: a head, then a line for each change.
extension Ledger {
    /// What the head of an export says it is.
    private static let format = "ampsh_run"

    /// The lines of a run, each with its line feed.
    public func export(_ number: Int64) throws(LedgerError) -> [UInt8] {
        let summary = try run(number)
        var text: [UInt8] = []
        var head = summary.json
        head["number"] = nil
        var object: JSONObject = [Self.format: 1]
        for member in head { object[member.key] = member.value }
        text += JSONValue.object(object).encoded() + [UInt8(ascii: "\n")]
        for place in try targets(of: number) {
            for change in try changes(of: number, at: place) {
                var line = change.json
                line["url"] = .string(place)
                text += JSONValue.object(line).encoded() + [UInt8(ascii: "\n")]
            }
        }
        return text
    }

    /// Takes an exported run in, and answers its number here.
    public func `import`(_ text: [UInt8]) throws(LedgerError) -> Int64 {
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
        guard let first = lines.first, let head = try? JSONValue(parsing: Array(first)),
            head[Self.format]?.integerValue != nil
        else { throw .notAnExport(line: 1, reason: "it does not begin as one") }
        guard head[Self.format] == 1 else { throw .notAnExport(line: 1, reason: "it is of a newer version of ampsh") }
        guard let uuid = head["uuid"]?.stringValue,
            let begun = head["begun"]?.stringValue.flatMap(RunTime.milliseconds),
            let url = head["url"]?.stringValue,
            let generation = head["generation"]?.stringValue.flatMap({ Generation(rawValue: $0) }),
            let kind = head["kind"]?.stringValue.flatMap({ RunRecord.Kind(rawValue: $0) })
        else { throw .notAnExport(line: 1, reason: "a run has uuid, begun, url, generation and kind") }
        if let here = try number(of: uuid) { throw .isHere(number: here) }
        var run = RunRecord(
            uuid: uuid, begun: begun, target: url, targetLabel: head["target"]?.stringValue ?? url,
            generation: generation,
            kind: kind, what: head["what"]?.stringValue ?? "", script: RunRecord.Script(json: head["script"]),
            arguments: (head["arguments"]?.arrayValue ?? []).compactMap(\.stringValue), note: head["note"]?.stringValue,
            version: head["version"]?.stringValue ?? "", undoes: head["undoes"]?.stringValue)
        run.ended = head["ended"]?.stringValue.flatMap(RunTime.milliseconds) ?? begun
        run.resumed = Int(clamping: head["resumed"]?.integerValue ?? 0)
        run.isImported = true
        var changes: [(change: RecordedChange, place: String)] = []
        for (index, line) in lines.dropFirst().enumerated() {
            guard let json = try? JSONValue(parsing: Array(line)) else {
                throw .notAnExport(line: index + 2, reason: "it is no JSON")
            }
            do throws(ExportProblem) {
                changes.append((try RecordedChange(json: json), json["url"]?.stringValue ?? url))
            } catch {
                throw .notAnExport(line: index + 2, reason: error.reason)
            }
        }
        if let expected = head["changes"]?.integerValue,
            changes.count(where: { $0.change.repeatedBy == nil }) != Int(expected)
        {
            throw .notAnExport(line: lines.count, reason: "\(expected) changes should follow, and \(changes.count) do")
        }
        return try add(run, changes)
    }

    private func add(
        _ run: RunRecord, _ changes: [(change: RecordedChange, place: String)]
    ) throws(LedgerError) -> Int64 {
        try Self.reporting(path ?? Self.memory) {
            try connection.write { database in
                let number = try RunRow.insert(run, into: database)
                for (change, place) in changes {
                    let end = Batch.End(
                        number: change.number, time: run.ended ?? run.begun, outcome: change.outcome ?? .unknown,
                        message: change.message, errorKind: change.errorKind, attempts: change.attempts,
                        steps: change.steps)
                    try ChangeRow.write(
                        Batch(run: number, time: run.begun, target: place, changes: [change], ends: [end]), to: database
                    )
                    if let repeated = change.repeatedBy {
                        try database.execute(
                            sql: "UPDATE change SET repeated_by = ? WHERE run = ? AND number = ?",
                            arguments: [repeated, number, change.number])
                    }
                }
                return number
            }
        }
    }
}
