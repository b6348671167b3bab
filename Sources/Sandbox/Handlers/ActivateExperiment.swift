import JSON

/// `experiments.activate`: only `enabled` changes, state and dates stay; repeating it is a success.
enum ActivateExperiment {
    @Sendable static func answer(
        _ call: Call, _ store: any StoreWriter, _ emulator: Emulator
    ) throws -> SandboxResponse {
        try ExperimentChange.make(call, store, emulator) { $0["enabled"] = true }
    }
}
