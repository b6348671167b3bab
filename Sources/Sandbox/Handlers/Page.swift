import JSON
import ManagementAPI

/// One page of a list as an answer: the items' texts, and where the next page begins.
struct Page {
    /// Where it begins.
    let start: PageStart
    private let paging: Paging
    private let settings: EmulatorSettings
    private let limit: Int
    private var body: [UInt8]
    private var count = 0
    private var lastPlace: [Int64] = []

    init(_ call: EndpointCall, _ paging: Paging, _ settings: EmulatorSettings) throws(RequestProblem) {
        self.paging = paging
        self.settings = settings
        limit = Int(clamping: min(call.query[paging.limit]?.integerValue ?? .max, Int64(paging.greatestLimit)))
        start = try Self.start(of: call, paging, settings)
        body = Array("{\"\(paging.wrapper)\":[".utf8)
    }

    /// One more than asked for tells whether anything follows.
    var fetchLimit: Int { limit + 1 }

    /// Takes the next item, which `write` appends.
    mutating func add(place: [Int64], _ write: (inout [UInt8]) throws -> Void) rethrows {
        count += 1
        guard count <= limit else { return }
        if count > 1 { body.append(UInt8(ascii: ",")) }
        try write(&body)
        lastPlace = place
    }

    var response: SandboxResponse {
        var body = body
        if let cursor = nextCursor {
            let field = "\"\(paging.nextCursor)\":\(cursor)"
            switch settings.cursorPlace {
            case .beside: body.append(contentsOf: "],\(field)}".utf8)
            case .inside: body.append(contentsOf: "\(count == 0 ? "" : ","){\(field)}]}".utf8)
            }
        } else {
            body.append(contentsOf: "]}".utf8)
        }
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
    private var nextCursor: JSONValue? {
        guard count > limit else {
            switch settings.end {
            case .null: return .null
            case .absent: return nil
            case .empty: return ""
            }
        }
        let offset = if case .offset(let count) = start { count } else { 0 as Int64 }
        switch settings.cursor {
        case .opaque: return .string(StoredCursor.opaque(after: lastPlace, of: paging.wrapper))
        case .offset: return .string(String(offset + Int64(limit)))
        case .number: return .integer(offset + Int64(limit))
        }
    }
}
