/// `experiments.get`: the record is the answer.
enum GetExperiment {
    @Sendable static func answer(
        _ call: Call, _ store: any StoreReader, _ emulator: Emulator
    ) throws -> SandboxResponse {
        let id = try call.objectID("experiment")
        guard let record = try store.experiment(id) else {
            throw RequestProblem.unknownID(kind: "experiment", id: String(id))
        }
        return SandboxResponse(json: record)
    }
}
