public import Changes
public import JSON
import ManagementAPI

/// Runs and changes as other programs read them: the fields that `runs` prints, that Lua sees and that an export holds.
extension RunSummary {
    /// The run with its counts, without its changes.
    public var json: JSONObject {
        var object: JSONObject = [
            "number": .integer(run.number), "uuid": .string(run.uuid), "begun": .string(RunTime.text(run.begun)),
        ]
        object["ended"] = run.ended.map { .string(RunTime.text($0)) }
        object["target"] = .string(run.targetLabel)
        object["url"] = .string(run.target)
        object["generation"] = .string(run.generation.rawValue)
        object["kind"] = .string(run.kind.rawValue)
        object["what"] = .string(run.what)
        if let script = run.script { object["script"] = .object(script.json) }
        if !run.arguments.isEmpty { object["arguments"] = .array(run.arguments.map { .string($0) }) }
        object["note"] = run.note.map { .string($0) }
        object["version"] = .string(run.version)
        object["state"] = .string(state.rawValue)
        object["changes"] = .integer(Int64(changes))
        object["counts"] = [
            "applied": .integer(Int64(applied)), "failed": .integer(Int64(failed)), "partly": .integer(Int64(partly)),
            "unknown": .integer(Int64(unknown)), "open": .integer(Int64(open)),
        ]
        object["undoes"] = run.undoes.map { .string($0) }
        object["undoneBy"] = undoneBy.map { .integer($0) }
        if run.resumed > 0 { object["resumed"] = .integer(Int64(run.resumed)) }
        if run.isImported { object["imported"] = true }
        return object
    }

    /// A row of the list.
    public var row: JSONObject {
        [
            "run": .integer(run.number), "begun": .string(RunTime.minute(run.begun)),
            "target": .string(run.targetLabel),
            "what": .string(run.what), "changes": .integer(Int64(changes)), "state": .string(stateWords),
        ]
    }
}

extension RecordedChange {
    /// The change as other programs read it.
    public var json: JSONObject {
        var object: JSONObject = ["n": .integer(Int64(number)), "call": .string(call)]
        object["resource"] = .string(self.object.resource)
        object["id"] = self.object.id.map { .string($0) }
        object["key"] = self.object.key.map { .string($0) }
        object["projectId"] = self.object.project.map { .string($0) }
        object["generation"] = .string(generation.rawValue)
        object["path"] = .object(path.json)
        if !body.isEmpty { object["body"] = .object(body) }
        object["before"] = before
        object["after"] = after(in: .all)
        object["unknownBefore"] = unknownBefore.map { .string($0) }
        if !losses.isEmpty { object["losses"] = .array(losses.map { .string($0) }) }
        object["at"] = place.map { .string($0) }
        object["outcome"] = outcome.map { .string($0.rawValue) }
        object["message"] = message.map { .string($0) }
        object["error"] = errorKind.map { .string($0) }
        object["attempts"] = .integer(Int64(attempts))
        if !steps.isEmpty { object["steps"] = .array(steps.map { .object($0.json) }) }
        object["repeatedBy"] = repeatedBy.map { .integer(Int64($0)) }
        return object
    }

    /// From what an export holds.
    init(json: JSONValue) throws(ExportProblem) {
        guard let number = json["n"]?.integerValue, number > 0, number < Int64(Int32.max),
            let call = json["call"]?.stringValue, let resource = json["resource"]?.stringValue,
            let generation = json["generation"]?.stringValue.flatMap({ Generation(rawValue: $0) }),
            let path = json["path"]?.objectValue
        else { throw ExportProblem(reason: "a change has n, call, resource, generation and path") }
        self.init(
            number: Int(number),
            object: ChangedObject(
                resource: resource, id: json["id"]?.stringValue, key: json["key"]?.stringValue,
                project: json["projectId"]?.stringValue),
            call: call, generation: generation, path: path.texts, body: json["body"]?.objectValue ?? [:],
            place: json["at"]?.stringValue, before: json["before"], unknownBefore: json["unknownBefore"]?.stringValue,
            losses: (json["losses"]?.arrayValue ?? []).compactMap(\.stringValue))
        outcome = json["outcome"]?.stringValue.flatMap { Outcome(rawValue: $0) } ?? .unknown
        message = json["message"]?.stringValue
        errorKind = json["error"]?.stringValue
        attempts = Int(clamping: json["attempts"]?.integerValue ?? 0)
        steps = (json["steps"]?.arrayValue ?? []).compactMap { Step(json: $0) }
        repeatedBy = json["repeatedBy"]?.integerValue.map { Int(clamping: $0) }
    }
}

/// What is wrong with a line of an export.
struct ExportProblem: Error {
    let reason: String
}
