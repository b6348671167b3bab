import JSON
import ManagementAPI

/// The objects that a field of an object names, in its order.
enum ReadReferences {
    @Sendable static func answer(
        _ call: EndpointCall, _ store: any StoreReader, _ emulator: Emulator
    ) throws -> SandboxResponse {
        let object = try call.load(from: store)
        guard case .references(let field)? = call.endpoint.view,
            case .id(let resource)? = object.type.field(field)?.meaning
        else { return SandboxResponse(status: 500) }
        var body = Array("[".utf8)
        for item in object.document.fields[field]?.arrayValue ?? [] {
            guard let id = EndpointCall.number(ofID: item.idText),
                let text = try store.record(id, of: resource, whole: call.showsLater)
            else { continue }
            if body.count > 1 { body.append(UInt8(ascii: ",")) }
            try text.record.withUnsafeBytes { record in
                try text.later.withUnsafeBytes { try call.append(record, $0, id: id, of: resource, to: &body) }
            }
        }
        body.append(UInt8(ascii: "]"))
        return SandboxResponse(json: body)
    }
}
