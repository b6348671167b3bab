import JSON
import ManagementAPI

/// A page of the versions of all objects, newest first.
enum ListVersions {
    @Sendable static func answer(
        _ call: EndpointCall, _ store: any StoreReader, _ emulator: Emulator
    ) throws -> SandboxResponse {
        guard case .page(_, let paging) = call.endpoint.result,
            case .allVersions(let from, let until)? = call.endpoint.view, let text = VersionText(call)
        else { return SandboxResponse(status: 500) }
        var page = try Page(call, paging, emulator.settings)
        var query = VersionQuery()
        query.start = page.start
        query.limit = page.fetchLimit
        if let time = time(call, from) { query.from = time }
        if let time = time(call, until) { query.until = time }
        guard query.from <= query.until else {
            throw RequestProblem.badValue(ValuePath(from), "must be before \(until)")
        }
        try store.versions(query) { version in
            try page.add(place: [version.at, version.object, version.number]) { try text.append(version, to: &$0) }
        }
        return page.response
    }

    private static func time(_ call: EndpointCall, _ parameter: String) -> UnixMilliseconds? {
        (call.query[parameter]?.stringValue).flatMap { DateText($0.utf8) }?.millisecondsSince1970
    }
}
