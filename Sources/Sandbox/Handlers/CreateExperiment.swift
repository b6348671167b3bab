import JSON
import ManagementAPI

/// `experiments.create`: opens the project where it is new, fills in what was left out, begins inactive.
enum CreateExperiment {
    @Sendable static func answer(
        _ call: Call, _ store: any StoreWriter, _ emulator: Emulator
    ) throws -> SandboxResponse {
        let project = call.body["projectId"]?.stringValue ?? ""
        let key = call.body["key"]?.stringValue ?? ""
        let deployments = try deployments(of: call.body, project, store)
        let draft = try ExperimentDraft(body: call.body)
        guard try !store.hasExperiment(key: key, inProject: project) else {
            throw RequestProblem.badValue(
                ValuePath("key"), "the project \(project) has an experiment with the key \(key)")
        }
        let time = emulator.now()
        let id = emulator.newID(try store.highestExperimentID())
        let record = JSONValue.object(draft.experiment(id: id, deployments: deployments)).encoded()
        try store.addProject(project, at: time)
        try store.addExperiment(id, project: project, key: key, record: record, at: time)
        switch emulator.settings.create {
        case .experiment: return SandboxResponse(json: record)
        case .reference:
            let url = "https://experiment.amplitude.com/sandbox/\(project)/config/\(id)"
            return SandboxResponse(["id": .string(String(id)), "url": .string(url)])
        }
    }

    /// The ids of the deployments, each once.
    private static func deployments(
        of body: JSONObject, _ project: String, _ store: any StoreReader
    ) throws -> [JSONValue] {
        var ids: [JSONValue] = []
        for (index, item) in (body["deployments"]?.arrayValue ?? []).enumerated() {
            let path = ValuePath("deployments").item(index)
            let text = item.stringValue ?? ""
            guard let id = Call.number(ofID: text), let facts = try store.deployment(id) else {
                throw RequestProblem.badValue(path, "no deployment has the id \(text)")
            }
            guard facts.project == project else {
                throw RequestProblem.badValue(path, "the deployment \(text) belongs to another project")
            }
            guard !facts.isDeleted else { throw RequestProblem.badValue(path, "the deployment \(text) is deleted") }
            if !ids.contains(item) { ids.append(item) }
        }
        return ids
    }
}
