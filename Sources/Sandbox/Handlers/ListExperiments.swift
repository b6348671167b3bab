/// `experiments.list`
enum ListExperiments {
    @Sendable static func answer(
        _ call: Call, _ store: any StoreReader, _ emulator: Emulator
    ) throws -> SandboxResponse {
        try Page.answer(call, emulator.settings) { try store.experiments(from: $0, limit: $1, $2) }
    }
}
