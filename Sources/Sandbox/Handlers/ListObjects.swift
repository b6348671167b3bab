import ManagementAPI

/// A page of the objects of one resource, newest first; deleted ones too, as documented for a later generation.
enum ListObjects {
    @Sendable static func answer(
        _ call: EndpointCall, _ store: any StoreReader, _ emulator: Emulator
    ) throws -> SandboxResponse {
        try Page.answer(call, emulator.settings) {
            try store.objects(of: call.endpoint.resource, from: $0, limit: $1, $2)
        }
    }
}
