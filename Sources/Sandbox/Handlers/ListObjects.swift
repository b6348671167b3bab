import JSON
import ManagementAPI

/// A page of the objects of one resource, newest first.
enum ListObjects {
    @Sendable static func answer(
        _ call: EndpointCall, _ store: any StoreReader, _ emulator: Emulator
    ) throws -> SandboxResponse {
        guard case .page(let items, let paging) = call.endpoint.result else { return SandboxResponse(status: 500) }
        let resource = call.endpoint.resource
        var page = try Page(call, paging, emulator.settings)
        var query = ObjectQuery(resource, from: page.start, limit: page.fetchLimit)
        query.isWhole = call.showsLater
        switch paging.deleted {
        case .listed: query.includesDeleted = true
        case .leftOut: query.includesDeleted = false
        case .askedFor(let parameter): query.includesDeleted = call.query[parameter] == true
        }
        for parameter in call.endpoint.parameters(in: .query) {
            guard let text = call.query[parameter.name]?.stringValue, items.field(parameter.name) != nil else {
                continue
            }
            if parameter.meaning == .project {
                query.project = text
            } else if parameter.name == items.kind?.label {
                query.key = text
            } else {
                query.fields[parameter.name] = text
            }
        }
        try store.objects(query) { id, record, later in
            try page.add(place: [id]) { try call.append(record, later, id: id, of: resource, to: &$0) }
        }
        return page.response
    }
}
