import ManagementAPI

/// What answers a call once it is checked.
enum Handler: Sendable {
    /// Changes nothing.
    case read(@Sendable (Call, any StoreReader, Emulator) throws -> SandboxResponse)
    /// May change something, in one transaction.
    case write(@Sendable (Call, any StoreWriter, Emulator) throws -> SandboxResponse)
}

/// The handlers of all endpoints.
enum HandlerTable {
    static func handler(of endpoint: Endpoint) -> Handler? {
        switch endpoint.generation {
        case .beta: beta[endpoint.id]
        }
    }

    private static let beta: [String: Handler] = [
        "experiments.list": .read(ListExperiments.answer),
        "experiments.get": .read(GetExperiment.answer),
        "experiments.create": .write(CreateExperiment.answer),
        "experiments.activate": .write(ActivateExperiment.answer),
        "experiments.deactivate": .write(DeactivateExperiment.answer),
        "experiments.set_rollout_weights": .write(SetRolloutWeights.answer),
        "deployments.list": .read(ListDeployments.answer),
    ]
}
