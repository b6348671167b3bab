import ManagementAPI

/// What answers a call once it is checked, by what the catalogue says of its endpoint.
enum Handler: Sendable {
    /// Changes nothing.
    case read(@Sendable (EndpointCall, any StoreReader, Emulator) throws -> SandboxResponse)
    /// May change something, in one transaction.
    case write(@Sendable (EndpointCall, any StoreWriter, Emulator) throws -> SandboxResponse)

    /// Nil for an endpoint whose declaration says too little.
    init?(_ endpoint: Endpoint) {
        if endpoint.effects.contains(.create) {
            self = .write(CreateObject.answer)
        } else if endpoint.subject != nil {
            self = .write(ChangeObject.answer)
        } else if !endpoint.mutates, case .page = endpoint.result {
            self = .read(ListObjects.answer)
        } else if !endpoint.mutates, case .object = endpoint.result {
            self = .read(GetObject.answer)
        } else {
            return nil
        }
    }
}
