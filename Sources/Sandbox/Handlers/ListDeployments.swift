/// `deployments.list`: deleted ones too, as documented for a later generation.
enum ListDeployments {
    @Sendable static func answer(
        _ call: Call, _ store: any StoreReader, _ emulator: Emulator
    ) throws -> SandboxResponse {
        try Page.answer(call, emulator.settings) { try store.deployments(from: $0, limit: $1, $2) }
    }
}
