import JSON

/// A change to one experiment that is there.
enum ExperimentChange {
    /// Reads the experiment in the call's path, changes it and keeps it. What `change` throws leaves it as it was.
    static func make(
        _ call: Call, _ store: any StoreWriter, _ emulator: Emulator, _ change: (inout JSONObject) throws -> Void
    ) throws -> SandboxResponse {
        let id = try call.objectID("experiment")
        guard let record = try store.experiment(id) else {
            throw RequestProblem.unknownID(kind: "experiment", id: String(id))
        }
        guard var experiment = (try? JSONValue(parsing: record))?.objectValue else { throw UnreadableRecord(id: id) }
        try change(&experiment)
        let changed = JSONValue.object(experiment).encoded()
        if changed != record { try store.replaceExperiment(id, record: changed, at: emulator.now()) }
        return emulator.acknowledgement
    }
}

/// A kept experiment is no JSON object.
struct UnreadableRecord: Error {
    let id: Int64
}
