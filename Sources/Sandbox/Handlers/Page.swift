import JSON
import ManagementAPI

/// One page of a list as an answer: the objects' records as they are kept, and where the next page begins.
struct Page {
    /// Hands up to a number of objects from a place on to a closure, newest first.
    typealias Fetch = (PageStart, Int, (Int64, UnsafeRawBufferPointer) throws -> Void) throws -> Void

    static func answer(_ call: EndpointCall, _ settings: EmulatorSettings, _ fetch: Fetch) throws -> SandboxResponse {
        guard case .page(_, let paging) = call.endpoint.result else { return SandboxResponse(status: 500) }
        let limit = Int(clamping: min(call.query[paging.limit]?.integerValue ?? .max, Int64(paging.greatestLimit)))
        let wrapper = paging.wrapper
        let resource = call.endpoint.resource
        let identity = call.identity(of: resource)
        let start = try start(of: call, paging, settings)

        var body = Array("{\"\(wrapper)\":[".utf8)
        var count = 0
        var lastID: Int64 = 0
        // One more than asked for tells whether anything follows.
        try fetch(start, limit + 1) { id, record in
            count += 1
            guard count <= limit else { return }
            guard RecordCheck.accepts(record, id: id, identity: identity) else {
                throw UnreadableRecord(kind: call.noun(of: resource), id: id)
            }
            if count > 1 { body.append(UInt8(ascii: ",")) }
            body.append(contentsOf: record)
            lastID = id
        }
        body.append(UInt8(ascii: "]"))
        if let cursor = nextCursor(follows: count > limit, lastID, start, limit, wrapper, settings) {
            body.append(contentsOf: ",\"\(paging.nextCursor)\":".utf8)
            body.append(contentsOf: cursor.encoded())
        }
        body.append(UInt8(ascii: "}"))
        return SandboxResponse(json: body)
    }

    private static func start(
        of call: EndpointCall, _ paging: Paging, _ settings: EmulatorSettings
    ) throws(RequestProblem) -> PageStart {
        guard let text = call.query[paging.cursor]?.stringValue else { return .newest }
        let place =
            switch settings.cursor {
            case .opaque: StoredCursor.place(ofOpaque: text, in: paging.wrapper)
            case .offset, .number: StoredCursor.place(ofOffset: text)
            }
        guard let place else { throw .badValue(ValuePath(paging.cursor), "this list never gave out this cursor") }
        return place
    }

    /// Nil where the field is left out.
    private static func nextCursor(
        follows: Bool, _ lastID: Int64, _ start: PageStart, _ limit: Int, _ list: String, _ settings: EmulatorSettings
    ) -> JSONValue? {
        guard follows else {
            switch settings.end {
            case .null: return .null
            case .absent: return nil
            case .empty: return ""
            }
        }
        let offset = if case .offset(let count) = start { count } else { 0 as Int64 }
        switch settings.cursor {
        case .opaque: return .string(StoredCursor.opaque(after: lastID, of: list))
        case .offset: return .string(String(offset + Int64(limit)))
        case .number: return .integer(offset + Int64(limit))
        }
    }
}
