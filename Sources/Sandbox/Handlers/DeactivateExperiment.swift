import JSON

/// `experiments.deactivate`: only `enabled` changes, state, dates and weights stay; repeating it is a success.
enum DeactivateExperiment {
    @Sendable static func answer(
        _ call: Call, _ store: any StoreWriter, _ emulator: Emulator
    ) throws -> SandboxResponse {
        try ExperimentChange.make(call, store, emulator) { $0["enabled"] = false }
    }
}
