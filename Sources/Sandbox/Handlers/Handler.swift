import ManagementAPI

/// What answers a call once it is checked, by what the catalogue says of its endpoint.
enum Handler: Sendable {
    typealias Read = @Sendable (EndpointCall, any StoreReader, Emulator) throws -> SandboxResponse

    /// Asks the store one question.
    case read(Read)
    /// Asks it several.
    case readTogether(Read)
    /// May change something, in one transaction.
    case write(@Sendable (EndpointCall, any StoreWriter, Emulator) throws -> SandboxResponse)

    /// Nil for an endpoint whose declaration says too little.
    init?(_ endpoint: Endpoint) {
        if endpoint.effects.contains(.create) {
            self = .write(CreateObject.answer)
        } else if endpoint.subject != nil {
            self = .write(ChangeObject.answer)
        } else {
            switch (endpoint.mutates, endpoint.view, endpoint.result) {
            case (false, nil, .page): self = .read(ListObjects.answer)
            case (false, nil, .object): self = .read(GetObject.answer)
            case (false, .members?, _): self = .read(ReadMembers.answer)
            case (false, .inclusions?, _): self = .readTogether(ReadInclusions.answer)
            case (false, .references?, _): self = .readTogether(ReadReferences.answer)
            case (false, .versions?, _): self = .readTogether(ReadVersions.answer)
            case (false, .allVersions?, _): self = .read(ListVersions.answer)
            default: return nil
            }
        }
    }
}
